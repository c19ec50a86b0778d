"""What an agenda should take up: hot and difficult issues of a period, proposed from the register (ASM-09, FLW-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from redress.casework import moment
from redress.committee.kinds import WAITING
from redress.committee.models import Referral
from redress.complaints.models import Cause, Complaint
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook import OPEN_STATES

PERIOD = timedelta(days=182)
"""Half a year, as often as the meetings are at least held (not from the method)."""
MOST = 10


@dataclass(frozen=True, slots=True)
class HotCause:
    """A class or cause and how many cases of the period have it."""

    code: str
    cases: int


@dataclass(frozen=True, slots=True)
class Issues:
    """What is proposed, the most frequent and the most urgent first; `since` is where the period begins."""

    since: datetime
    classes: list[HotCause]
    causes: list[HotCause]
    major: list[Complaint]
    late: list[Complaint]

    def __bool__(self) -> bool:
        return bool(self.classes or self.causes or self.major or self.late)


def issues(actor: Actor, unit: Unit) -> Issues:
    """Of the unit and below, as far as the actor sees it: four queries, each along an index of the register."""
    since = moment.now() - PERIOD
    below = list(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True))
    seen = Complaint.objects.visible_to(actor).filter(unit__in=below)
    recent = seen.filter(registered_at__gte=since)
    classes = recent.values_list("class_code").annotate(n=Count("id")).order_by("-n", "class_code")[:MOST]
    causes = (
        Cause.objects.filter(complaint__in=recent)
        .values_list("code")
        .annotate(n=Count("complaint", distinct=True))
        .order_by("-n", "code")[:MOST]
    )
    running = seen.filter(state__in=OPEN_STATES).select_related("unit")
    asked = Referral.objects.filter(complaint=OuterRef("pk"), state__in=WAITING)
    grave = running.filter(level__in=["major", "difficult"]).exclude(Exists(asked))
    late = running.filter(late_from__lt=moment.now())
    return Issues(
        since=since,
        classes=[HotCause(code, n) for code, n in classes],
        causes=[HotCause(code, n) for code, n in causes],
        major=list(grave.order_by("next_due_at", "id")[:MOST]),
        late=list(late.order_by("next_due_at", "id")[:MOST]),
    )
