"""A child may not warn later, nor urge or tell fewer people, or later, near a limit and past it (CLK-08, FLW-04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.limits import Amount, Unit
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.sections.clocks.schema import ClockRule, LateStep, NearStep, TableRef
from redress.rulebook.strictness.compare import Pair

_MINUTES: Final = {
    Unit.MINUTE: 1,
    Unit.WORKING_MINUTE: 3,
    Unit.HOUR: 60,
    Unit.WORKING_HOUR: 180,
    Unit.CALENDAR_DAY: 1440,
    Unit.WORKING_DAY: 1440,
    Unit.YEAR: 365 * 1440,
    Unit.PLANNED: 0,
}
"""To compare steps of different units of one kind: eight working hours fill a day."""
_SHORTEST: Final = {Unit.WORKING_MINUTE: 1, Unit.WORKING_HOUR: 60, Unit.WORKING_DAY: 1440}
"""To compare time of work with time of the clock: how little may pass. How much may, nobody can say of a holiday."""


def check_ladder(pair: Pair) -> Iterator[Problem]:
    """The warning, and every step before and after each limit of the parent."""
    for key, old in pair.parent.clocks.items():
        new = pair.child.clocks.get(key)
        if new is not None:
            yield from _steps(pair, ("clocks", key), old, new)


def _steps(pair: Pair, path: Path, old: ClockRule, new: ClockRule) -> Iterator[Problem]:
    if old.warn and (new.warn is None or _later_before(new, new.warn, old, old.warn)):
        en, zh = f"nobody is warned {old.warn} before", f"不再提前{old.warn.get('zh')}预警"
        yield pair.looser((*path, "warn"), en, zh, against=path)
    for number, near in enumerate(old.near):
        kept = [each.before for each in new.near if _whom(each) == _whom(near)]
        if all(_later_before(new, each, old, near.before) for each in kept):
            en = f"no more '{near.action} {near.to}' {near.before} before"
            zh = f"期限前{near.before.get('zh')}不再有“{near.action} {near.to}”"
            yield pair.looser((*path, "near"), en, zh, against=(*path, "near", number))
    for number, late in enumerate(old.late):
        after = [each.after for each in new.late if _whom(each) == _whom(late)]
        if all(_later_after(new, each, old, late.after) for each in after):
            en = f"no more '{late.action} {late.to}' {late.after} after"
            zh = f"超期{late.after.get('zh')}不再有“{late.action} {late.to}”"
            yield pair.looser((*path, "late"), en, zh, against=(*path, "late", number))


def _whom(step: NearStep | LateStep) -> tuple[str, str]:
    return step.action, step.to


def _later_before(new: ClockRule, ours: Amount, old: ClockRule, theirs: Amount) -> bool:
    """Whether our step may come later after the start than theirs: a shorter limit leaves less time before it."""
    if _working(ours) == _working(theirs):
        return _minutes(theirs) - _minutes(ours) > _gained(new, old)
    # Before a Monday's limit a working day begins on Friday, a calendar day on Sunday.
    return theirs.n > 0 and (_working(theirs) or _shortest(ours) < _minutes(theirs))


def _later_after(new: ClockRule, ours: Amount, old: ClockRule, theirs: Amount) -> bool:
    """Whether our step may come later after the start than theirs."""
    if _working(ours) == _working(theirs):
        return _minutes(ours) - _minutes(theirs) > _gained(new, old)
    return ours.n > 0 and (_working(ours) or _minutes(ours) > _shortest(theirs))


def _gained(new: ClockRule, old: ClockRule) -> int:
    """By how many minutes our limit is shorter; nothing where a table or a plan says how long it is."""
    ours, theirs = new.limit, old.limit
    if isinstance(ours, TableRef) or isinstance(theirs, TableRef) or Unit.PLANNED in (ours.unit, theirs.unit):
        return 0
    return max(0, _minutes(theirs) - _minutes(ours)) if _working(ours) == _working(theirs) else 0


def _working(amount: Amount) -> bool:
    """Whether it is counted in time of work, which stands still at night and on days off."""
    return amount.unit in _SHORTEST


def _shortest(amount: Amount) -> int:
    """The minutes that pass at least."""
    return amount.n * _SHORTEST.get(amount.unit, _MINUTES[amount.unit])


def _minutes(amount: Amount) -> int:
    return amount.n * _MINUTES[amount.unit]
