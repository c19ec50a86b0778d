"""Service time: edges of intervals, direction, zones, units."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from redress.worktime import Calendar, YearPlan

HOUR = timedelta(hours=1)
FORWARD = [
    ("2026-03-02 16:30", 1, "2026-03-02 17:30"),  # the end of an interval, not the start of the next
    ("2026-03-02 16:30", 1.5, "2026-03-03 09:00"),
    ("2026-03-02 11:00", 2, "2026-03-02 14:30"),  # across lunch
    ("2026-03-02 12:30", 1, "2026-03-02 14:30"),  # received at lunch
    ("2026-03-02 20:00", 1, "2026-03-03 09:30"),  # received in the evening
    ("2026-02-14 17:00", 1, "2026-02-24 09:00"),  # a make-up Saturday, then the spring festival
    ("2026-10-01 10:00", 7.5, "2026-10-08 17:30"),  # received on a holiday
    ("2026-12-31 17:30", 0, "2026-12-31 17:30"),
    ("2026-10-01 10:00", 0, "2026-10-01 10:00"),
]
BACKWARD = [
    ("2026-03-02 17:30", 4, "2026-03-02 13:30"),  # the start of an interval, not the end of the one before
    ("2026-03-03 10:00", 4, "2026-03-02 15:00"),
    ("2026-03-03 09:30", 1, "2026-03-03 08:30"),
    ("2026-10-08 08:30", 1, "2026-09-30 16:30"),
]


@pytest.mark.req("CLK-02", "CLK-06")
@pytest.mark.parametrize(("start", "hours", "due"), FORWARD)
def test_service_time_runs_only_inside_service_hours(cn, at, start, hours, due):
    assert cn.add_working_time(at(start), hours * HOUR) == at(due)
    assert cn.working_time_between(at(start), at(due)) == hours * HOUR


@pytest.mark.req("CLK-02")
@pytest.mark.parametrize(("start", "hours", "before"), BACKWARD)
def test_a_warning_is_found_by_going_back(cn, at, start, hours, before):
    assert cn.add_working_time(at(start), -hours * HOUR) == at(before)
    assert cn.working_time_between(at(start), at(before)) == -hours * HOUR


def test_instants_of_any_zone_are_taken_and_the_calendars_zone_is_given(cn):
    due = cn.add_working_time(datetime(2026, 3, 2, 8, 30, tzinfo=UTC), HOUR)
    assert due.isoformat() == "2026-03-02T17:30:00+08:00"
    assert due.tzinfo is cn.zone


def test_microseconds_are_kept(cn, at):
    start = at("2026-03-02 11:59:59.999999")
    assert cn.add_working_time(start, timedelta(microseconds=2)) == at("2026-03-02 13:30:00.000001")


def test_a_naive_datetime_is_refused(cn, at):
    naive = datetime(2026, 3, 2, 9)
    for call in (
        lambda: cn.add_working_time(naive, HOUR),
        lambda: cn.working_time_between(naive, at("2026-03-02 09:00")),
        lambda: cn.working_time_between(at("2026-03-02 09:00"), naive),
    ):
        with pytest.raises(ValueError, match="has no time zone; pass an aware datetime"):
            call()


def test_leaving_the_span_of_the_tables_names_the_span(cn, at):
    late = at("2100-12-31 10:00")
    for call in (
        lambda: cn.add_working_time(late, 100 * HOUR),
        lambda: cn.add_working_time(at("1990-01-02 10:00"), -100 * HOUR),
        lambda: cn.working_time_between(at("1980-01-02 10:00"), late),
        lambda: cn.add_working_time_many(np.datetime64("2100-12-30T00:00:00"), np.timedelta64(900, "h")),
        lambda: cn.working_time_between_many(np.datetime64("1980-01-01"), np.datetime64("2020-01-01")),
    ):
        with pytest.raises(OverflowError, match="1990-01-01 to 2100-12-31"):
            call()


def test_arrays_broadcast_take_coarser_units_and_may_be_empty(cn):
    starts = np.array(["2026-03-02T08:30", "2026-03-02T00:30"], "M8[m]")
    due = cn.add_working_time_many(starts, np.timedelta64(1, "h"))
    assert due.astype(str).tolist() == ["2026-03-02T09:30:00", "2026-03-02T01:30:00"]
    assert cn.working_time_between_many(starts, due).tolist() == [HOUR, HOUR]
    assert cn.add_working_time_many(starts[:0], np.timedelta64(1, "h")).size == 0


def test_arrays_of_finer_units_or_without_value_are_refused(cn):
    with pytest.raises(TypeError, match="rounding finer units yourself"):
        cn.add_working_time_many(np.array(["2026-03-02T08:30"], "M8[ns]"), np.timedelta64(1, "h"))
    with pytest.raises(TypeError, match="amounts is int64"):
        cn.add_working_time_many(np.array(["2026-03-02T08:30"], "M8[s]"), 3600)
    with pytest.raises(ValueError, match="NaT"):
        cn.add_working_time_many(np.array(["NaT"], "M8[s]"), np.timedelta64(1, "h"))


@pytest.mark.parametrize("month", [3, 10])
def test_hours_away_from_a_change_of_clocks_keep_their_wall_time(month):
    berlin = Calendar.from_years("de", "Europe/Berlin", {2026: YearPlan(2026)}, "09:00-17:00")
    zone = ZoneInfo("Europe/Berlin")
    friday = datetime(2026, month, {3: 27, 10: 23}[month], 16, tzinfo=zone)
    due = berlin.add_working_time(friday, 2 * HOUR)
    assert (due.day, due.hour) == (friday.day + 3, 10)
    assert due.utcoffset() != friday.utcoffset()
    assert berlin.working_time_between(friday, due) == 2 * HOUR
    utc = np.datetime64(friday.astimezone(UTC).replace(tzinfo=None), "s")
    many = berlin.add_working_time_many(utc, np.timedelta64(2, "h"))
    assert many.item() == due.astimezone(UTC).replace(tzinfo=None)
