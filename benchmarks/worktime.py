"""Service time a second: ours, one by one and over arrays, beside three libraries of the field.

Run `python benchmarks/worktime.py` with `requirements/bench.in` installed. Every contender gets the holidays
of the Chinese year 2026 and, where it can express them, the intervals 08:30-12:00 and 13:30-17:30. No peer
can say that a weekend day is worked, so the compared calendar leaves the make-up days out. Before a
peer is timed, its answers are compared with ours.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from datetime import time as wall_time

import business_duration
import businesstimedelta
import numpy as np
import pandas as pd
import pytz
from _measures import Measure, tell

from redress.worktime import Calendar, shipped

FEW, SOME, MANY = 1_000, 100_000, 4_000_000
MORNING, AFTERNOON = (wall_time(8, 30), wall_time(12)), (wall_time(13, 30), wall_time(17, 30))


@dataclass(frozen=True)
class Rate:
    """Calculations a second on one core; `compared` of a peer's answers were found equal to ours."""

    contender: str
    operation: str
    per_second: float
    compared: int = 0
    note: str = ""


@dataclass(frozen=True)
class Sample:
    """Instants of 2026 and whole hours; odd seconds, for conventions differ at the end of an interval."""

    starts: np.ndarray
    hours: np.ndarray

    @classmethod
    def of(cls, size: int) -> Sample:
        random = np.random.default_rng(20260101)
        first = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
        starts = first + random.integers(0, 300 * 1440, size) * 60 + 17
        return cls(starts.astype("datetime64[s]"), random.integers(1, 60, size).astype("timedelta64[h]"))

    def instants(self) -> list[datetime]:
        return [it.replace(tzinfo=UTC) for it in self.starts.tolist()]


def without_make_up_days(calendar: Calendar) -> Calendar:
    """The calendar that peers can express."""
    plans = {year: replace(plan, working=frozenset()) for year, plan in calendar.plans.items()}
    return Calendar.from_years("peers", calendar.zone, plans, calendar.hours)


def rate(contender: str, operation: str, size: int, work: Callable[[], object], repeat: int = 3) -> Rate:
    """The best of some runs over `size` calculations."""
    best = float("inf")
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return Rate(contender, operation, size / best)


def ours(calendar: Calendar) -> list[Rate]:
    one, many = Sample.of(SOME), Sample.of(MANY)
    starts, amounts = one.instants(), one.hours.astype("timedelta64[s]").tolist()
    ends = calendar.add_working_time_many(many.starts, many.hours)
    due = [calendar.add_working_time(*row) for row in zip(starts, amounts, strict=True)]
    rows, spans = list(zip(starts, amounts, strict=True)), list(zip(starts, due, strict=True))
    add, between = calendar.add_working_time, calendar.working_time_between
    return [
        rate("redress, arrays", "add", MANY, lambda: calendar.add_working_time_many(many.starts, many.hours)),
        rate(
            "redress, arrays", "between", MANY, lambda: calendar.working_time_between_many(many.starts, ends)
        ),
        rate("redress, one by one", "add", SOME, lambda: [add(start, amount) for start, amount in rows]),
        rate("redress, one by one", "between", SOME, lambda: [between(start, end) for start, end in spans]),
    ]


def check(calendar: Calendar, contender: str, theirs: list[datetime], sample: Sample) -> int:
    """How many answers agree with ours; raises AssertionError at the first that does not.

    Where we give the end of an interval some give the start of the next: no service time lies between.
    """
    mine = calendar.add_working_time_many(sample.starts, sample.hours).tolist()
    for own, other in zip(mine, theirs, strict=True):
        apart = calendar.working_time_between(own.replace(tzinfo=UTC), other)
        assert not apart, f"{contender}: {other} instead of {own} UTC"
    return len(theirs)


def businesstimedelta_rate(calendar: Calendar, holidays: list[date], sample: Sample) -> Rate:
    """Adds by walking from interval to interval; two rules express the two intervals."""
    tz = pytz.timezone(str(calendar.zone))
    days = [
        businesstimedelta.WorkDayRule(start, end, [0, 1, 2, 3, 4], tz=tz)
        for start, end in (MORNING, AFTERNOON)
    ]
    # It fails when no holiday lies ahead, so it is given one past the sample.
    off = businesstimedelta.HolidayRule(dict.fromkeys([*holidays, date(2027, 10, 1)], "off"), tz=tz)
    rules = businesstimedelta.Rules([*days, off])
    rows = [
        (start, businesstimedelta.BusinessTimeDelta(rules, hours=hours))
        for start, hours in zip(sample.instants(), sample.hours.astype(int).tolist(), strict=True)
    ]
    agreed = check(calendar, "businesstimedelta", [start + delta for start, delta in rows], sample)
    found = rate("businesstimedelta", "add", len(rows), lambda: [start + delta for start, delta in rows])
    return replace(found, compared=agreed)


