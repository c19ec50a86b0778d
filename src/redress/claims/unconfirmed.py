"""The same of claims: what one person said of another and no superior confirmed in time is set aside (ORG-13)."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.door import Call, Outcome
from redress.claims.commands.recuse import OverrideClaimConflict
from redress.claims.door import DOOR
from redress.claims.models import ClaimRecusal
from redress.claims.states import OPEN
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500


def set_aside() -> int:
    """Of each claim one person at a time; how many were."""
    with acting_as(SYSTEM), translation.override("zh-hans"):
        due = ClaimRecusal.objects.filter(
            review_by__lte=moment.now(), overridden_at=None, claim__state__in=OPEN
        )
        found = dict(due.order_by("-review_by").values_list("claim__number", "person__username")[:BATCH])
        why = _("No superior of the person confirmed it in time.")
        calls = [
            Call(OverrideClaimConflict(person=person, reason=why), number) for number, person in found.items()
        ]
        return sum(isinstance(each, Outcome) for each in DOOR.execute_unlocked(calls, SYSTEM))
