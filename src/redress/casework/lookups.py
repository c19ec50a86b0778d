"""Looking people and policies up: counted by the hour, and on record (SEC-01, SEC-03).

A look-up may answer about people of whom the asker sees no file yet, so scope does not bound it: a duty, a number an
hour and the record do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.models import LookUps
from redress.casework.refusals import TooMany
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

_KEPT: Final = timedelta(days=1)
_COUNT = f"""
    INSERT INTO {LookUps._meta.db_table} AS t (user_id, hour, n)
    SELECT %s, %s, 1 {{lazily}}
    ON CONFLICT (user_id, hour) DO UPDATE SET n = t.n + 1 RETURNING n
"""


def count(actor: Actor) -> None:
    """Count one look-up of the actor; refused beyond the house's number an hour."""
    if actor.id is None:
        return
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(lazily=access.lazily(access.Action.LOOK_UP)), [actor.id, hour])
        n = int(cursor.fetchone()[0])
    if n == 1:
        LookUps.objects.filter(user_id=actor.id, hour__lt=hour - _KEPT).delete()
    if n > settings.REDRESS_LOOKUPS_PER_HOUR:
        again = hour + timedelta(hours=1)
        access.tried(actor, "look-up beyond the number an hour")
        raise TooMany(
            "SEC-01",
            _(
                "The look-up was refused: %(n)s in one hour are allowed and were made. Look up again after %(time)s, "
                "or ask whoever runs the system to allow more."
            )
            % {"n": settings.REDRESS_LOOKUPS_PER_HOUR, "time": f"{again:%H:%M}"},
            int((again - timezone.now()).total_seconds()) + 1,
        )


def prints(**asked: str) -> list[bytes]:
    """Blind indexes of what was asked, by the kind of each value: 'phone', 'policy_number', ..."""
    kinds = {"name": Kind.NAME, "phone": Kind.PHONE, "id_number": Kind.ID_NUMBER}
    found = (blind(value, kinds.get(kind, kind)) for kind, value in asked.items())
    return [each for each in found if each]


def by_number(actor: Actor, **asked: str) -> None:
    """A list narrowed to a number of the house: within one's own sight, and on record with the number's fingerprint."""
    access.log(actor, access.Action.LOOK_UP, fields=",".join(asked), asked=prints(**asked))
