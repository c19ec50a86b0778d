"""Service hours: several intervals a day, weekdays, seasons, and what is refused."""

from datetime import date, timedelta

import pytest

from redress.worktime import CalendarError, Interval, read_hours

SUMMER = {
    "daily": "08:30-12:00, 13:30-17:30",
    "friday": "08:30-12:00",
    "seasons": [{"from": "06-01", "to": "09-30", "daily": "08:00-12:00, 14:30-18:00"}],
}


@pytest.fixture(scope="module")
def summery(cn):
    return cn.with_hours(SUMMER)


@pytest.mark.req("CLK-06")
def test_summer_has_its_own_hours_and_its_bounds_belong_to_it(summery):
    usual, summer = "08:30-12:00 13:30-17:30", "08:00-12:00 14:30-18:00"
    for day, hours in [("05-28", usual), ("06-01", summer), ("09-30", summer), ("10-08", usual)]:
        intervals = summery.hours_on(date.fromisoformat(f"2026-{day}"))
        assert " ".join(map(str, intervals)) == hours


@pytest.mark.req("CLK-06")
def test_time_runs_over_into_the_summer_hours(summery, at):
    # Friday 29 May closes at noon; Monday 1 June opens at 08:00.
    due = summery.add_working_time(at("2026-05-29 11:00"), timedelta(hours=6))
    assert due == at("2026-06-01 15:30")
    assert summery.working_time_between(at("2026-05-29 11:00"), due) == timedelta(hours=6)


def test_a_make_up_saturday_keeps_ordinary_hours_unless_saturday_is_named(cn):
    saturday = date(2026, 2, 14)
    assert len(cn.hours_on(saturday)) == 2
    shorter = cn.with_hours({"daily": "08:30-12:00, 13:30-17:30", "saturday": "09:00-12:00"})
    assert shorter.hours_on(saturday) == (Interval(540, 720),)
    assert shorter.hours_on(date(2026, 2, 21)) == ()


def test_a_season_may_pass_the_new_year(cn):
    winter = cn.with_hours(
        {"daily": "08:30-17:30", "seasons": [{"from": "12-01", "to": "02-29", "daily": "09:00-17:00"}]}
    )
    opens = [winter.hours_on(date(2025, month, 3))[0].start for month in (1, 3, 12)]
    assert opens == [540, 510, 540]


def test_a_weekday_may_have_no_service_at_all(cn, at):
    calendar = cn.with_hours({"daily": "09:00-17:00", "friday": ""})
    assert calendar.is_working_day(date(2026, 3, 6))
    assert calendar.add_working_time(at("2026-03-05 16:00"), timedelta(hours=2)) == at("2026-03-09 10:00")


def test_hours_may_run_around_the_clock(cn, at):
    calendar = cn.with_hours("00:00-24:00")
    assert calendar.add_working_time(at("2026-03-06 12:00"), timedelta(hours=24)) == at("2026-03-09 12:00")
    assert calendar.add_working_time(at("2026-03-06 12:00"), timedelta(hours=12)) == at("2026-03-07 00:00")


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("8h-12h", r"hours.daily: '8h-12h' is no interval; write HH:MM-HH:MM"),
        ("08:30-12:00, 11:00-17:00", r"daily: 11:00-17:00 begins before 08:30-12:00 ends"),
        ("13:30-17:30, 08:30-12:00", r"daily: 08:30-12:00 begins before 13:30-17:30 ends"),
        ("22:00-06:00", r"hours.daily: The interval 22:00-06:00 must start before it ends"),
        ("08:00-25:00", r"within a day"),
        ({"monday": "08:00-12:00"}, r"'daily' is missing"),
        ({"daily": "08:00-12:00", "mon": "08:00-12:00"}, r"\['mon'\] is not known; use daily, monday"),
        ({"daily": "08:00-12:00", "monday": "noon"}, r"hours.monday: 'noon' is no interval"),
        ({"daily": "08:00-12:00", "seasons": ["summer"]}, r"seasons\[0\]: a season needs"),
        (
            {"daily": "08:00-12:00", "seasons": [{"from": "6-1", "to": "09-30", "daily": "08:00-12:00"}]},
            r"seasons\[0\].from: '6-1' is no day of the year; write MM-DD",
        ),
        (
            {"daily": "08:00-12:00", "seasons": [{"from": "02-30", "to": "09-30", "daily": "08:00-12:00"}]},
            r"02-30 is no date",
        ),
        (
            {
                "daily": "08:00-12:00",
                "seasons": [
                    {"from": "06-01", "to": "09-30", "daily": "08:00-12:00"},
                    {"from": "09-30", "to": "10-31", "daily": "09:00-12:00"},
                ],
            },
            r"seasons 06-01..09-30 and 09-30..10-31 overlap",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_with_the_place_and_the_way_out(hours, message):
    with pytest.raises(CalendarError, match=message):
        read_hours(hours)
