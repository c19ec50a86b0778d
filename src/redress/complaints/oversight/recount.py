"""Counting again from the journals alone: what the register's figures must agree with (CLO-09, SEC-04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from redress.complaints.kinds import LinkKind, Outcome, Validity
from redress.complaints.models import JournalEntry
from redress.rulebook import State
from redress.rulebook.counting import RULES, Filing, MatterCode, World, count
from redress.rulebook.lifecycle import IN_WORK, WITH_A_RESULT

_NOT_TAKEN = frozenset({State.TRANSFERRED, State.DECLINED})


@dataclass(slots=True)
class _Told:
    """What the entries of one case have told so far."""

    id: int
    state: str = ""
    counted: bool = True
    complainants: int = 1
    validity: str = ""
    code: MatterCode = ("", "")
    matters: set[MatterCode] = field(default_factory=set)
    links: dict[tuple[str, int], None] = field(default_factory=dict)

    def filing(self) -> Filing:
        firsts = [to for kind, to in self.links if kind == LinkKind.REPEAT]
        mains = [to for kind, to in self.links if kind == LinkKind.MERGE]
        return Filing(
            id=self.id,
            counted=self.counted,
            not_taken=self.state in _NOT_TAKEN,
            withdrawn=self.state == State.WITHDRAWN,
            substantiated=self.validity == Validity.SUBSTANTIATED,
            complainants=self.complainants,
            matters=frozenset(self.matters or {self.code}),
            repeat_of=firsts[0] if firsts else None,
            merged_into=mains[0] if mains else None,
        )


def filings(ids: Iterable[int] | None = None) -> Iterator[Filing]:
    """The filings as their journals tell them, of these cases or of all: one query, read in a stream."""
    entries = JournalEntry.objects.order_by("complaint_id", "sequence")
    if ids is not None:
        entries = entries.filter(complaint_id__in=list(ids))
    rows = entries.values_list("complaint_id", "command", "state", "payload", "facts").iterator(
        chunk_size=5000
    )
    for case_id, group in groupby(rows, key=lambda row: row[0]):
        told = _Told(case_id)
        for _id, command, state, payload, facts in group:
            before, told.state = told.state, state
            _hear(told, command, payload, facts)
            _hear_validity(told, before, command, payload)
        yield told.filing()


def recount(ids: Iterable[int]) -> dict[str, int]:
    """Each counting rule's figure for these cases, from the journals of all cases."""
    world = World.of(filings())
    wanted = [world.filings[case_id] for case_id in ids if case_id in world.filings]
    return {name: count(rule, wanted, world) for name, rule in RULES.items()}


def _hear(told: _Told, command: str, payload: dict[str, Any], facts: dict[str, Any]) -> None:
    if command in ("register", "import_case"):
        _begin(told, command, payload, facts)
    elif command == "add_imported_matters":
        told.matters |= {(each["class_code"], each.get("reason_code", "")) for each in payload["matters"]}
    elif command == "take_back_import":
        told.counted = False
    elif command == "absorb":
        told.counted = told.counted or facts.get("counted", False)
        together = told.complainants + payload.get("joining", 0)
        told.complainants = max(together, payload.get("complainants", 1))
    elif command == "amend":
        told.complainants = payload.get("complainants") or told.complainants
    elif command == "reclass":
        code = payload.get("class_code") or told.code[0]
        kept = "" if code != told.code[0] else told.code[1]
        told.code = (code, payload.get("reason_code") or kept)
    if kind := facts.get("link"):
        if command == "unlink":
            told.links.pop((kind, facts["to"]), None)
        else:
            told.links[kind, facts["to"]] = None


def _hear_validity(told: _Told, before: str, command: str, payload: dict[str, Any]) -> None:
    """Determined last, unless the case went back into work or a review changed its result since (FLW-15, AUT-06)."""
    if command in ("determine", "import_case"):
        told.validity = payload.get("validity") or ""
        return
    back = before in WITH_A_RESULT and told.state in IN_WORK
    changed = command == "decide_review" and payload.get("outcome") == Outcome.CHANGED
    if back or changed:
        told.validity = ""


def _begin(told: _Told, command: str, payload: dict[str, Any], facts: dict[str, Any]) -> None:
    told.counted = facts.get("counted", payload.get("counted", True))
    told.complainants = payload.get("complainants", 1)
    told.code = (payload["class_code"], payload.get("reason_code", ""))
    given = [(each["class_code"], each.get("reason_code", "")) for each in payload.get("matters", ())]
    told.matters = set(given)
    if given and command == "register":
        told.matters.add(told.code)
