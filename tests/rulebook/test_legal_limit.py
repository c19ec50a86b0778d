"""The legal limit against counting its days one by one, whatever pauses, extension and restarts there were."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.rulebook import ClockState, ClockStatus, Event, load, project
from redress.worktime import shipped

LAW = load("statutory-2020")
CN = shipped.load("cn")
START = datetime(2026, 1, 5, 9, tzinfo=CN.zone)
DAY = timedelta(days=1)


LIMITS = {"appraisal": 15, "mediation": 30}
"""The days of a case that is found simple, or complex, at a step drawn with that word."""


@dataclass
class Counted:
    """A case as somebody would count it on a wall calendar. Knows nothing of clocks and segments."""

    start: date
    limit: int
    allowed: bool = False
    extended: bool = False
    pauses: list[tuple[date, date]] = field(default_factory=list)
    open: dict[str, date] = field(default_factory=dict)

    def last_day(self) -> date:
        """Tick off the days after the first, leaving out those of a pause; no limit ends while it is paused."""
        # What was allowed and told holds as long as the case is complex.
        left, day = self.limit + (30 if self.extended and self.limit == 30 else 0), self.start
        while left:
            day += DAY
            if not any(since < day <= until for since, until in self.pauses):
                left -= 1
        while ending := [until for since, until in self.pauses if since <= day < until]:
            day = max(ending)
        return day

    def is_over(self, at: datetime) -> bool:
        return not self.open and at.date() > self.last_day()

    def take(self, name: str, reason: str, at: datetime) -> None:
        if name == "paused":
            self.open.setdefault(reason, at.date())
        elif name == "resumed" and reason in self.open:
            self.pauses.append((self.open.pop(reason), at.date()))
        elif name == "extended":
            self.allowed = self.allowed or (self.limit == 30 and not self.extended)
        elif name == "extension_told":
            if self.allowed and self.limit == 30:
                self.allowed, self.extended = False, True
        elif name == "reclassed":
            self.limit = LIMITS[reason]
        elif name == "new_facts":
            self.start, self.allowed, self.extended, self.pauses = at.date(), False, False, []
            self.open = dict.fromkeys(self.open, at.date())


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["paused", "resumed", "resumed", "extended", "extension_told", "reclassed", "new_facts"]
        ),
        st.sampled_from(["appraisal", "mediation"]),
        st.integers(0, 24 * 9),
    ),
    max_size=12,
)


@pytest.mark.req("CLK-04", "CLK-05", "CLO-08")
@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["simple", "complex"]), steps)
def test_the_legal_limit_equals_counting_its_days(complexity: str, raw: list[tuple[str, str, int]]) -> None:
    counted = Counted(START.date(), 30 if complexity == "complex" else 15)
    events = [Event("registered", START, 1, {"complexity": complexity})]
    at = START
    for name, reason, hours in raw:
        at += timedelta(hours=hours, minutes=1)
        if counted.is_over(at):
            break
        counted.take(name, reason, at)
        events.append(_event(name, reason, at, len(events) + 1))
    for reason in list(counted.open):
        at += timedelta(hours=7)
        counted.take("resumed", reason, at)
        events.append(_event("resumed", reason, at, len(events) + 1))
    clock = next(clock for clock in project(events, LAW, CN) if clock.key == "resolution_law")
    assert clock.status is ClockStatus.RUNNING
    assert clock.due_at.date() == counted.last_day() + DAY


@pytest.mark.req("CLK-04", "CLK-05", "AUT-05")
@pytest.mark.parametrize("allowed", [1, 40], ids=["allowed before the pause", "allowed in it"])
@pytest.mark.parametrize("told", [20, 40], ids=["before the unpaused last day", "after it"])
@pytest.mark.parametrize("resumed", [45, 100])
def test_an_extension_told_while_the_limit_stands_still_holds(allowed: int, told: int, resumed: int) -> None:
    """Paused on day 2, the limit of 30 days cannot pass before it goes on, however late the customer is told."""
    allowed = min(allowed, told)
    steps = [
        (allowed, "extended", ""),
        (2, "paused", "appraisal"),
        (told, "extension_told", ""),
        (resumed, "resumed", "appraisal"),
    ]
    clock, counted = _told_story(sorted(steps, key=lambda step: step[0]))
    assert clock.status is ClockStatus.RUNNING
    assert counted.last_day() == START.date() + (30 + 30 + resumed - 2) * DAY
    assert clock.due_at.date() == counted.last_day() + DAY
    given = {part.kind: str(part.amount) for part in clock.segments if part.amount}
    assert given == {"extended": "30 calendar days", "paused": f"{resumed - 2} calendar days"}


@pytest.mark.req("CLK-04", "CLK-05", "AUT-05")
def test_what_is_told_in_a_pause_shows_while_the_pause_holds() -> None:
    """The page and the notice name the new last day at once, not only when the limit goes on."""
    steps = [(1, "extended", ""), (2, "paused", "appraisal"), (40, "extension_told", "")]
    clock, _counted = _told_story(steps)
    assert clock.status is ClockStatus.PAUSED
    assert clock.due_at.date() == START.date() + 61 * DAY


@pytest.mark.req("CLK-04", "CLK-05", "AUT-05")
def test_an_extension_told_between_two_pauses_is_weighed_by_what_the_first_gave() -> None:
    steps = [
        (1, "extended", ""),
        (2, "paused", "appraisal"),
        (12, "resumed", "appraisal"),
        (35, "extension_told", ""),
        (36, "paused", "mediation"),
        (46, "resumed", "mediation"),
    ]
    clock, counted = _told_story(steps)
    assert counted.last_day() == START.date() + 80 * DAY
    assert clock.due_at.date() == counted.last_day() + DAY


def _told_story(steps: list[tuple[int, str, str]]) -> tuple[ClockState, Counted]:
    """A complex case with these steps: the day after its receipt, the event, the ground of a pause."""
    counted = Counted(START.date(), 30)
    events = [Event("registered", START, 1, {"complexity": "complex"})]
    for day, name, reason in steps:
        at = START + day * DAY + len(events) * timedelta(minutes=1)
        counted.take(name, reason, at)
        events.append(_event(name, reason, at, len(events) + 1))
    return next(clock for clock in project(events, LAW, CN) if clock.key == "resolution_law"), counted


def _event(name: str, reason: str, at: datetime, entry: int) -> Event:
    more: dict[str, Any] = {"reason": reason} if name in ("paused", "resumed") else {}
    if name == "reclassed":
        more["subject"] = {"complexity": "complex" if LIMITS[reason] == 30 else "simple"}
    return Event(name, at, entry, **more)
