"""Meetings that the rulebook wants held every so often: when the last was, and until when the next is due (ASM-09)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from redress.casework import moment, rulebooks
from redress.committee.kinds import BodyKind, SessionState
from redress.committee.models import Body, Session
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit

HELD = (SessionState.MEETING, SessionState.SIGNED)


@dataclass(frozen=True, slots=True)
class MeetingDue:
    """A kind of meeting of a unit. `last` and `by` are None while none was held; then it is due at once."""

    unit: Unit
    body: int
    kind: str
    title: str
    months: int
    last: date | None
    by: date | None
    late: bool


def meetings_due(bodies: Iterable[Body]) -> list[MeetingDue]:
    """For the leading groups among the bodies: one query for all, and one a unit for its rulebook."""
    groups = [body for body in bodies if body.kind == BodyKind.LEADING_GROUP]
    held = Session.objects.filter(body__in=groups, state__in=HELD).values_list("body", "kind")
    latest = {(body, kind): at for body, kind, at in held.annotate(latest=Max("at"))}
    today, found = timezone.localdate(moment.now()), []
    for body in groups:
        line = lineage(body.unit_id)
        book = rulebooks.opened(rulebooks.in_force(line.rulebook if line else "", today))
        for kind, rule in book.method.committee.sessions.items():
            if rule.every_months is None or body.kind not in rule.bodies:
                continue
            at = latest.get((body.pk, kind))
            last = timezone.localdate(at) if at else None
            by = months_after(last, rule.every_months) if last else None
            title = rule.title.get(get_language() or "zh")
            late = by is None or by < today
            found.append(MeetingDue(body.unit, body.pk, kind, title, rule.every_months, last, by, late))
    return found


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
