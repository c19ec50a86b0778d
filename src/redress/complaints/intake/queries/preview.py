"""What would become of a complaint that is still being typed: its department, its clocks (ORG-08, CLK-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.intake.commands import intake
from redress.complaints.models import Complaint
from redress.complaints.queries import options
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.kinds import TAKING_DUTIES
from redress.organisation.models import Department, Unit
from redress.rulebook import ClockState, Event, Rulebook, project
from redress.worktime import Calendar

_CODES = ("channel", "source", "class_code", "level", "complexity", "complainant_kind", "sale_stage")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new case would stand: the rulebook it would follow, the unit that would handle it."""

    unit: Unit
    received_unit: Unit
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow from registering now."""

    rulebook: Rulebook
    unit: Unit
    department: Department | None
    copies: list[Department]
    level: str
    level_rule: str
    flow: str
    clocks: tuple[ClockState, ...]
    calendar: Calendar
    now: datetime


def place(actor: Actor, unit_code: str = "") -> Place:
    """The named unit's rulebook; with a code that is unknown or half typed, the actor's own unit's."""
    try:
        setting = intake.setting(unit_code, actor, moment.now())
    except Refusal:
        setting = intake.setting(_home(actor), actor, moment.now())
    return Place(setting.lineage.unit, setting.received_unit, setting.rulebook)


def _home(actor: Actor) -> str:
    """Nothing for who takes complaints: then it is where that duty is. Else the unit where the person sits."""
    if actor.system or actor.over(TAKING_DUTIES):
        return ""
    return Unit.objects.filter(pk=actor.unit or 0).values_list("code", flat=True).first() or ""


def preview(
    where: Place,
    given: Mapping[str, str],
    received_at: datetime | None,
    complainants: int = 1,
    designated: bool = False,
) -> Preview | None:
    """Department and clocks of the would-be case; None until channel and class are known ones."""
    method, now = where.rulebook.method, moment.now()
    if (
        given["channel"] not in method.channels
        or given["class_code"] not in method.class_sets["method"].codes
    ):
        return None
    raised = where.rulebook.automatic_level(complainants=complainants, designated=designated)
    codes = {name: given.get(name, "") for name in _CODES} | ({"level": raised[0]} if raised else {})
    row = Complaint(unit=where.unit, received_unit=where.received_unit, **codes)
    row.reason_code = given.get("reason_code", "")
    if "callback_finding" in method.channels[codes["channel"]].needs:
        row.callback_finding = given.get("callback_finding", "")
    row.other_classes = intake.other_classes(where.rulebook, row)
    case = Case(row, now)
    row.flow = where.rulebook.flow_for(case.subject)
    received = min(received_at or now, now - timedelta(microseconds=1))
    subject = dict(case.subject)
    events = [Event("received", received, subject=subject), Event("registered", now)]
    main, copies = options.route(where.rulebook, subject, where.unit)
    calendar = calendar_of(where.unit)
    return Preview(
        rulebook=where.rulebook,
        unit=where.unit,
        department=main,
        copies=copies,
        level=codes["level"],
        flow=row.flow,
        level_rule=raised[1].cite[0] if raised else "",
        clocks=project(events, where.rulebook, calendar),
        calendar=calendar,
        now=now,
    )
