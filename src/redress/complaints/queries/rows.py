"""Rows of the desk's lists: what a handler must know of a case without opening it (FLW-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from redress.complaints.kinds import PartyRole
from redress.complaints.models import Party
from redress.complaints.models.managers import ComplaintQuerySet
from redress.complaints.queries import titles
from redress.complaints.queries.due import Due, Urgency, due
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit
from redress.organisation.statements import Statement, array, given
from redress.privacy.masks import Kind, mask
from redress.rulebook import Rulebook, State
from redress.worktime import Calendar


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. `due` is the deadline that governs now, `legal` the law's; `customer` is masked (SEC-02)."""

    id: int
    number: str
    customer: str
    class_title: str
    level: str
    level_title: str
    channel_title: str
    state: str
    since: datetime
    owner: str
    owner_id: int
    unit: str
    unit_path: str
    received_at: datetime
    external_source: str
    due: Due | None
    due_title: str
    legal: Due | None


class _Read(NamedTuple):
    """What is read of a case; plain values, because making models of a page of rows costs more than reading them."""

    id: int
    number: str
    rulebook_id: int
    state: str
    state_since: datetime
    class_code: str
    level: str
    channel: str
    received_at: datetime
    external_source: str
    next_due_at: datetime | None
    next_due_clock: str
    legal_due_at: datetime | None
    owner_id: int
    owner__name: str
    unit__name: str
    unit__name_en: str
    unit__path: str


def read(cases: ComplaintQuerySet, now: datetime) -> list[CaseRow]:
    """The rows of these cases in the queryset's order: two queries, whatever their number.

    `now` is when remaining time is told for. Rulebooks and calendars are remembered by the process.
    """
    found = [_Read(*row) for row in cases.values_list(*_Read._fields)]
    customers = _customers([case.id for case in found])
    books = titles.rulebooks(case.rulebook_id for case in found)
    named = {(case.unit__name, case.unit__name_en) for case in found}
    units = {each: str(Unit(name=each[0], name_en=each[1])) for each in named}
    return [_row(case, customers.get(case.id, ""), books[case.rulebook_id], units, now) for case in found]


def by_urgency(cases: ComplaintQuerySet) -> ComplaintQuerySet:
    """Most urgent first; what waits for nobody last."""
    return cases.order_by(F("next_due_at").asc(nulls_last=True), "id")


def _row(
    case: _Read, customer: str, book: Rulebook, units: Mapping[tuple[str, str], str], now: datetime
) -> CaseRow:
    calendar = calendar_at(case.unit__path)
    return CaseRow(
        id=case.id,
        number=case.number,
        customer=customer,
        class_title=titles.class_(book, case.class_code),
        level=case.level,
        level_title=titles.level(book, case.level),
        channel_title=titles.channel(book, case.channel),
        state=case.state,
        since=case.state_since,
        owner=case.owner__name,
        owner_id=case.owner_id,
        unit=units[case.unit__name, case.unit__name_en],
        unit_path=case.unit__path,
        received_at=case.received_at,
        external_source=case.external_source,
        due=_due(case, now, calendar),
        due_title=titles.clock(book, case.next_due_clock) if case.next_due_clock else "",
        legal=due(case.legal_due_at, now, calendar) if case.legal_due_at else None,
    )


_PARTIES = Statement(
    Party,
    f"WHERE complaint_id = ANY ({given('%s')}) ORDER BY id",
    only=("id", "complaint_id", "role", "name", "is_organisation"),
)


def _customers(cases: Sequence[int]) -> dict[int, str]:
    """The masked name of each case's complainant, or of the first person named: one query."""
    named: dict[int, tuple[str, str]] = {}
    for party in _PARTIES.rows([array(cases)]):
        case, role, name, organisation = party.complaint_id, party.role, party.name, party.is_organisation
        kept = named.get(case)
        if kept is None or (role == PartyRole.COMPLAINANT != kept[0]):
            shown = str(name or "")
            named[case] = (role, shown if organisation else mask(shown, Kind.NAME))
    return {case: shown for case, (_, shown) in named.items()}


def _due(case: _Read, now: datetime, calendar: Calendar) -> Due | None:
    """What is left; of a closed case only what is pressing: that time is left for its archive is no good news."""
    found = due(case.next_due_at, now, calendar) if case.next_due_at else None
    return None if found and case.state == State.CLOSED and found.urgency is Urgency.FINE else found
