"""Clocks as a pure function of journal, rulebook and calendar.

Events are taken in the order in which they count (`at`, then journal entry). At each: facts change first,
then clocks stop, are cancelled, restart, start. An event whose time lies before others that were entered
earlier (a reply entered late, FLW-14) therefore takes its place in time. A complaint is one from its receipt on:
what the entry in the register begins is there when something happens between receipt and entry (INT-02).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from redress.rulebook.clock_run import EXTENDING, Running
from redress.rulebook.clockstate import ClockState
from redress.rulebook.conditions import matches
from redress.rulebook.events import OF_ORDERS, Event
from redress.rulebook.program import Compiled, Program
from redress.rulebook.sections.clocks.schema import Trigger
from redress.rulebook.subject import DEFAULTS

if TYPE_CHECKING:
    from redress.rulebook.book import Rulebook
    from redress.worktime import Calendar

Key = tuple[str, str]


def project(events: Iterable[Event], rulebook: Rulebook, calendar: Calendar) -> tuple[ClockState, ...]:
    """Every clock that runs or ran, in the order of the rulebook, then of their starts."""
    case = _Case(rulebook.program(calendar))
    for event in _in_order(events):
        case.take(event)
    return case.states()


def told(events: Iterable[Event]) -> dict[str, str]:
    """The facts of the case as its clocks know them after these events: of each the last word."""
    facts = dict(DEFAULTS)
    for event in _in_order(events):
        facts.update(event.subject)
    return facts


def _in_order(events: Iterable[Event]) -> list[Event]:
    ordered = list(events)
    if len(ordered) > 1:
        ordered.sort(key=_order)
        ordered = _from_receipt(ordered)
    return ordered


def _order(event: Event) -> tuple[float, int]:
    return event.at.timestamp(), event.entry


def _from_receipt(ordered: list[Event]) -> list[Event]:
    """What the register learnt with the entry comes before what happened between receipt and entry.

    Each event keeps its own time: a limit that counts from the entry still does, and whatever ended it before has ended
    it in time.
    """
    names = [event.name for event in ordered]
    if "received" not in names or "registered" not in names:
        return ordered
    first, entry = names.index("received") + 1, names.index("registered")
    if entry <= first:
        return ordered
    with_entry = [each for each in ordered[entry:] if _same_entry(each, ordered[entry])]
    rest = [each for each in ordered[first:] if not _same_entry(each, ordered[entry])]
    return [*ordered[:first], *with_entry, *rest]


def _same_entry(event: Event, entry: Event) -> bool:
    return event.entry == entry.entry and event.at == entry.at


class _Case:
    """One case on its way through its events."""

    __slots__ = ("all", "open", "paused", "program", "received", "subject")

    def __init__(self, program: Program) -> None:
        self.program = program
        self.subject: dict[str, str] = dict(DEFAULTS)
        self.received: Event | None = None
        self.paused: dict[str, Event] = {}
        self.open: dict[Key, Running] = {}
        self.all: dict[str, list[Running]] = {}

    def take(self, event: Event) -> None:
        if event.subject:
            self._change(event)
        name = event.name
        if name == "received" and self.received is None:
            self.received = event
        elif name == "paused":
            self.paused[event.reason] = event
            for running in self.open.values():
                running.pause(event, self.subject)
        elif name == "resumed":
            self._resume(event)
        elif name in EXTENDING:
            for running in self.open.values():
                running.extend(event, self.subject)
        for compiled in self.program.by_event.get(name, ()):
            self._tick(compiled, event)

    def _change(self, event: Event) -> None:
        """New facts of the subject: each open clock's limit is found anew, counted from the same start."""
        old = self.subject
        new = {**old, **event.subject}
        if new == old:
            return
        for running in self.open.values():
            applied = running.due(old) is not None
            running.freeze_if_late(old, event.at)
            late_comer = running.compiled.rule.if_later == "change" and not applied and old != DEFAULTS
            if late_comer and running.compiled.limit_for(new):
                running.start, running.started_at, running.since = event, event.at, event.at
        self.subject = new

    def _resume(self, event: Event) -> None:
        if event.reason:
            self.paused.pop(event.reason, None)
        else:
            self.paused.clear()
        for running in self.open.values():
            running.resume(event, self.subject)

    def _tick(self, compiled: Compiled, event: Event) -> None:
        rule = compiled.rule
        stopped = self._hits(rule.stops, event)
        over = bool(rule.until) and self._hits(rule.until, event)
        if stopped or over:
            for running in self._concerned(compiled, event):
                self._finish(running, event)
                if rule.recurs and not over:
                    self._begin(compiled, event)
        elif event.name in rule.cancels:
            for running in self._concerned(compiled, event):
                self._finish(running, event, cancelled=True)
        if event.name in rule.restarts:
            self._restart(compiled, event)
        if self._hits(rule.starts, event) and (compiled.key, self._about(compiled, event)) not in self.open:
            self._begin(compiled, event)

    def _hits(self, triggers: Sequence[Trigger], event: Event) -> bool:
        return any(
            trigger.event == event.name
            and (not trigger.step or trigger.step == event.about)
            and (not trigger.when or matches(trigger.when, self.subject))
            for trigger in triggers
        )

    def _about(self, compiled: Compiled, event: Event) -> str:
        return event.about if compiled.rule.per == "order" else ""

    def _concerned(self, compiled: Compiled, event: Event) -> list[Running]:
        """The open clocks of the rule that the event is about; one that names no order is about all."""
        if compiled.rule.per == "case" or (event.about and event.name in OF_ORDERS):
            running = self.open.get((compiled.key, self._about(compiled, event)))
            return [running] if running else []
        return [running for (key, _), running in self.open.items() if key == compiled.key]

    def _finish(self, running: Running, event: Event, *, cancelled: bool = False) -> None:
        running.end(event, self.subject, cancelled=cancelled)
        del self.open[running.compiled.key, running.about]

    def _restart(self, compiled: Compiled, event: Event) -> None:
        """New facts count anew; a clock that had run out stays on the record as late, beside the new one."""
        running = self.open.get((compiled.key, self._about(compiled, event)))
        if running and not running.freeze_if_late(self.subject, event.at):
            running.restart(event)
            return
        if running:
            self._finish(running, event)
        if compiled.key in self.all:
            self._begin(compiled, event)

    def _begin(self, compiled: Compiled, event: Event) -> None:
        at = event.at
        if compiled.rule.counts_from == "received" and event.name == "registered" and self.received:
            at = self.received.at
        about = self._about(compiled, event)
        past = self.all.setdefault(compiled.key, [])
        occurrence = 1 + sum(running.about == about for running in past)
        running = Running(compiled, event, at, occurrence)
        past.append(running)
        self.open[compiled.key, about] = running
        if compiled.pauses:
            for ground in self.paused.values():
                running.pause(ground, self.subject)

    def states(self) -> tuple[ClockState, ...]:
        found = []
        for compiled in self.program.rules:
            for running in self.all.get(compiled.key, ()):
                state = running.state(self.subject)
                if state is not None:
                    found.append(state)
        return tuple(found)
