"""One running of one clock while a case is being projected: the only mutable thing in this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from redress.rulebook import arithmetic
from redress.rulebook.clockstate import ClockState, ClockStatus, Segment
from redress.rulebook.conditions import matches
from redress.rulebook.events import Event
from redress.rulebook.limits import Amount
from redress.rulebook.program import Compiled, Due, Limit

EXTENDING: Final = ("extended", "extension_told")
"""What moves a limit out: that it was allowed, or that the customer was told of that (`ExtendRule.holds_from`)."""


class Running:
    """A clock between its start and its end; dormant while its rule is not for the subject."""

    __slots__ = (
        "about",
        "added",
        "allowed",
        "compiled",
        "ended_by",
        "extensions",
        "frozen",
        "granted",
        "grounds",
        "last",
        "occurrence",
        "paused_by",
        "planned",
        "segments",
        "since",
        "start",
        "started_at",
        "status",
        "was_for",
    )

    def __init__(self, compiled: Compiled, start: Event, started_at: datetime, occurrence: int) -> None:
        self.compiled = compiled
        self.about = start.about if compiled.rule.per == "order" else ""
        self.occurrence = occurrence
        self.start = start
        self.started_at = self.since = started_at
        self.planned = start.due
        self.added: tuple[Amount, ...] = ()
        self.granted: tuple[Amount, ...] = ()
        self.allowed: Event | None = None
        self.extensions = 0
        self.segments: list[Segment] = []
        self.paused_by: dict[str, Event] = {}
        self.grounds: dict[str, Event] = {}
        self.status: ClockStatus | None = None
        self.ended_by: Event | None = None
        self.frozen: tuple[Limit, Due] | None = None
        self.last: tuple[Limit, Due] | None = None
        self.was_for = False

    def due(self, subject: Mapping[str, str]) -> tuple[Limit, Due] | None:
        """The limit that holds for the subject and what follows from it, or None while dormant."""
        if self.frozen:
            return self.frozen
        limit = self.compiled.limit_for(subject)
        added = (*self.added, *self.granted) if self._holds(subject) else self.added
        due = self.compiled.due(limit, self.started_at, added, self.planned) if limit else None
        if limit is None or due is None:
            return None
        self.was_for = True
        self.last = (limit, due)
        return self.last

    def _holds(self, subject: Mapping[str, str]) -> bool:
        """Whether the case is still one that may have the time that an extension gave."""
        rule = self.compiled.rule.extends
        return bool(self.granted) and rule is not None and matches(rule.when, subject)

    def is_late(self, subject: Mapping[str, str], at: datetime) -> bool:
        found = self.due(subject)
        if found is None:
            return False
        return at > found[1].at if found[1].inclusive else at >= found[1].at

    def freeze_if_late(self, subject: Mapping[str, str], at: datetime) -> bool:
        """A limit that has passed stays passed: no later change, pause or extension unsays a breach."""
        if not self.frozen and not self.paused_by and self.is_late(subject, at):
            self.frozen = self.last
        return self.frozen is not None

    def pause(self, event: Event, subject: Mapping[str, str]) -> None:
        """Begin a pause on a ground that the rule allows; what began late is not saved by it."""
        if event.reason not in self.compiled.pauses or event.reason in self.paused_by:
            return
        if self.freeze_if_late(subject, event.at):
            return
        if not self.paused_by:
            began = max(event.at, self.since)
            if began > self.since:
                self._run(began)
            self.since = began
            self.grounds = {}
        self.paused_by[event.reason] = self.grounds[event.reason] = event

    def resume(self, event: Event, subject: Mapping[str, str]) -> None:
        """End a pause, or every pause if no reason is named; overlapping pauses count once."""
        if not self.paused_by:
            return
        if event.reason:
            self.paused_by.pop(event.reason, None)
        else:
            self.paused_by.clear()
        if not self.paused_by:
            self._unpause(event.at, subject)

    def _unpause(self, at: datetime, subject: Mapping[str, str]) -> None:
        if not self.frozen and self.is_late(subject, self.since):
            self.frozen = self.last  # by what the case is found to be, it had passed before the pause
        limit = self.compiled.limit_for(subject) or (self.last and self.last[0])
        amount = None
        if limit:
            amount = arithmetic.between(
                self.since, max(at, self.since), limit.amount.unit, self.compiled.calendar
            )
            if amount.n:
                self.added = (*self.added, amount)
        self.segments.append(self._paused(at)._replace(amount=amount))
        self.since = at

    def extend(self, event: Event, subject: Mapping[str, str]) -> None:
        """Push the limit out if the rule allows it, as often as it allows it, and in time.

        Where it holds from the telling, what was allowed waits until the customer is told.
        """
        rule = self.compiled.rule.extends
        if (
            rule is None
            or event.about not in ("", self.compiled.key, self.about)
            or self.extensions >= rule.times
        ):
            return
        if not matches(rule.when, subject):
            return
        if self.due(subject) is None or self.freeze_if_late(subject, event.at):
            return
        telling = event.name == "extension_told"
        if telling != (rule.holds_from == "telling"):
            self.allowed = None if telling else event
            return
        by = self.allowed or event
        if telling and self.allowed is None:
            return
        self.allowed = None
        self.extensions += 1
        self.granted = (*self.granted, rule.by)
        self.segments.append(
            Segment(
                "extended",
                event.at,
                event.at,
                rule.by,
                by.reason or by.name,
                self.compiled.key,
                rule.cite,
                by.approver,
                event.entry,
            )
        )

    def restart(self, event: Event) -> None:
        """Count again from this event; a pause that holds goes on holding, from here."""
        at = max(event.at, self.started_at)
        if self.paused_by:
            self.segments.append(self._open_segment()._replace(end=at))
        else:
            self._run(at)
        self.start, self.started_at, self.since = event, at, at
        self.planned = event.due or self.planned
        self.added, self.granted, self.extensions, self.allowed = (), (), 0, None

    def end(self, event: Event, subject: Mapping[str, str], *, cancelled: bool = False) -> None:
        """Stop for good; a pause that still holds ends here. What was late stays late, whatever ends it (CLK-09)."""
        at = max(event.at, self.started_at)
        if self.paused_by:
            self.paused_by.clear()
            self._unpause(at, subject)
        else:
            self._run(at)
        if self.due(subject) is None:
            self.status = ClockStatus.CANCELLED
        elif self.is_late(subject, at):
            self.status = ClockStatus.LATE
        else:
            self.status = ClockStatus.CANCELLED if cancelled else ClockStatus.MET
        self.ended_by = event

    def _run(self, until: datetime | None) -> None:
        start = self.start
        self.segments.append(
            Segment(
                "running",
                self.since,
                until,
                None,
                start.name,
                self.compiled.key,
                self.compiled.rule.cite,
                start.approver,
                start.entry,
            )
        )

    def state(self, subject: Mapping[str, str]) -> ClockState | None:
        """What the clock is now; None if its rule never applied."""
        found = self.due(subject) if self.status is None else self.last
        status = self.status
        if found is None:
            if not self.was_for or self.last is None:
                return None
            found, status = self.last, ClockStatus.CANCELLED
        segments = self.segments
        if self.granted and not self._holds(subject):
            segments = [each for each in segments if each.kind != "extended"]
        if self.status is None:
            status = status or (ClockStatus.PAUSED if self.paused_by else ClockStatus.RUNNING)
            segments = [*segments, self._open_segment()]
        if status is None:
            return None
        limit, due = found
        rule = self.compiled.rule
        ended = self.ended_by
        return ClockState(
            self.compiled.key,
            self.about,
            self.occurrence,
            rule.title,
            limit.cite,
            rule.group,
            limit.amount,
            self.start.name,
            self.started_at,
            due.at,
            due.inclusive,
            due.warn_at,
            due.steps,
            status,
            ended.name if ended else "",
            max(ended.at, self.started_at) if ended else None,
            due.provisional,
            tuple(segments),
        )

    def _paused(self, until: datetime | None) -> Segment:
        """The pause, with every ground on which it held (CLK-07)."""
        first, rules = next(iter(self.grounds.values())), self.compiled.pauses
        reasons = ",".join(self.grounds)
        cite = tuple(dict.fromkeys(key for reason in self.grounds for key in rules[reason].cite))
        key = self.compiled.key
        return Segment("paused", self.since, until, None, reasons, key, cite, first.approver, first.entry)

    def _open_segment(self) -> Segment:
        key, rule = self.compiled.key, self.compiled.rule
        if self.paused_by:
            return self._paused(None)
        start = self.start
        return Segment(
            "running", self.since, None, None, start.name, key, rule.cite, start.approver, start.entry
        )
