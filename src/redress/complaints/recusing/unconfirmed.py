"""What one person said of another and no superior confirmed in time is set aside, through the one door (ORG-13)."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.door import Call, Outcome
from redress.complaints.executor import DOOR
from redress.complaints.models import Recusal
from redress.complaints.recusing.commands.recuse import OverrideRecusal
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.rulebook import OPEN_STATES

BATCH = 500


def set_aside() -> int:
    """Of each case one person at a time; how many were."""
    with acting_as(SYSTEM), translation.override("zh-hans"):
        due = Recusal.objects.filter(
            review_by__lte=moment.now(),
            overridden_at=None,
            complaint__state__in=OPEN_STATES,
            person__is_active=True,
        )
        found = dict(due.order_by("-review_by").values_list("complaint__number", "person__username")[:BATCH])
        why = _("No superior of the person confirmed it in time.")
        calls = [Call(OverrideRecusal(person=person, reason=why), number) for number, person in found.items()]
        return sum(isinstance(each, Outcome) for each in DOOR.execute_unlocked(calls, SYSTEM))
