"""Laws that hold for every calendar: inverse, order, sums, arrays as scalars, and a walk minute by minute."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.worktime import Calendar, YearPlan, shipped

SEASONAL = {
    "daily": "08:30-12:00, 13:30-17:30",
    "friday": "09:00-12:00",
    "saturday": "10:00-10:01",
    "seasons": [{"from": "06-01", "to": "09-30", "daily": "08:00-12:00, 14:30-18:00, 20:00-24:00"}],
}


@cache
def calendars() -> list[Calendar]:
    cn = shipped.load("cn")
    always = Calendar.from_years("utc", "UTC", {2026: YearPlan(2026)}, "00:00-24:00")
    berlin = Calendar.from_years("de", "Europe/Berlin", {2026: YearPlan(2026)}, "08:00-12:00, 13:00-18:00")
    return [cn, cn.with_hours(SEASONAL), shipped.load("cn-gx"), always, berlin]


def law(*strategies):
    """Hypothesis without its stopwatch: the first call on a calendar builds its tables."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


calendar = st.sampled_from(range(5)).map(lambda index: calendars()[index])
dates = st.dates(date(2009, 6, 1), date(2029, 12, 31))
steps = st.integers(-700, 700)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda it: it.replace(tzinfo=UTC))
amounts = st.timedeltas(timedelta(days=-20), timedelta(days=20)) | st.integers(-300, 300).map(
    lambda half_hours: timedelta(minutes=30 * half_hours)
)
gains = amounts.map(abs)


@pytest.mark.req("CLK-02")
@law(calendar, dates, steps)
def test_the_days_between_a_start_and_its_deadline_are_the_days_that_were_added(it, start, n):
    assert it.working_days_between(start, it.add_working_days(start, n)) == n


@law(calendar, dates, steps)
def test_a_deadline_in_days_is_a_working_day(it, start, n):
    assert n == 0 or it.is_working_day(it.add_working_days(start, n))


@law(calendar, dates, dates, st.integers(1, 300))
def test_who_starts_later_is_never_due_earlier_in_days(it, a, b, n):
    assert it.add_working_days(min(a, b), n) <= it.add_working_days(max(a, b), n)


@law(calendar, dates, st.integers(0, 300), st.integers(0, 300), st.sampled_from([1, -1]))
def test_days_may_be_added_in_steps(it, start, m, n, sign):
    in_steps = it.add_working_days(it.add_working_days(start, sign * m), sign * n)
    assert in_steps == it.add_working_days(start, sign * (m + n))


@law(calendar, dates, dates)
def test_every_day_between_is_either_counted_or_explained(it, a, b):
    assert abs(it.working_days_between(a, b)) + len(it.skipped(a, b)) == abs((b - a).days)


@law(calendar, st.lists(st.tuples(dates, steps, dates), max_size=20))
def test_arrays_of_days_say_what_single_days_say(it, rows):
    starts, n, ends = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    first, last = np.array(starts, "M8[D]"), np.array(ends, "M8[D]")
    assert it.add_working_days_many(first, np.array(n, int)).tolist() == [
        it.add_working_days(start, step) for start, step, _ in rows
    ]
    assert it.working_days_between_many(first, last).tolist() == [
        it.working_days_between(start, end) for start, _, end in rows
    ]


@pytest.mark.req("CLK-02")
@law(calendar, instants, amounts)
def test_the_time_between_a_start_and_its_deadline_is_the_time_that_was_added(it, start, amount):
    assert it.working_time_between(start, it.add_working_time(start, amount)) == amount


@law(calendar, instants, amounts)
def test_going_there_and_back_stands_where_no_service_time_lies_between(it, start, amount):
    back = it.add_working_time(it.add_working_time(start, amount), -amount)
    assert it.working_time_between(start, back) == timedelta(0)


@law(calendar, instants, instants, gains)
def test_who_starts_later_is_never_due_earlier(it, a, b, amount):
    assert it.add_working_time(min(a, b), amount) <= it.add_working_time(max(a, b), amount) or not amount


@law(calendar, instants, gains, gains, st.sampled_from([1, -1]))
def test_time_may_be_added_in_steps(it, start, x, y, sign):
    in_steps = it.add_working_time(it.add_working_time(start, sign * x), sign * y)
    assert in_steps == it.add_working_time(start, sign * (x + y))


@law(calendar, instants, instants, instants)
def test_time_between_adds_up_over_any_instant_in_between(it, a, b, c):
    assert it.working_time_between(a, b) + it.working_time_between(b, c) == it.working_time_between(a, c)


@law(calendar, st.lists(st.tuples(instants, amounts, instants), max_size=20))
def test_arrays_of_instants_say_what_single_instants_say(it, rows):
    def whole(instant):
        return instant.replace(microsecond=0)

    rows = [
        (whole(start), timedelta(seconds=amount // timedelta(seconds=1)), whole(end))
        for start, amount, end in rows
    ]
    starts, ends = (np.array([row[i].replace(tzinfo=None) for row in rows], "M8[s]") for i in (0, 2))
    due = it.add_working_time_many(starts, np.array([row[1] for row in rows], "m8[s]"))
    assert [instant.replace(tzinfo=UTC) for instant in due.tolist()] == [
        it.add_working_time(start, amount) for start, amount, _ in rows
    ]
    assert it.working_time_between_many(starts, ends).tolist() == [
        it.working_time_between(start, end) for start, _, end in rows
    ]


def walk(it, start, minutes):
    """The deadline found by looking at every minute's own day and hours."""
    step = 1 if minutes > 0 else -1
    wall, left = start.astimezone(it.zone), abs(minutes)
    while left:
        minute = wall if step > 0 else wall - timedelta(minutes=1)
        of_day = minute.hour * 60 + minute.minute
        left -= any(part.start <= of_day < part.end for part in it.hours_on(minute.date()))
        wall += timedelta(minutes=step)
    return wall


@law(st.sampled_from(range(4)), instants, st.integers(-1500, 1500))
def test_a_walk_minute_by_minute_comes_to_the_same_deadline(index, start, minutes):
    it, start = calendars()[index], start.replace(second=0, microsecond=0)
    assert it.add_working_time(start, timedelta(minutes=minutes)) == walk(it, start, minutes)


@law(calendar, dates, st.integers(-40, 40))
def test_a_walk_day_by_day_comes_to_the_same_deadline(it, start, n):
    day, left = start, abs(n)
    while left:
        day += timedelta(1 if n > 0 else -1)
        left -= it.is_working_day(day)
    assert it.add_working_days(start, n) == day
