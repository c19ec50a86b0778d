"""Working days: direction, days off as starting point, explanations, limits."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from redress.worktime import Reason, SkippedDay


def test_no_working_days_leave_the_day_itself_even_when_it_is_off(cn):
    assert cn.add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_a_day_off_as_receipt_day_is_day_zero(cn):
    assert cn.add_working_days(date(2026, 10, 1), 1) == date(2026, 10, 8)


def test_going_back_never_counts_the_start_either(cn):
    assert cn.add_working_days(date(2026, 11, 23), -1) == date(2026, 11, 20)
    assert cn.add_working_days(date(2026, 11, 22), -1) == date(2026, 11, 20)
    assert cn.working_days_between(date(2026, 11, 22), date(2026, 11, 20)) == -1


@pytest.mark.req("CLK-06")
def test_skipped_days_carry_the_reason_and_the_name_of_the_holiday(cn):
    skipped = cn.skipped(date(2026, 9, 18), date(2026, 9, 27))
    assert skipped == [
        SkippedDay(date(2026, 9, 19), Reason.WEEKEND),
        *(SkippedDay(date(2026, 9, day), Reason.HOLIDAY, "中秋节") for day in (25, 26, 27)),
    ]
    assert cn.make_up_days(date(2026, 9, 18), date(2026, 9, 27)) == [date(2026, 9, 20)]


def test_going_back_lists_the_days_in_the_order_they_are_passed(cn):
    skipped = cn.skipped(date(2026, 11, 23), date(2026, 11, 20))
    assert [day.date.day for day in skipped] == [22, 21]


def test_a_datetime_is_refused_where_a_date_is_meant(cn):
    instant = datetime(2026, 1, 1, 20, tzinfo=UTC)
    for call in (
        lambda: cn.add_working_days(instant, 1),
        lambda: cn.working_days_between(instant, instant),
        lambda: cn.is_working_day(instant),
        lambda: cn.is_provisional(instant),
        lambda: cn.skipped(instant, instant),
    ):
        with pytest.raises(TypeError, match="pass its date in the calendar's zone"):
            call()


def test_leaving_the_span_of_the_tables_names_the_span(cn):
    for call in (
        lambda: cn.add_working_days(date(2100, 12, 1), 30),
        lambda: cn.add_working_days(date(1990, 1, 5), -30),
        lambda: cn.is_working_day(date(1989, 12, 31)),
        lambda: cn.add_working_days_many(np.array(["2100-12-01"], "M8[D]"), 30),
        lambda: cn.add_working_days_many(np.array(["1990-01-05"], "M8[D]"), -30),
        lambda: cn.working_days_between_many(np.array(["1980-01-05"], "M8[D]"), np.datetime64("2020-01-01")),
    ):
        with pytest.raises(OverflowError, match="1990-01-01 to 2100-12-31"):
            call()


def test_arrays_of_days_broadcast_and_may_be_empty(cn):
    starts = np.array(["2026-02-13", "2025-12-31"], "M8[D]")
    assert cn.add_working_days_many(starts, 1).tolist() == [date(2026, 2, 14), date(2026, 1, 4)]
    assert cn.add_working_days_many(starts[:, None], [0, 1, -1]).shape == (2, 3)
    assert cn.add_working_days_many(np.array([], "M8[D]"), np.array([], int)).size == 0


def test_arrays_that_would_lose_something_are_refused(cn):
    with pytest.raises(TypeError, match=r"starts is datetime64\[s\]"):
        cn.add_working_days_many(np.array(["2026-02-13T10:00:00"], "M8[s]"), 1)
    with pytest.raises(TypeError, match="whole numbers"):
        cn.add_working_days_many(np.array(["2026-02-13"], "M8[D]"), 1.5)
    with pytest.raises(ValueError, match="NaT"):
        cn.add_working_days_many(np.array(["NaT"], "M8[D]"), 1)