def pandas_rate(calendar: Calendar, holidays: list[date], sample: Sample) -> Rate:
    """Adds whole hours only, on wall time; an array of offsets is a loop inside pandas, so this loops too."""
    intervals = (MORNING, AFTERNOON)
    starts, ends = [start for start, _ in intervals], [end for _, end in intervals]
    offsets = {
        hours: pd.offsets.CustomBusinessHour(hours, start=starts, end=ends, holidays=holidays)
        for hours in range(1, 60)
    }
    local = [pd.Timestamp(it).tz_convert(str(calendar.zone)).tz_localize(None) for it in sample.instants()]
    rows = [(at, offsets[hours]) for at, hours in zip(local, sample.hours.astype(int).tolist(), strict=True)]
    answers = [(at + offset).tz_localize(str(calendar.zone)).to_pydatetime() for at, offset in rows]
    agreed = check(calendar, "pandas", answers, sample)
    found = rate("pandas CustomBusinessHour", "add", len(rows), lambda: [at + offset for at, offset in rows])
    return replace(found, compared=agreed, note="whole hours only")


def business_duration_rate(calendar: Calendar, holidays: list[date], sample: Sample) -> Rate:
    """Only measures between two instants, over one interval a day (08:30-17:30 for both sides)."""
    single = calendar.with_hours("08:30-17:30")
    due = single.add_working_time_many(sample.starts, sample.hours)
    local = [it.astimezone(single.zone).replace(tzinfo=None) for it in sample.instants()]
    ends = [it.replace(tzinfo=UTC).astimezone(single.zone).replace(tzinfo=None) for it in due.tolist()]
    off = dict.fromkeys(holidays, "off")

    def between(start: datetime, end: datetime) -> float:
        found: float = business_duration.businessDuration(
            start, end, MORNING[0], AFTERNOON[1], holidaylist=off, unit="sec"
        )
        return found

    rows = list(zip(local, ends, strict=True))
    for (start, end), hours in zip(rows, sample.hours.astype(int).tolist(), strict=True):
        seconds = between(start, end)
        assert abs(seconds - hours * 3600) <= 1, f"business-duration: {seconds} s instead of {hours} h"
    found = rate("business-duration", "between", len(rows), lambda: [between(*row) for row in rows])
    return replace(found, compared=len(rows), note="one interval a day, no adding")


def run() -> list[Rate]:
    """Ours first, then every peer."""
    calendar = without_make_up_days(shipped.load("cn"))
    holidays = sorted(day for plan in calendar.plans.values() for day in plan.off if day.year >= 2025)
    sample = Sample.of(FEW)
    peers = (businesstimedelta_rate, pandas_rate, business_duration_rate)
    return [*ours(calendar), *(peer(calendar, holidays, sample) for peer in peers)]


def main() -> None:
    """Prints the table, and how far ahead the arrays are of the best peer of each operation."""
    rates = run()
    print(f"{'':26} {'':8} {'a second':>12} {'compared':>9}")
    for it in rates:
        print(f"{it.contender:26} {it.operation:8} {it.per_second:12,.0f} {it.compared or '':>9} {it.note}")
    print()
    tell(measure for operation in ("add", "between") for measure in compared(operation, rates))


def compared(operation: str, rates: list[Rate]) -> list[Measure]:
    """Our arrays beside the best peer."""
    mine = max(
        (it for it in rates if it.operation == operation and not it.compared), key=lambda it: it.per_second
    )
    peer = max(
        (it for it in rates if it.operation == operation and it.compared), key=lambda it: it.per_second
    )
    beside = f"{peer.contender}: {peer.per_second:,.0f} a second"
    ratio = mine.per_second / peer.per_second
    return [
        Measure(f"working time, {operation}, arrays", mine.per_second / 1e6, "million/s", 5, beside=beside),
        Measure(f"working time, {operation}, beside the best peer", ratio, "times", 100),
    ]


if __name__ == "__main__":
    main()
