"""What a list of cases can be narrowed by, as conditions on the case row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from django.utils import timezone

from redress.casework.next_step import Turn
from redress.rulebook import OPEN_STATES, State


class Limit(StrEnum):
    """Where the governing deadline stands."""

    LATE = "late"
    NEAR = "near"
    CAME_LATE = "came_late"
    """Past a limit, and past no other than those that had passed when it came from another register."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means all. `unit` is the code of a unit and stands for all below it, unless `only` that one is meant."""

    limit: str = ""
    state: tuple[str, ...] = ()
    channel: str = ""
    class_code: str = ""
    level: str = ""
    unit: str = ""
    only: bool = False
    owner: int | None = None
    turn: str = ""
    since: date | None = None
    until: date | None = None
    """Days on which cases were received, the last included."""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """Filters of a query string. What is not a known value is left out: an old link still opens a list."""
        limit = given.get("limit", "")
        states = [s for s in given.get("state", "").split(",") if s in _OPEN]
        owner, turn = given.get("owner", ""), given.get("turn", "")
        return cls(
            limit=limit if limit in set(Limit) else "",
            state=tuple(states),
            channel=given.get("channel", "")[:20],
            class_code=given.get("class", "")[:30],
            level=given.get("level", "")[:20],
            unit=given.get("unit", "")[:20],
            only=given.get("only") == "1",
            owner=int(owner) if owner.isdecimal() and len(owner) < 10 else None,
            turn=turn if turn in TURNS else "",
            since=_day(given.get("since", "")),
            until=_day(given.get("until", "")),
        )

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    @property
    def states(self) -> list[str]:
        """Open states to look in."""
        return sorted(self.state or _OPEN)

    def where(self, now: datetime, near_until: datetime) -> tuple[str, list[Any]]:
        """SQL on columns of complaints_complaint that follows WHERE, and its parameters.

        The states are always named, and in the text itself: so the partial indexes of open cases apply, also in a
        plan that the database keeps for all values.
        """
        named = ", ".join(f"'{State(state).value}'" for state in sorted(self.states))
        parts, values = [f"state IN ({named})"], list[Any]()
        for column in ("channel", "class_code", "level"):
            if value := getattr(self, column):
                parts.append(f"{column} = %s")
                values.append(value)
        if self.owner is not None:
            parts.append("owner_id = %s")
            values.append(self.owner)
        if self.since is not None:
            parts.append("received_at >= %s")
            values.append(_midnight(self.since))
        if self.until is not None:
            parts.append("received_at < %s")
            values.append(_midnight(self.until + timedelta(days=1)))
        if self.limit == Limit.LATE:
            parts.append("next_due_at <= %s AND late_from <= %s")  # the first is the index's
            values += [now, now]
        elif self.limit == Limit.CAME_LATE:
            parts.append(CAME_LATE)
            values += [now, now]
        elif self.limit == Limit.NEAR:
            parts.append("next_due_at > %s AND next_due_at <= %s")
            values += [now, near_until]
        return " AND ".join(parts), values


TURNS = frozenset(turn.value for turn in Turn if turn is not Turn.NOBODY)
"""Of an open case it is always somebody's turn."""


def _day(said: str) -> date | None:
    """The day that was chosen; None for none, and for what is no day that a list could begin or end at."""
    try:
        found = date.fromisoformat(said[:10])
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


OTHERWISE_LATE = "(late_from IS NULL AND next_due_at IS NOT NULL OR late_from > next_due_at)"
"""As an index has it of these cases alone: of those whose next limit has passed, hardly any is not late."""
CAME_LATE = f"next_due_at <= %s AND (late_from IS NULL OR late_from > %s) AND {OTHERWISE_LATE}"
_OPEN = frozenset(State(state).value for state in OPEN_STATES)
