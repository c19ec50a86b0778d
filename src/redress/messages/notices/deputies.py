"""Telling of deputies: the absent person, the deputy and the superior hear of each that is named or ended (ORG-12)."""

from __future__ import annotations

from datetime import timedelta

from redress.casework import moment
from redress.messages.composing.writing import Facts
from redress.messages.notices.telling import tell
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.kinds import Change
from redress.organisation.models import OrganisationEntry, User
from redress.organisation.queries import superior_of

_LOOK_BACK = timedelta(days=3)
"""What was arranged while no worker ran is told later, yet not after so long."""


def tell_of_deputies() -> int:
    """Each change once, to each of the three; how many messages. The absent are told themselves, not their deputy."""
    since = moment.now() - _LOOK_BACK
    changed = OrganisationEntry.objects.filter(
        what__in=[Change.DEPUTY_NAMED, Change.DEPUTY_ENDED], at__gte=since, person__isnull=False
    ).select_related("person__department__unit", "by")
    with acting_as(SYSTEM):
        return sum(_tell(entry) for entry in changed.order_by("id"))


def _tell(entry: OrganisationEntry) -> int:
    absent = entry.person
    deputy = User.objects.filter(pk=entry.after.get("deputy_id") or 0).first()
    if absent is None or absent.department is None or deputy is None:
        return 0
    people = {absent.pk, deputy.pk} | ({above} if (above := superior_of(absent)) else set())
    facts: Facts = {
        "absent": absent.name,
        "deputy": deputy.name,
        "first": entry.after.get("first", ""),
        "last": entry.after.get("last", ""),
        "ended": entry.what == Change.DEPUTY_ENDED,
        "by": entry.by.name if entry.by else "",
        "path": f"/organisation/person/{absent.pk}",
    }
    return tell(
        sorted(people), absent.department.unit, "deputy", facts, f"deputy.{entry.pk}", themselves=True
    )
