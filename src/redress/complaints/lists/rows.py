"""Rows of the desk's lists: what a handler must know of a case without opening it (FLW-17)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from redress.casework import titles
from redress.casework.due import Due, Urgency, due
from redress.complaints.kinds import PartyRole
from redress.complaints.models import Party
from redress.complaints.models.scope import seen, seen_by
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit
from redress.organisation.statements import Asked, array, given
from redress.privacy.masks import Kind, mask
from redress.rulebook import State, limits
from redress.rulebook.known import LEGAL_LIMIT
from redress.worktime import Calendar


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. `due` is the deadline that governs now, `legal` the law's; `customer` is masked (SEC-02).

    `counted` says what the limit of one of its clocks counts, None where the row does not tell.
    """

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
    counted: Callable[[str], limits.Unit | None] = field(compare=False, repr=False)


class _Read(NamedTuple):
    """What is read of a case; plain values, because making models of a page of rows costs more than reading them."""

    id: int
    number: str
    rulebook_id: int
    state: str
    state_since: datetime
    class_code: str
    level: str
    complexity: str
    channel: str
    received_at: datetime
    external_source: str
    next_due_at: datetime | None
    next_due_clock: str
    legal_due_at: datetime | None
    owner_id: int
    owner_name: str
    unit_name: str
    unit_name_en: str
    unit_path: str


_CASES = """
    SELECT c.id, c.number, c.rulebook_id, c.state, c.state_since, c.class_code, c.level, c.complexity, c.channel,
           c.received_at,
           c.external_source, c.next_due_at, c.next_due_clock, c.legal_due_at, c.owner_id,
           o.name, u.name, u.name_en, u.path
      FROM complaints_complaint c
      JOIN organisation_user o ON o.id = c.owner_id JOIN organisation_unit u ON u.id = c.unit_id
     WHERE {seen} AND c.id {among}
     ORDER BY c.next_due_at NULLS LAST, c.id
"""
_AMONG = f"= ANY ({given('%s')})"


def read(actor: Actor, cases: Collection[int], now: datetime) -> list[CaseRow]:
    """Those of the cases that the actor sees, most urgent first, what waits for nobody last: two queries, whatever
    their number.

    `now` is when remaining time is told for. Rulebooks and calendars are remembered by the process.
    """
    return chosen(actor, _AMONG, [array(sorted(cases))], now)


def chosen(actor: Actor, among: str, values: Sequence[Any], now: datetime) -> list[CaseRow]:
    """The same of the cases whose key is `among` what that condition says; these are its values."""
    if actor.id is None and not actor.system:
        return []
    scope, reach = ("true", []) if actor.system else (seen("c"), seen_by(actor))
    asked = Asked(_CASES.format(seen=scope, among=among), [*reach, *values])
    found = [_Read(*row) for row in asked.all()]
    customers = _customers([case.id for case in found])
    books = titles.spoken({case.rulebook_id for case in found})
    named = {(case.unit_name, case.unit_name_en) for case in found}
    units = {each: str(Unit(name=each[0], name_en=each[1])) for each in named}
    return [_row(case, customers.get(case.id, ""), books[case.rulebook_id], units, now) for case in found]


def _row(
    case: _Read, customer: str, book: titles.Spoken, units: Mapping[tuple[str, str], str], now: datetime
) -> CaseRow:
    calendar = calendar_at(case.unit_path)
    known = {
        "class": case.class_code, "level": case.level, "complexity": case.complexity, "channel": case.channel
    }  # fmt: skip
    counted = partial(book.rulebook.counted_in, known=known)
    return CaseRow(
        id=case.id,
        number=case.number,
        customer=customer,
        class_title=book.classes[case.class_code],
        level=case.level,
        level_title=book.levels[case.level],
        channel_title=book.channels[case.channel],
        state=case.state,
        since=case.state_since,
        owner=case.owner_name,
        owner_id=case.owner_id,
        unit=units[case.unit_name, case.unit_name_en],
        unit_path=case.unit_path,
        received_at=case.received_at,
        external_source=case.external_source,
        due=_due(case, now, calendar, counted(case.next_due_clock)),
        due_title=book.clocks[case.next_due_clock] if case.next_due_clock else "",
        legal=due(case.legal_due_at, now, calendar, counted(LEGAL_LIMIT)) if case.legal_due_at else None,
        counted=counted,
    )


_PARTIES = f"""
    SELECT id, complaint_id, role, is_organisation, name
      FROM complaints_party WHERE complaint_id = ANY ({given("%s")}) ORDER BY id
"""  # noqa: S608 - constants only
_NAME: Any = Party._meta.get_field("name")


def _customers(cases: Sequence[int]) -> dict[int, str]:
    """The masked name of each case's complainant, or of the first person named: one query."""
    named: dict[int, tuple[str, str]] = {}
    for key, case, role, organisation, stored in Asked(_PARTIES, [array(cases)]).all():
        kept = named.get(case)
        if kept is None or (role == PartyRole.COMPLAINANT != kept[0]):
            shown = str(_NAME.opened(_NAME.from_db_value(stored, None, None), key) or "")
            named[case] = (role, shown if organisation else mask(shown, Kind.NAME))
    return {case: shown for case, (_, shown) in named.items()}


def _due(case: _Read, now: datetime, calendar: Calendar, unit: limits.Unit | None) -> Due | None:
    """What is left; of a closed case only what is pressing: that time is left for its archive is no good news."""
    found = due(case.next_due_at, now, calendar, unit) if case.next_due_at else None
    return None if found and case.state == State.CLOSED and found.urgency is Urgency.FINE else found
