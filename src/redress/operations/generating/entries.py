"""The journal of a generated case, chained by the same seal as a real one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redress.assembly import BY_NAME
from redress.casework import words
from redress.casework.chain import seal
from redress.casework.events import to_json
from redress.operations.generating.made import Made
from redress.privacy.cipher import encrypt


@dataclass(slots=True)
class _Entry:
    """A journal entry as the seal sees it."""

    previous: str
    sequence: int
    at: datetime
    command: str
    by_id: int
    state: str
    payload: dict[str, Any]
    facts: dict[str, Any]
    events: list[dict[str, Any]]
    key: str = ""
    request: str = ""


def entries(made: Made) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One row a step, each chained to the one before it; and the rows of their words."""
    head, found, said = "", [], list[dict[str, Any]]()
    for sequence, step in enumerate(made.steps, start=1):
        events = [to_json(event) for event in step.events]
        state = step.state.value
        payload, facts, texts = words.taken_out(
            made.id, sequence, BY_NAME[step.command], step.payload, step.facts
        )
        entry = _Entry(head, sequence, step.at, step.command, step.by, state, payload, facts, events)
        if texts:
            sealed = encrypt(as_json(texts), "complaints_journaltext.texts", f"{made.id}/{sequence}")
            said.append({"complaint_id": made.id, "sequence": sequence, "texts": sealed})
        head = seal(entry, made.number)
        found.append(
            {
                "complaint_id": made.id,
                "sequence": sequence,
                "at": step.at,
                "command": step.command,
                "by_id": step.by,
                "state": state,
                "payload": as_json(payload),
                "facts": as_json(facts),
                "events": as_json(events),
                "key": "",
                "request": "",
                "previous": entry.previous,
                "hash": head,
            }
        )
    return found, said


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
