"""The rows of a generated case, table by table, ready for COPY: column -> value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from redress.clocks.materialise import ladder
from redress.complaints.search import of_case
from redress.operations.generating.entries import as_json, entries
from redress.operations.generating.made import Made, product_line, retain_until
from redress.privacy.cipher import blind, encrypt
from redress.privacy.masks import Kind
from redress.rulebook import ClockState, ClockStatus, Event, State, project
from redress.rulebook.known import LEGAL_LIMIT

COMPLAINT, PARTY, TEXT = "complaints_complaint", "complaints_party", "complaints_casetext"
JOURNAL, ORDER, SHARE = "complaints_journalentry", "complaints_order", "complaints_share"
WORDS = "complaints_journaltext"
PROPOSAL, CLOCK = "complaints_proposal", "clocks_clock"
TABLES: Final = (COMPLAINT, PARTY, TEXT, JOURNAL, WORDS, ORDER, SHARE, PROPOSAL, CLOCK)
"""In the order in which they are written: a row before those that point at it."""

Row = dict[str, Any]


NUMBERED: Final = (PARTY, ORDER, PROPOSAL)
"""Tables with encrypted columns, of which a case has one row at most; its key is known beforehand."""


def rows(made: Made, until: datetime, beyond: Mapping[str, int]) -> Iterator[tuple[str, Row]]:
    """Every row of the case with its table. `beyond`: how far the keys of a table are from those of the cases."""
    clocks = project(_events(made), made.place.rulebook, made.place.calendar)
    journal, words = entries(made)
    yield (
        COMPLAINT,
        _where_it_stands(made)
        | _what_it_is(made)
        | _when(made, clocks)
        | {"journal_head": journal[-1]["hash"]},
    )
    yield PARTY, _party(made, made.id + beyond[PARTY])
    document, parts = of_case(_searched(made))
    yield TEXT, {"complaint_id": made.id, "document": document, "parts": parts}
    for entry in journal:
        yield JOURNAL, entry
    for said_in_entry in words:
        yield WORDS, said_in_entry
    if made.times.dispatched and made.department:
        yield ORDER, _order(made, made.id + beyond[ORDER], made.times.dispatched, made.department[0])
        yield SHARE, {"complaint_id": made.id, "department_id": made.department[0], "why": "order"}
    if made.times.state in (State.PROPOSED, State.ANSWERED) and made.times.answered:
        yield PROPOSAL, _proposal(made, made.id + beyond[PROPOSAL], made.times.answered)
    for clock in clocks:
        yield CLOCK, _clock(made, clock, until)


def _searched(made: Made) -> SimpleNamespace:
    """What is searched of the case, as its row would say it."""
    said = made.narrative
    return SimpleNamespace(
        number=made.number,
        claim_number="",
        external_number="",
        external_parties=[],
        facts=said.facts,
        demand=said.demand,
        product=said.product,
        about_whom=made.about_whom,
        policy_number=made.policy_number,
    )


def _events(made: Made) -> list[Event]:
    return [replace(event, entry=at) for at, step in enumerate(made.steps, start=1) for event in step.events]


def _where_it_stands(made: Made) -> Row:
    dispatched = made.times.dispatched and made.department
    return {
        "id": made.id,
        "number": made.number,
        "version": len(made.steps),
        "state": made.times.state.value,
        "state_since": made.steps[-1].at,
        "rulebook_id": made.place.version,
        "unit_id": made.place.unit,
        "received_unit_id": made.place.unit,
        "owner_id": made.owner,
        "registered_by_id": made.taken_by,
        "main_department_id": made.department[0] if dispatched and made.department else None,
        "returns": 0,
        "external_source": "",
    }


def _what_it_is(made: Made) -> Row:
    said = made.narrative
    return {
        "channel": made.channel,
        "source": made.source,
        "received_place": _sealed(
            COMPLAINT,
            "received_place",
            made.id,
            made.place.reception if made.channel in ("visit", "counter") else "",
        ),
        "facts_repeated": made.channel == "phone_in",
        "soothing": "",
        "counted": True,
        "class_code": made.class_code,
        "reason_code": made.reason_code,
        "class_at_intake": made.class_code,
        "level": made.level,
        "level_at_intake": made.level,
        "level_rule": "",
        "complexity": made.complexity,
        "other_classes": _other_classes(made),
        "complainant_kind": "self",
        "complainants": 1,
        "policy_number": _sealed(COMPLAINT, "policy_number", made.id, made.policy_number),
        "policy_number_index": blind(made.policy_number, Kind.POLICY),
        "product_line": product_line(made),
        "product": _sealed(COMPLAINT, "product", made.id, said.product),
        "product_index": blind(said.product, Kind.PRODUCT),
        "about": "service",
        "about_whom": _sealed(COMPLAINT, "about_whom", made.id, made.about_whom),
        "about_whom_index": blind(made.about_whom, Kind.AGENT),
        "facts": _sealed(COMPLAINT, "facts", made.id, said.facts),
        "demand": _sealed(COMPLAINT, "demand", made.id, said.demand),
        "amount": made.amount,
        "emotion": made.emotion,
        "temperament": "",
    }


def _when(made: Made, clocks: tuple[ClockState, ...]) -> Row:
    at = made.times
    running = [clock for clock in clocks if clock.status is ClockStatus.RUNNING]
    first = min(running, key=lambda clock: clock.due_at, default=None)
    settled = at.answered if at.state not in (State.PROPOSED, State.WITHDRAWN) else None
    return {
        "received_at": at.received,
        "registered_at": at.registered,
        "confirmed_at": at.confirmed or settled,
        "validity": made.validity if at.closed else "",
        "recovered": Decimal(0),
        "closed_at": at.closed,
        "closed_by_id": made.owner if at.closed else None,
        "archived_at": at.archived,
        "retain_until": retain_until(made) if at.archived else None,
        "next_due_at": first.due_at if first else None,
        "late_from": first.due_at if first else None,
        "next_due_clock": first.key if first else "",
        "legal_due_at": next((clock.due_at for clock in running if clock.key == LEGAL_LIMIT), None),
    }


_bridged: dict[tuple[int, str, str, str], str] = {}


def _other_classes(made: Made) -> str:
    """By the rulebook's bridges, worked out once a class, reason and channel (CLS-02)."""
    key = (made.place.version, made.class_code, made.reason_code, made.channel)
    found = _bridged.get(key)
    if found is None:
        book = made.place.rulebook
        codes = {
            name: book.bridge(made.class_code, made.reason_code, name, channel=made.channel)
            for name in book.method.bridges
        }
        found = _bridged[key] = as_json({name: code for name, code in codes.items() if code})
    return found


