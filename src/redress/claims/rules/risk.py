"""Which claims are likely to become complaints, and why: points of the rulebook, added up (CLM-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from redress.rulebook import ClockState, ClockStatus, Event
from redress.rulebook.sections.risk.schema import Fact, Risk, RiskPoint
from redress.rulebook.words import Title

_PROMISES: Final = ("question", "agreed_contact", "visit")
"""Clocks that hold what was promised to the customer."""
_TOLD: Final = (
    "claim_reported", "papers_missing_told", "acceptance_told", "progress_told", "question_answered",
    "claim_decision_told", "claim_paid",
)  # fmt: skip
"""By each of these the customer heard of the claim."""
OVER: Final = ("closed", "withdrawn", "merged")
THEIRS: Final = ("limitation",)
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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a claim beside how it went."""

    amount: int = 0
    """Whole yuan that the loss was estimated at."""
    complained: int | None = None
    """Complaints of its policy or its people; None: nobody has looked yet."""


NOTHING: Final = Known(complained=0)
LOOKED_UP: Final = timedelta(hours=1)
"""So long after a claim began its earlier complaints are looked for, by the house: who reports need not see them."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a claim went so far: what its points are counted from."""

    names: tuple[str, ...]
    outcome: str
    """Of its last decision; '' before there is one."""
    first: datetime | None
    told: datetime | None
    """When the customer last heard of it."""
    over: bool
    known: Known = NOTHING


def course(events: Sequence[Event], known: Known = NOTHING) -> Course:
    """The course of a claim with these events, in the order in which they were entered."""
    names = tuple(event.name for event in events)
    ended = [name for name in names if name in (*OVER, "claim_reopened")]
    decided = [event.subject.get("outcome", "") for event in events if event.name == "claim_decided"]
    return Course(
        names=names,
        outcome=decided[-1] if decided else "",
        first=min((event.at for event in events if event.name != "loss_known"), default=None),
        told=max((event.at for event in events if event.name in _TOLD), default=None),
        over=bool(ended) and ended[-1] in OVER,
        known=known,
    )


def facts_of(went: Course, clocks: Sequence[ClockState], now: datetime) -> dict[Fact, int]:
    """How often each fact is found of a claim that went that way, as of `now`."""
    ours = [clock for clock in clocks if clock.key not in THEIRS]
    passed = [clock for clock in ours if clock.status is ClockStatus.LATE or _past(clock, now)]
    near = [
        clock
        for clock in ours
        if clock.status is ClockStatus.RUNNING
        and clock.warn_at
        and clock.warn_at <= now
        and not _past(clock, now)
    ]
    return {
        "limit_passed": sum(clock.key not in _PROMISES for clock in passed),
        "limit_near": sum(clock.key not in _PROMISES for clock in near),
        "promise_broken": sum(clock.key in _PROMISES for clock in passed),
        "asked_again": max(0, went.names.count("papers_missing_told") - 1),
        "refused": int(went.outcome == "refuse"),
        "paid_in_part": int(went.outcome == "part"),
        "objected": went.names.count("objected"),
        "upset": went.names.count("customer_upset"),
        "amount": went.known.amount,
        "complained": went.known.complained or 0,
        **{fact: _days(since, now) for fact, since in _counted(went).items()},
    }


def _counted(went: Course) -> dict[Fact, datetime | None]:
    """Facts that are days, and since when they are counted; None: not at all."""
    return {"days_open": None if went.over else went.first, "untold": None if went.over else went.told}


def _days(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else (now - since).days


def again_at(points: Risk, went: Course, now: datetime) -> datetime | None:
    """When time alone will have changed the points next; None: never. Limits have steps of their own."""
    if went.over:
        return None
    asked = any(rule.fact == "complained" for rule in points.rules.values())
    if asked and went.known.complained is None and went.first is not None:
        return max(now, went.first + LOOKED_UP)
    since = _counted(went)
    reached = [
        start + timedelta(days=rule.at_least)
        for rule in points.rules.values()
        if (start := since.get(rule.fact)) is not None
    ]
    return min((at for at in reached if at > now), default=None)


def kept(weighed: Weighed, rules: Mapping[str, RiskPoint], went: Course) -> dict[str, int | str]:
    """The reasons for the row of the claim: of each code how often it was found; of days, since when they count."""
    since = _counted(went)
    return {
        each.code: each.found if (start := since.get(rules[each.code].fact)) is None else start.isoformat()
        for each in weighed.reasons
    }


def reasons(
    kept: Mapping[str, int | str], rules: Mapping[str, RiskPoint], now: datetime
) -> tuple[Point, ...]:
    """What was kept, the heaviest first, its days counted up to now."""
    found = [
        Point(
            code,
            rules[code].title,
            each if isinstance(each, int) else _days(datetime.fromisoformat(each), now),
            rules[code].points,
        )
        for code, each in kept.items()
    ]
    return tuple(sorted(found, key=_heaviest))


def _heaviest(point: Point) -> tuple[int, str]:
    return -point.points, point.code


def _past(clock: ClockState, now: datetime) -> bool:
    if clock.status is not ClockStatus.RUNNING:
        return False
    return now > clock.due_at if clock.inclusive else now >= clock.due_at


def weigh(risk: Risk, found: Mapping[Fact, int]) -> Weighed:
    """The points of a claim with these facts."""
    why = [
        Point(code, rule.title, found[rule.fact], rule.points)
        for code, rule in risk.rules.items()
        if found.get(rule.fact, 0) >= rule.at_least
    ]
    points = sum(each.points for each in why)
    return Weighed(points, points >= risk.listed_from, tuple(sorted(why, key=_heaviest)))
