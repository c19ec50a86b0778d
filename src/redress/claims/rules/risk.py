"""Which claims are likely to become complaints, and why: points of the rulebook, added up (CLM-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from redress.rulebook import ClockState, ClockStatus, Event
from redress.rulebook.sections.risk.schema import Fact, Risk
from redress.rulebook.words import Title

_PROMISES: Final = ("question", "agreed_contact")
"""Clocks that hold what was promised to the customer."""
_TOLD: Final = (
    "claim_reported", "papers_missing_told", "acceptance_told", "progress_told", "question_answered",
    "claim_decision_told", "claim_paid",
)  # fmt: skip
"""By each of these the customer heard of the claim."""
_OVER: Final = ("closed", "withdrawn", "merged")
_THEIRS: Final = ("limitation",)
"""Limits of the customer: that one passed is no breach of ours."""


@dataclass(frozen=True, slots=True)
class Point:
    """One reason, with how often it was found and what it counts."""

    code: str
    title: Title
    found: int
    points: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim's points and where they come from, the heaviest first."""

    points: int
    listed: bool
    reasons: tuple[Point, ...]


def facts_of(events: Sequence[Event], clocks: Sequence[ClockState], now: datetime) -> dict[Fact, int]:
    """How often each fact is found of a claim that went that way, as of `now`."""
    ours = [clock for clock in clocks if clock.key not in _THEIRS]
    passed = [clock for clock in ours if clock.status is ClockStatus.LATE or _past(clock, now)]
    near = [
        clock
        for clock in ours
        if clock.status is ClockStatus.RUNNING
        and clock.warn_at
        and clock.warn_at <= now
        and not _past(clock, now)
    ]
    names = [event.name for event in events]
    decided = [event.subject.get("outcome", "") for event in events if event.name == "claim_decided"][-1:]
    told = max((event.at for event in events if event.name in _TOLD), default=None)
    ended = [name for name in names if name in (*_OVER, "claim_reopened")]
    over = bool(ended) and ended[-1] in _OVER
    first = min((event.at for event in events if event.name != "loss_known"), default=now)
    return {
        "limit_passed": sum(clock.key not in _PROMISES for clock in passed),
        "limit_near": sum(clock.key not in _PROMISES for clock in near),
        "promise_broken": sum(clock.key in _PROMISES for clock in passed),
        "asked_again": max(0, names.count("papers_missing_told") - 1),
        "refused": int(decided == ["refuse"]),
        "paid_in_part": int(decided == ["part"]),
        "objected": names.count("objected"),
        "days_open": 0 if over else (now - first).days,
        "untold": 0 if over or told is None else (now - told).days,
    }


def _past(clock: ClockState, now: datetime) -> bool:
    if clock.status is not ClockStatus.RUNNING:
        return False
    return now > clock.due_at if clock.inclusive else now >= clock.due_at


def weigh(risk: Risk, found: Mapping[Fact, int]) -> Weighed:
    """The points of a claim with these facts."""
    reasons = [
        Point(code, rule.title, found[rule.fact], rule.points)
        for code, rule in risk.rules.items()
        if found.get(rule.fact, 0) >= rule.at_least
    ]
    points = sum(each.points for each in reasons)
    return Weighed(
        points, points >= risk.listed_from, tuple(sorted(reasons, key=lambda each: (-each.points, each.code)))
    )