def _party(made: Made, key: int) -> Row:
    return {
        "id": key,
        "complaint_id": made.id,
        "role": "complainant",
        "is_organisation": False,
        "name": _sealed(PARTY, "name", key, made.customer),
        "phone": _sealed(PARTY, "phone", key, made.phone),
        "name_index": blind(made.customer, Kind.NAME),
        "phone_index": blind(made.phone, Kind.PHONE),
        "phone_tail_index": blind(made.phone, Kind.PHONE_TAIL),
    }


def _order(made: Made, key: int, at: datetime, department: int) -> Row:
    return {
        "id": key,
        "complaint_id": made.id,
        "number": made.order_number,
        "kind": "main",
        "state": "open",
        "department_id": department,
        "opinion": _sealed(
            ORDER,
            "opinion",
            key,
            next(step.payload["opinion"] for step in made.steps if step.command == "dispatch"),
        ),
        "issued_by_id": made.owner,
        "issued_at": at,
    }


def _proposal(made: Made, key: int, at: datetime) -> Row:
    accepted = made.times.state is State.ANSWERED
    return {
        "id": key,
        "complaint_id": made.id,
        "position": 1,
        "plan": _sealed(PROPOSAL, "plan", key, made.steps[-1].payload["plan"]),
        "basis": _sealed(PROPOSAL, "basis", key, made.steps[-1].payload["basis"]),
        "state": "accepted" if accepted else "pending",
        "by_id": made.owner,
        "at": at,
        "answered_at": at if accepted else None,
    }


def _clock(made: Made, clock: ClockState, until: datetime) -> Row:
    """Steps that lie in the past count as taken, as the sweeper would have left them."""
    steps = sorted(ladder(clock))
    instants = [at for at, _, _ in steps]
    return {
        "file_id": made.id,
        "key": clock.key,
        "about": clock.about,
        "occurrence": clock.occurrence,
        "group": clock.group,
        "status": clock.status.value,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "provisional": clock.provisional,
        "steps_at": _array(at.isoformat() for at in instants),
        "steps_do": _array(what for _, _, what in steps),
        "step": bisect_right(instants, clock.stopped_at or until),
    }


def _sealed(table: str, column: str, key: int, words: str) -> bytes | None:
    return encrypt(words, f"{table}.{column}", key) if words else None


def _array(items: Iterable[str]) -> str:
    return "{" + ",".join(f'"{item}"' for item in items) + "}"
