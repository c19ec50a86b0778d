"""One running of one clock while a case is being projected: the only mutable thing in this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from redress.rulebook import arithmetic
from redress.rulebook.clockstate import ClockState, ClockStatus, Segment
from redress.rulebook.conditions import matches
from redress.rulebook.events import Event
from redress.rulebook.limits import Amount
from redress.rulebook.program import Compiled, Due, Limit


class Gain(NamedTuple):
    """Time that a pause or an extension gave, where the limit stood then, and which of the segments tells of it.

    A pause that holds stops the limit: an extension told in it is weighed where the pause began.
    """

    at: datetime
    amount: Amount
    segment: int
    extension: bool = False


def _after(at: datetime, due: Due) -> bool:
    return at > due.at if due.inclusive else at >= due.at


EXTENDING: Final = ("extended", "extension_told")
"""What moves a limit out: that it was allowed, or that the customer was told of that (`ExtendRule.holds_from`)."""


class Running:
    """A clock between its start and its end; dormant while its rule is not for the subject."""

    __slots__ = (
        "about",
        "allowed",
        "compiled",
        "ended_by",
        "extensions",
        "frozen",
        "gained",
        "grounds",
        "last",
        "lost",
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
        self.gained: tuple[Gain, ...] = ()
        self.allowed: Event | None = None
        self.extensions = 0
        self.segments: list[Segment] = []
        self.paused_by: dict[str, Event] = {}
        self.grounds: dict[str, Event] = {}
        self.status: ClockStatus | None = None
        self.ended_by: Event | None = None
        self.frozen: tuple[Limit, Due] | None = None
        self.last: tuple[Limit, Due] | None = None
        self.lost: frozenset[Gain] = frozenset()  # what did not count when `last` was found
        self.was_for = False

    def due(self, subject: Mapping[str, str]) -> tuple[Limit, Due] | None:
        """The limit that holds for the subject and what follows from it, or None while dormant."""
        if self.frozen:
            return self.frozen
        limit = self.compiled.limit_for(subject)
        counted = self._counted(limit, subject) if limit and self.gained else []
        due = self._due(limit, counted) if limit else None
        if limit is None or due is None:
            return None
        self.was_for = True
        self.lost = frozenset(self.gained).difference(counted)
        self.last = (limit, due)
        return self.last

    def _due(self, limit: Limit, gained: Sequence[Gain]) -> Due | None:
        added = tuple(gain.amount for gain in gained)
        return self.compiled.due(limit, self.started_at, added, self.planned)

    def _counted(self, limit: Limit, subject: Mapping[str, str]) -> list[Gain]:
        """What of the time gained counts for the case as it is known now: no extension where it may have none, and
        nothing that began when its limit had passed."""
        rule, counted = self.compiled.rule.extends, list[Gain]()
        for gain in self.gained:
            if gain.extension and not (rule and matches(rule.when, subject)):
                continue
            due = self._due(limit, counted)
            if due is None or _after(gain.at, due):
                break
            counted.append(gain)
        return counted

    def is_late(self, subject: Mapping[str, str], at: datetime) -> bool:
        found = self.due(subject)
        if found is None:
            return False
        return _after(at, found[1])

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
        limit = self.compiled.limit_for(subject) or (self.last and self.last[0])
        amount = None
        if limit:
            amount = arithmetic.between(
                self.since, max(at, self.since), limit.amount.unit, self.compiled.calendar
            )
            if amount.n:
                self.gained = (*self.gained, Gain(self.since, amount, len(self.segments)))
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
        stood = self.since if self.paused_by else event.at
        self.gained = (*self.gained, Gain(stood, rule.by, len(self.segments), extension=True))
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
        self.gained, self.extensions, self.allowed = (), 0, None
        self.lost = frozenset()

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
        segments = self._told()
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
            due.guessed,
        )

    def _told(self) -> list[Segment]:
        """The segments, with nothing given where the time gained did not count for the limit that is told with them."""
        if not self.lost:
            return self.segments
        segments = list(self.segments)
        for gain in self.lost:
            segments[gain.segment] = segments[gain.segment]._replace(
                amount=gain.amount.model_copy(update={"n": 0})
            )
        return [each for each in segments if each.kind != "extended" or (each.amount and each.amount.n)]

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
