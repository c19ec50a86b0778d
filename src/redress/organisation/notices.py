"""Reads of reports on changes of people (ORG-06)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from redress.organisation.actor import Actor
from redress.organisation.kinds import SEES_GAPS
from redress.organisation.models import ChangeNotice, Unit

MOST = 50


def _notices() -> QuerySet[ChangeNotice]:
    return ChangeNotice.objects.select_related(
        "department__unit__parent", "left", "came", "filed_by", "filed_to__unit"
    )


def open_notices(actor: Actor, unit: Unit) -> list[ChangeNotice]:
    """What is still to be reported in a unit and below it, the most urgent first: one query."""
    below = Unit.objects.filter(path__startswith=unit.path, pk__in=actor.over(SEES_GAPS))
    return list(_notices().filter(filed_at=None, department__unit__in=below)[:MOST])


def reported(actor: Actor, unit: Unit) -> list[ChangeNotice]:
    """What was last reported from a unit and below it, or to it: one query."""
    below = Unit.objects.filter(path__startswith=unit.path, pk__in=actor.over(SEES_GAPS))
    filed = _notices().exclude(filed_at=None).filter(department__unit__in=below)
    return list(filed.order_by("-filed_at")[:MOST])


def notice(actor: Actor, notice_id: int) -> ChangeNotice | None:
    """One notice of the actor's unit or below."""
    return _notices().filter(pk=notice_id, department__unit__in=actor.over(SEES_GAPS)).first()


def to_remind(day: date) -> list[ChangeNotice]:
    """Open notices whose reminder has come, late ones included: one query, for the worker."""
    return list(_notices().filter(filed_at=None, remind_on__lte=day))


def filed_since(day: date) -> list[ChangeNotice]:
    """Reports filed on that day or later, for the worker."""
    return list(_notices().filter(filed_at__date__gte=day))
