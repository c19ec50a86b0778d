"""Clock rules made ready for one calendar, so that projecting a case is a matter of looking things up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from redress.rulebook import arithmetic
from redress.rulebook.clockstate import Step
from redress.rulebook.conditions import matches
from redress.rulebook.limits import WORKING, Amount, Unit
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.clocks.schema import ClockRule, TableRef

if TYPE_CHECKING:
    from redress.worktime import Calendar

CACHE_DAYS: Final = 4000
"""Start days remembered for each limit: more than ten years; beyond that the memory starts again."""


class Due(NamedTuple):
    """What follows from a start and a limit."""

    at: datetime
    inclusive: bool
    warn_at: datetime | None
    steps: tuple[Step, ...]
    provisional: bool
    guessed: bool = False


class Limit:
    """One amount of one rule, and the due times already worked out for it."""

    __slots__ = ("amount", "by_day", "cite")

    def __init__(self, amount: Amount, cite: tuple[str, ...]) -> None:
        self.amount = amount
        self.cite = cite
        self.by_day: dict[date, Due] = {}


class Compiled:
    """A clock rule with its limits by subject."""

    __slots__ = ("attributes", "calendar", "conditions", "key", "limits", "memory", "pauses", "rows", "rule")

    def __init__(self, key: str, rule: ClockRule, method: Method, calendar: Calendar) -> None:
        self.key, self.rule, self.calendar = key, rule, calendar
        if isinstance(rule.limit, TableRef):
            table = method.limits[rule.limit.table]
            self.rows = [
                (row.when, Limit(row.limit, tuple(dict.fromkeys((*rule.cite, *row.cite)))))
                for row in table.rows
            ]
        else:
            self.rows = [({}, Limit(rule.limit, rule.cite))]
        self.conditions = [rule.only_for, rule.or_for or {}, *(when for when, _ in self.rows)]
        self.attributes = tuple(sorted({name for condition in self.conditions for name in condition}))
        self.memory: dict[tuple[str | None, ...], Limit | None] = {}
        self.pauses = {pause.reason: pause for pause in rule.pauses}

    def limit_for(self, subject: Mapping[str, str]) -> Limit | None:
        """The limit for a subject, or None if the rule is not for it."""
        facts = tuple([subject.get(name) for name in self.attributes])
        try:
            return self.memory[facts]
        except KeyError:
            found = None
            if self.rule.is_for(subject):
                found = next((limit for when, limit in self.rows if matches(when, subject)), None)
            if len(self.memory) > CACHE_DAYS:
                self.memory.clear()
            self.memory[facts] = found
            return found

    def due(
        self, limit: Limit, start: datetime, added: tuple[Amount, ...], planned: datetime | None
    ) -> Due | None:
        """When the limit is used up; None if nothing is due. `added`: what pauses and extensions gave."""
        if limit.amount.unit is Unit.PLANNED:
            return self._at(planned, True, None) if planned else None
        if limit.amount.in_days:
            found = self._due_by_day(limit, start, added)
        else:
            found = self._due_by_time(limit, start, added)
        if self.rule.planned and planned and planned < found.at:
            found = self._at(planned, True, None)
        elif found.provisional and self._by_calendar(limit, added):
            found = found._replace(guessed=True)
        if (found.warn_at and found.warn_at < start) or (
            self.rule.near and min(step.at for step in found.steps) < start
        ):
            found = found._replace(
                warn_at=max(found.warn_at, start) if found.warn_at else None,
                steps=tuple(step if step.at >= start else replace(step, at=start) for step in found.steps),
            )
        return found

    def _by_calendar(self, limit: Limit, added: tuple[Amount, ...]) -> bool:
        """Whether the end depends on which days are worked; calendar days and hours are what they are."""
        rule = self.rule
        plain = (rule.roll, rule.day_off, rule.ends) == ("none", "counts", "midnight")
        return not plain or any(amount.unit in WORKING for amount in (limit.amount, *added))

    def _due_by_day(self, limit: Limit, start: datetime, added: tuple[Amount, ...]) -> Due:
        day = start.astimezone(self.calendar.zone).date()
        if not added:
            known = limit.by_day.get(day)
            if known is not None:
                return known
        calendar, unit = self.calendar, limit.amount.unit
        last = arithmetic.add_days(self._day_zero(day), limit.amount.n, unit, calendar)
        for amount in added:
            if amount.in_days:
                last = arithmetic.add_days(last, amount.n, amount.unit, calendar)
        if self.rule.roll == "next_working_day" and not calendar.is_working_day(last):
            last = calendar.add_working_days(last, 1)
        if self.rule.ends == "closing":
            at = arithmetic.closing(last, calendar)
        else:
            at = arithmetic.midnight(last + arithmetic.DAY, calendar)
        by_time = [amount for amount in added if not amount.in_days]
        for amount in by_time:
            at = arithmetic.add_time(at, amount.duration, amount.unit, calendar)
        found = self._at(at, False, None if by_time else last)
        if not added:
            if len(limit.by_day) > CACHE_DAYS:
                limit.by_day.clear()
            limit.by_day[day] = found
        return found

    def _day_zero(self, day: date) -> date:
        if self.rule.day_off == "next_working_day" and not self.calendar.is_working_day(day):
            return self.calendar.add_working_days(day, 1)
        return day

    def _due_by_time(self, limit: Limit, start: datetime, added: tuple[Amount, ...]) -> Due:
        calendar = self.calendar
        at = arithmetic.add_time(start, limit.amount.duration, limit.amount.unit, calendar)
        for amount in added:
            if amount.in_days:
                at = arithmetic.after(at, None, amount, calendar)
            else:
                at = arithmetic.add_time(at, amount.duration, amount.unit, calendar)
        return self._at(at, True, None)

    def _at(self, at: datetime, inclusive: bool, last_day: date | None) -> Due:
        calendar, rule = self.calendar, self.rule
        at = at.astimezone(calendar.zone)
        warn = arithmetic.before(at, last_day, rule.warn, calendar) if rule.warn else None
        near = [
            Step(arithmetic.before(at, last_day, step.before, calendar), step.action, step.to, number, "near")
            for number, step in enumerate(rule.near)
        ]
        late = [
            Step(arithmetic.after(at, last_day, step.after, calendar), step.action, step.to, number, "late")
            for number, step in enumerate(rule.late, len(near))
        ]
        provisional = calendar.is_provisional(last_day or at.date())
        return Due(at, inclusive, warn, (*near, *late), provisional)


class Program:
    """All clock rules of a rulebook over one calendar, by the events that concern them."""

    __slots__ = ("by_event", "by_group", "calendar", "extending", "pausing", "rules")

    def __init__(self, method: Method, calendar: Calendar) -> None:
        self.calendar = calendar
        self.rules = tuple(Compiled(key, rule, method, calendar) for key, rule in method.clocks.items())
        self.by_event: dict[str, tuple[Compiled, ...]] = {}
        self.by_group: dict[str, tuple[Compiled, ...]] = {}
        for compiled in self.rules:
            rule = compiled.rule
            self.by_group[rule.group] = (*self.of_group(rule.group), compiled)
            triggers = {trigger.event for trigger in (*rule.starts, *rule.stops, *rule.until)}
            for name in triggers | {*rule.restarts, *rule.cancels}:
                self.by_event[name] = (*self.by_event.get(name, ()), compiled)
        self.pausing = any(compiled.pauses for compiled in self.rules)
        self.extending = any(compiled.rule.extends for compiled in self.rules)

    def of_group(self, group: str) -> tuple[Compiled, ...]:
        """The clock rules of that group, in the rulebook's order."""
        return self.by_group.get(group, ())
