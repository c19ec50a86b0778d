"""Who tries what on units, departments, bodies, rulebooks and calendars (SEC-01, ORG-12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from psycopg.types.json import Json

from redress.administration import rulebooks, years
from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.casework.models import RulebookVersion
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, UnitKind
from redress.organisation.models import (
    CalendarYear,
    ChangeNotice,
    Unit,
    User,
)
from redress.worktime.shipped import names
from tests.operations.tries import DAY, ME, TODAY, Try, units
from tests.organisation import acts as administration


def adding_units() -> Iterator[Try]:
    for unit in units():
        yield Try(
            f"add a unit under {unit.code}",
            lambda who, unit=unit: administration.add_unit(
                who, unit, code="new", name="x", kind=UnitKind(unit.kind), line=unit.line
            ),
            (
                ("INSERT INTO organisation_unit (code, name, name_en, kind, line, parent_id, path, rulebook, "
                "claims_rulebook, calendar, reception) VALUES ('new', 'x', '', %s, %s, %s, %s, '', '', '', '')"),
                [unit.kind, unit.line, unit.pk, f"{unit.path}new/"],
            ),
        )  # fmt: skip


def adding_departments() -> Iterator[Try]:
    for unit in units():
        has = set(unit.departments.values_list("kind", flat=True))
        kind = next((each for each in DepartmentKind if each not in has), None)
        if kind is None:
            continue
        yield Try(
            f"add a department to {unit.code}",
            lambda who, unit=unit, kind=kind: administration.add_department(who, unit, kind),
            (
                "INSERT INTO organisation_department (unit_id, kind, email) VALUES (%s, %s, '')",
                [unit.pk, kind],
            ),
        )


def closing_periods() -> Iterator[Try]:
    for unit in units():
        yield Try(
            f"close a period of {unit.code}",
            lambda who, unit=unit: administration.close_period(who, unit, date(2020, 1, 1)),
            (
                "UPDATE organisation_unit SET closed_until = '2020-01-01' WHERE id = %s",
                [unit.pk],
            ),
        )


def setting_up_bodies() -> Iterator[Try]:
    for unit in Unit.objects.filter(departments__kind="customer_service", bodies__isnull=True)[:4]:
        office = unit.departments.get(kind="customer_service")
        yield Try(
            f"set up a body of {unit.code}",
            lambda who, unit=unit: administration.set_up(who, unit, BodyKind.COORDINATION_COMMITTEE),
            (
                "INSERT INTO committee_body (unit_id, kind, office_id) VALUES (%s, %s, %s)",
                [unit.pk, BodyKind.COORDINATION_COMMITTEE, office.pk],
            ),
        )


def ending_seats() -> Iterator[Try]:
    today = TODAY()
    for body in Body.objects.select_related("unit")[:3]:
        given = Seat.objects.create(
            body=body,
            role=SeatRole.MEMBER,
            user=User.objects.get(username="sc.handler"),
            period=(today - DAY, None),
        )
        yield Try(
            f"end a seat of {body.unit.code}",
            lambda who, given=given: administration.unseat(who, given, today),
            (
                "UPDATE committee_seat SET period = daterange(lower(period), %s) WHERE id = %s",
                [today + DAY, given.pk],
            ),
        )


def filing_reports() -> Iterator[Try]:
    for unit in Unit.objects.filter(code__in=("sc", "cd", "gx")):
        notice = ChangeNotice.objects.create(
            rule="x", department=unit.departments.first(), duty="coordinator", changed_on=TODAY(), due_on=TODAY(),
            remind_on=TODAY(),
        )  # fmt: skip
        yield Try(
            f"report of {unit.code}",
            lambda who, notice=notice: administration.file_report(who, notice, "words"),
            (
                "UPDATE organisation_changenotice SET filed_at = now(), filed_by_id = %s WHERE id = %s",
                [ME, notice.pk],
            ),
        )


def publishing() -> Iterator[Try]:
    """Of a rulebook that units follow, one that others extend, and one that nobody knows."""
    columns = "(name, version, effective, digest, texts, published_at)"
    for name in sorted(
        {*Unit.objects.exclude(rulebook="").values_list("rulebook", flat=True), "statutory-2020", "new"}
    ):
        given = {"name": name, "version": "0.1", "digest": f"of {name}", "texts": {name: ""}}
        yield Try(
            f"publish {name}",
            lambda who, given=given: _published(who, given),
            (
                f"INSERT INTO complaints_rulebookversion {columns} VALUES (%s, '0.1', now(), %s, %s, now())",
                [name, given["digest"], Json(given["texts"])],
            ),
        )


def _published(who: Actor, given: dict[str, Any]) -> object:
    extended = (
        RulebookVersion.objects.filter(texts__has_key=given["name"]).exclude(name=given["name"]).exists()
    )
    rulebooks.need_publishing(who, given["name"], extended=extended)
    return RulebookVersion.objects.create(effective=TODAY(), **given)


def loading_years() -> Iterator[Try]:
    for calendar in names():
        yield Try(
            f"load a year of {calendar}",
            lambda who, calendar=calendar: _loaded(who, calendar),
            (
                (
                    "INSERT INTO organisation_calendaryear (calendar, year, plan, loaded_at) "
                    "VALUES (%s, 2031, 'x', now())"
                ),
                [calendar],
            ),
        )


def _loaded(who: Actor, calendar: str) -> object:
    """As load_year(), but for what the process remembers of calendars."""
    if not years.may_load(who, calendar):
        raise NotYourDuty(ADMINISTRATORS, calendar)
    return CalendarYear.objects.create(calendar=calendar, year=2031, plan="x")
