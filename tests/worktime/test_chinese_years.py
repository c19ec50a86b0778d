"""The shipped calendar against the State Council's notices, counted by hand."""

from datetime import date, timedelta

import holidays
import pytest

from redress.worktime import UnknownCalendarError, shipped

MONTHS = {
    2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
    2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
}
VECTORS = [
    ("2025-01-24", 3, "2025-02-05"),
    ("2025-04-25", 1, "2025-04-27"),
    ("2025-04-25", 5, "2025-05-06"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-02-13", 7, "2026-03-02"),
    ("2026-02-27", 1, "2026-02-28"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-09-30", 3, "2026-10-10"),
]


def days_of(year):
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.req("CLK-06")
@pytest.mark.parametrize("year", MONTHS)
def test_every_month_has_the_working_days_of_the_notice(cn, year):
    worked = [day.month for day in days_of(year) if cn.is_working_day(day)]
    assert [worked.count(month) for month in range(1, 13)] == MONTHS[year]
    assert len(worked) == 248


@pytest.mark.req("CLK-02", "CLK-06")
@pytest.mark.parametrize(("start", "n", "due"), VECTORS)
def test_working_days_skip_holidays_and_count_make_up_days(cn, start, n, due):
    start, due = date.fromisoformat(start), date.fromisoformat(due)
    assert cn.add_working_days(start, n) == due
    assert cn.working_days_between(start, due) == n


@pytest.mark.req("CLK-06")
@pytest.mark.parametrize("year", range(2010, 2027))
def test_every_seeded_year_agrees_with_the_holidays_library_day_for_day(cn, year):
    library = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    assert library.weekend_workdays
    assert all(cn.is_working_day(day) == library.is_working_day(day) for day in days_of(year))
    assert cn.plans[year].source.startswith("https://www.gov.cn/gongbao/")


@pytest.mark.req("CLK-06")
def test_coverage_ends_with_the_last_year_whose_notice_is_out(cn):
    assert cn.coverage == (date(2010, 1, 1), date(2026, 12, 31))
    assert not cn.is_provisional(date(2026, 12, 31))
    assert cn.is_provisional(date(2027, 1, 1))
    assert cn.is_provisional(date(2009, 12, 31))


@pytest.mark.req("CLK-06")
def test_an_unknown_year_is_plain_monday_to_friday_and_no_guess(cn):
    assert all(cn.is_working_day(day) == (day.weekday() < 5) for day in days_of(2027))
    due = cn.add_working_days(date(2026, 12, 31), 1)
    assert due == date(2027, 1, 1)
    assert cn.is_provisional(due)


@pytest.mark.req("CLK-06")
def test_guangxi_rests_on_its_own_festival_and_on_the_nations(cn, gx):
    assert cn.add_working_days(date(2025, 3, 28), 1) == date(2025, 3, 31)
    assert gx.add_working_days(date(2025, 3, 28), 1) == date(2025, 4, 2)
    assert not gx.is_working_day(date(2025, 10, 1))
    assert gx.skipped(date(2025, 3, 31), date(2025, 4, 1))[0].name == "壮族三月三"


@pytest.mark.req("CLK-06")
def test_a_region_may_rest_on_a_make_up_day_of_the_nation(cn, gx):
    assert cn.is_working_day(date(2023, 4, 23))
    assert not gx.is_working_day(date(2023, 4, 23))


@pytest.mark.req("CLK-06")
def test_a_regional_year_that_no_notice_confirms_stays_provisional(gx):
    assert gx.coverage == (date(2023, 1, 1), date(2025, 12, 31))
    assert not gx.is_working_day(date(2026, 4, 20))
    assert gx.is_provisional(date(2026, 4, 20))


def test_an_unknown_calendar_is_refused_with_the_known_names():
    with pytest.raises(UnknownCalendarError, match=r"'cn-xx'; known are cn, cn-gx"):
        shipped.load("cn-xx")
