"""Rows of the desk's lists: what a handler must know of a case without opening it (FLW-17)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from redress.casework import titles
from redress.casework.due import Due, Urgency, due
from redress.casework.next_step import Turn
from redress.casework.subject_line import first_sentence
from redress.complaints import turn as turns
from redress.complaints.kinds import EmergencyState, PartyRole
from redress.complaints.models import Complaint, Party
from redress.complaints.models.scope import seen, seen_by
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit
from redress.organisation.statements import Asked, array, given
from redress.privacy.masks import Kind, mask
from redress.rulebook import Rulebook, State, Subject, limits
from redress.rulebook.known import LEGAL_LIMIT
from redress.worktime import Calendar


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. `due` is the deadline that governs now, `legal` the law's; `customer` is masked unless it
    `is_whole` (SEC-02). `about` is what it is about, in a line; `turn` is for who looks.

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
    about: str
    turn: Turn
    repeat: bool
    emergency: bool
    unread: bool
    """Whether somebody else did something since who looks last opened it."""
    is_whole: bool
    version: int
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
    unit_id: int
    unit_line: str
    received_unit_id: int
    received_kind: str
    closing_unit_id: int | None
    source: str
    complainant_kind: str
    flow: str
    sale_stage: str
    grade: str
    callback_finding: str
    processing: str
    emergency: str
    version: int
    facts: Any
    standing: list[str]
    above: list[list[Any]] | None
    """Of those that wait for who closes them, their unit and those above it, each with its kind."""

    @property
    def subject(self) -> Subject:
        """As `Case.subject`."""
        return Subject(
            {
                "channel": self.channel,
                "source": self.source,
                "class": self.class_code,
                "level": self.level,
                "complexity": self.complexity,
                "complainant": self.complainant_kind,
                "unit": self.received_kind,
                "company": self.unit_line,
                "flow": self.flow,
                "sale_stage": self.sale_stage or "none",
                "grade": self.grade or "none",
                "callback_finding": self.callback_finding or "none",
                "processing": self.processing,
            }
        )


_CASES = """
    SELECT c.id, c.number, c.rulebook_id, c.state, c.state_since, c.class_code, c.level, c.complexity, c.channel,
           c.received_at,
           c.external_source, c.next_due_at, c.next_due_clock, c.legal_due_at, c.owner_id,
           o.name, u.name, u.name_en, u.path, u.id, u.line, r.id, r.kind, c.closing_unit_id, c.source,
           c.complainant_kind, c.flow, c.sale_stage, c.grade, c.callback_finding,
           coalesce(c.other_classes ->> 'processing', ''), c.emergency, c.version, c.facts, s.standing,
           CASE WHEN c.state IN ('answered', 'decided', 'determined') THEN (
             SELECT json_agg(json_build_array(a.id, a.kind) ORDER BY length(a.path) DESC)
               FROM organisation_unit a WHERE starts_with(u.path, a.path)) END
      FROM complaints_complaint c
      JOIN organisation_user o ON o.id = c.owner_id JOIN organisation_unit u ON u.id = c.unit_id
      JOIN organisation_unit r ON r.id = c.received_unit_id
     CROSS JOIN LATERAL (SELECT redress_standing(c.id) AS standing) s
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


def chosen(
    actor: Actor, among: str, values: Sequence[Any], now: datetime, *, whole: bool = False
) -> list[CaseRow]:
    """The same of the cases whose key is `among` what that condition says; these are its values.

    `whole`: names of the customers of those that the actor handles are not masked, unless something on record could
    keep somebody out of the case (ORG-13). Whoever shows them puts it into the access log.
    """
    if actor.id is None and not actor.system:
        return []
    scope, reach = ("true", []) if actor.system else (seen("c"), seen_by(actor))
    asked = Asked(_CASES.format(seen=scope, among=among), [*reach, *values])
    found = [_Read(*row) for row in asked.all()]
    plain = {case.id for case in found if whole and _handles(actor, case)}
    customers = _customers([case.id for case in found], plain)
    books = titles.spoken({case.rulebook_id for case in found})
    named = {(case.unit_name, case.unit_name_en) for case in found}
    units = {each: str(Unit(name=each[0], name_en=each[1])) for each in named}
    return [
        _row(actor, case, customers.get(case.id, ""), case.id in plain, books[case.rulebook_id], units, now)
        for case in found
    ]


def _handles(actor: Actor, case: _Read) -> bool:
    return case.owner_id in actor.people and "conflict" not in case.standing


_FACTS: Any = Complaint._meta.get_field("facts")


def _turn(actor: Actor, case: _Read, book: Rulebook) -> Turn:
    closes = case.above is not None and turns.closes(
        actor,
        book,
        case.subject,
        [(unit, kind) for unit, kind in case.above],
        case.received_unit_id,
        case.closing_unit_id,
    )
    return turns.turn(turns.Lies(case.standing[0]), own=case.owner_id in actor.people, closes=closes)


def _row(
    actor: Actor,
    case: _Read,
    customer: str,
    plain: bool,
    book: titles.Spoken,
    units: Mapping[tuple[str, str], str],
    now: datetime,
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
        about=first_sentence(str(_FACTS.opened(_FACTS.from_db_value(case.facts, None, None), case.id) or "")),
        turn=_turn(actor, case, book.rulebook),
        repeat="repeat" in case.standing,
        unread="unread" in case.standing,
        emergency=case.emergency == EmergencyState.RUNNING,
        is_whole=plain,
        version=case.version,
        counted=counted,
    )


_PARTIES = f"""
    SELECT id, complaint_id, role, is_organisation, name
      FROM complaints_party WHERE complaint_id = ANY ({given("%s")}) ORDER BY id
"""  # noqa: S608 - constants only
_NAME: Any = Party._meta.get_field("name")


def _customers(cases: Sequence[int], plain: Collection[int]) -> dict[int, str]:
    """The name of each case's complainant, or of the first person named, masked but of the `plain` ones: one query."""
    named: dict[int, tuple[str, str]] = {}
    for key, case, role, organisation, stored in Asked(_PARTIES, [array(cases)]).all():
        kept = named.get(case)
        if kept is None or (role == PartyRole.COMPLAINANT != kept[0]):
            shown = str(_NAME.opened(_NAME.from_db_value(stored, None, None), key) or "")
            named[case] = (role, shown if organisation or case in plain else mask(shown, Kind.NAME))
    return {case: shown for case, (_, shown) in named.items()}


def _due(case: _Read, now: datetime, calendar: Calendar, unit: limits.Unit | None) -> Due | None:
    """What is left; of a closed case only what is pressing: that time is left for its archive is no good news."""
    found = due(case.next_due_at, now, calendar, unit) if case.next_due_at else None
    return None if found and case.state == State.CLOSED and found.urgency is Urgency.FINE else found
