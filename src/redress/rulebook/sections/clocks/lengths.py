"""Whether one limit can ever end later than another: every start day of a calendar is tried."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from redress.rulebook.limits import Amount, Unit
from redress.rulebook.program import Compiled, Due, Limit
from redress.rulebook.words import Words

_TIMES: Final = (time(0), time(8, 30), time(11, 59), time(12, 30), time(17, 29), time(23, 59))
"""Times of day at which limits in hours are tried: the edges of service and outside it."""

_KNOWN: Final[dict[Hashable, Words | None]] = {}
"""What was found before: trying six years of days takes a fifth of a second, and rulebooks repeat their limits."""
_REMEMBERED: Final = 1000


class _Side(NamedTuple):
    """One of two limits that are compared: its clock, itself, and what an extension adds."""

    clock: Compiled
    limit: Limit
    added: tuple[Amount, ...] = ()

    @property
    def rounding(self) -> Hashable:
        """How the clock comes from a number of days to an end."""
        rule = self.clock.rule
        return rule.ends, rule.roll, rule.day_off

    @property
    def ways(self) -> Hashable:
        """All that says when it ends."""
        return self.rounding, self.clock.calendar, self.limit.amount, self.added

    def due(self, start: datetime) -> Due | None:
        return self.clock.due(self.limit, start, self.added, None)


def can_be_longer(new: Amount, old: Amount) -> bool:
    """Amounts of the same unit are compared; of different ones a child may not be sure to be as short."""
    return new.unit is not old.unit or new.n > old.n


def longer(theirs: Compiled, before: Limit, ours: Compiled, after: Limit) -> Words | None:
    """Why our limit can end later than theirs; None if it never does."""
    if Unit.PLANNED in (before.amount.unit, after.amount.unit):
        if before.amount.unit is after.amount.unit:
            return None
        return _words(after.amount, before.amount)
    return _tried(_Side(theirs, before), _Side(ours, after))


def longer_extension(theirs: Compiled, before: Limit, ours: Compiled, after: Limit) -> Words | None:
    """Why our extension can end later than theirs; None if it never does."""
    if theirs.rule.extends is None or ours.rule.extends is None:
        return None
    old, new = theirs.rule.extends.by, ours.rule.extends.by
    if old.unit is new.unit:
        return _words(new, old) if new.n > old.n else None
    return _tried(_Side(theirs, before, (old,)), _Side(ours, after, (new,)))


def _tried(theirs: _Side, ours: _Side) -> Words | None:
    old, new = theirs.limit.amount, ours.limit.amount
    if old.unit is new.unit and theirs.rounding == ours.rounding and not theirs.added:
        return _words(new, old) if new.n > old.n else None
    asked = theirs.ways, ours.ways
    if asked not in _KNOWN:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        _KNOWN[asked] = _counted(theirs, ours)
    return _KNOWN[asked]


def _counted(theirs: _Side, ours: _Side) -> Words | None:
    old, new = theirs.limit.amount, ours.limit.amount
    first, last = theirs.clock.calendar.coverage
    times = _TIMES[:1] if old.in_days and new.in_days else _TIMES
    day = first
    while day <= last:
        for hour in times:
            start = datetime.combine(day, hour, tzinfo=theirs.clock.calendar.zone)
            allowed = theirs.due(start)
            given = ours.due(start)
            if allowed is None or given is None or allowed.provisional or given.provisional:
                continue
            if given.at > allowed.at or (given.at == allowed.at and given.inclusive > allowed.inclusive):
                when = f"{start:%Y-%m-%d %H:%M}"
                why = _words(new, old)
                return Words(
                    f"{why.zh}；例如自 {when} 起算，截止 {_at(given.at)}，晚于 {_at(allowed.at)}",
                    f"{why.en}; counted from {when} it ends {_at(given.at)}, after {_at(allowed.at)}",
                )
        day += timedelta(days=1)
    return None


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _words(new: Amount, old: Amount) -> Words:
    return Words(f"{new.get('zh')}可能长于{old.get('zh')}", f"{new} can be longer than {old}")
