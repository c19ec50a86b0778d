"""What the bell unfolds: unread alerts, one line a file with how many there are (COM-10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from redress.casework.alert_kinds import AlertKind
from redress.messages.queries import AlertRow

_FIRST: Final = (AlertKind.BREACH, AlertKind.RETURNED, AlertKind.URGED, AlertKind.WARNING)
"""Of what is told of one file, what comes first is said; else the newest."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A file that something is told of. `ids` are of all that is told of it; `count` of what says something else."""

    number: str
    kind: str
    label: str
    count: int
    at: datetime
    ids: tuple[int, ...]


def by_file(rows: Iterable[AlertRow]) -> list[Notice]:
    """Alerts that come newest first, a line a file; the file that was told of last comes first."""
    files: dict[str, list[AlertRow]] = {}
    for row in rows:
        files.setdefault(row.number, []).append(row)
    return [_notice(told) for told in files.values()]


def _notice(told: list[AlertRow]) -> Notice:
    kinds = {row.kind: row for row in reversed(told)}
    said = next((kinds[kind] for kind in _FIRST if kind in kinds), told[0])
    ids = tuple(each for row in told for each in row.ids)
    return Notice(said.number, said.kind, said.label, len(told), told[0].at, ids)
