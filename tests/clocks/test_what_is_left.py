"""What is left of a limit, or by how much it has passed, is told in what the limit counts (CLK-02)."""

from datetime import datetime

import pytest
from django.utils import translation

from redress.casework.due import Urgency, due
from redress.desk import wording
from redress.rulebook import loads
from redress.rulebook.limits import Unit
from redress.worktime import shipped

CALENDAR = shipped.load("cn")
MONDAY = "2026-11-30 17:10"
"""A working day; service ends at 17:30."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.zone)


LEFT = [
    # The limit of a claim in 24 hours that passed on Saturday morning is 55 hours over, whatever was worked since.
    (Unit.HOUR, "2026-11-28 10:00", MONDAY, "已超 55 小时", "55 hours over"),
    (Unit.HOUR, "2026-11-27 17:10", MONDAY, "已超 3 天", "3 days over"),
    (Unit.HOUR, "2026-11-27 17:11", MONDAY, "已超 71 小时", "71 hours over"),
    (Unit.HOUR, "2026-12-01 17:09", MONDAY, "剩 23 小时", "23 hours left"),
    (Unit.HOUR, "2026-11-30 18:10", MONDAY, "剩 1 小时", "1 hour left"),
    (Unit.HOUR, "2026-11-30 18:09", MONDAY, "剩 59 分钟", "59 minutes left"),
    (Unit.MINUTE, "2026-11-30 17:40", MONDAY, "剩 30 分钟", "30 minutes left"),
    (Unit.MINUTE, "2026-11-29 17:10", MONDAY, "已超 24 小时", "24 hours over"),
    (Unit.CALENDAR_DAY, "2026-12-11 00:00", MONDAY, "剩 10 天", "10 days left"),
    (Unit.CALENDAR_DAY, "2026-12-02 00:00", MONDAY, "剩 1 天", "1 day left"),
    (Unit.CALENDAR_DAY, "2026-12-01 00:00", MONDAY, "剩 6 小时", "6 hours left"),
    (Unit.CALENDAR_DAY, "2026-11-29 00:00", MONDAY, "已超 1 天", "1 day over"),
    (Unit.CALENDAR_DAY, "2026-11-30 00:00", MONDAY, "已超 17 小时", "17 hours over"),
    (Unit.CALENDAR_DAY, "2026-08-31 00:00", MONDAY, "已超 91 天", "91 days over"),
    (Unit.YEAR, "2028-12-01 00:00", MONDAY, "剩 2 年", "2 years left"),
    (Unit.YEAR, "2028-11-30 00:00", MONDAY, "剩 1 年 365 天", "1 year 365 days left"),
    (Unit.YEAR, "2027-12-02 00:00", MONDAY, "剩 1 年 1 天", "1 year 1 day left"),
    (Unit.YEAR, "2027-11-30 00:00", MONDAY, "剩 364 天", "364 days left"),
    (Unit.YEAR, "2026-12-01 00:00", MONDAY, "剩 6 小时", "6 hours left"),
    (Unit.YEAR, "2025-11-29 00:00", MONDAY, "已超 1 年 1 天", "1 year 1 day over"),
    (Unit.YEAR, "2024-02-29 00:00", "2025-02-28 09:00", "已超 1 年", "1 year over"),
    (Unit.PLANNED, "2026-12-01 09:00", MONDAY, "剩 15 小时", "15 hours left"),
    (Unit.PLANNED, "2026-12-03 23:59:59", MONDAY, "剩 3 天", "3 days left"),
    (Unit.PLANNED, "2026-11-28 09:00", MONDAY, "已超 2 天", "2 days over"),
    (Unit.WORKING_DAY, "2026-12-11 00:00", MONDAY, "剩 8 个工作日", "8 workdays left"),
    (Unit.WORKING_DAY, "2026-12-01 00:00", MONDAY, "剩 20 个工作分钟", "20 work minutes left"),
    (Unit.WORKING_DAY, "2026-11-28 00:00", MONDAY, "已超 7 个工作小时", "7 work hours over"),
    (Unit.WORKING_DAY, "2026-11-27 00:00", MONDAY, "已超 1 个工作日", "1 workday over"),
    (Unit.WORKING_DAY, "2026-11-28 00:00", "2026-11-29 12:00", "已超期", "Limit passed"),
    (Unit.WORKING_HOUR, "2026-11-28 10:00", MONDAY, "已超 7 个工作小时", "7 work hours over"),
    (Unit.WORKING_HOUR, "2026-11-25 17:10", MONDAY, "已超 22 个工作小时", "22 work hours over"),
    (Unit.WORKING_HOUR, "2026-12-01 10:30", MONDAY, "剩 2 个工作小时", "2 work hours left"),
    (Unit.WORKING_MINUTE, "2026-12-01 08:40", MONDAY, "剩 30 个工作分钟", "30 work minutes left"),
    (Unit.WORKING_MINUTE, "2026-12-01 10:30", MONDAY, "剩 2 个工作小时", "2 work hours left"),
    (Unit.HOUR, "2026-11-30 17:10:20", MONDAY, "即将到期", "Due now"),
    (Unit.CALENDAR_DAY, "2026-11-30 17:09:30", MONDAY, "已超期", "Limit passed"),
    # What is not known to count working time is told by the calendar.
    (None, "2026-12-11 00:00", MONDAY, "剩 10 天", "10 days left"),
]


@pytest.mark.req("CLK-01", "CLK-02")
@pytest.mark.parametrize(("unit", "end", "now", "zh", "en"), LEFT)
def test_what_is_left_is_told_in_what_the_limit_counts(unit, end, now, zh, en):
    seen = due(at(end), at(now), CALENDAR, unit)
    for language, words in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            assert wording.left(seen) == words


def test_every_unit_of_limits_is_told():
    assert {unit for unit, *_ in LEFT} == {*Unit, None}


@pytest.mark.req("CLK-02")
def test_the_same_limit_is_near_whatever_it_counts():
    """Near and late are colours and filters of working time: a limit on Monday is near on Friday at noon."""
    assert len(Unit) > 1
    for unit in Unit:
        assert due(at("2026-11-30 09:00"), at("2026-11-27 12:00"), CALENDAR, unit).urgency is Urgency.NEAR
        assert due(at("2026-12-04 09:00"), at("2026-11-27 12:00"), CALENDAR, unit).urgency is Urgency.FINE
        assert due(at("2026-11-27 11:00"), at("2026-11-27 12:00"), CALENDAR, unit).urgency is Urgency.LATE


BOOK = """
rulebook: counted
version: "1"
effective: 2026-01-01
extends: claims-service
title: {zh: 试, en: Counted}
"""


@pytest.mark.req("CLM-05", "CLK-11")
def test_a_table_of_limits_counts_what_its_line_for_the_case_counts():
    book = loads(BOOK)
    simple = {"complexity": "simple", "insures": "life"}
    assert book.counted_in("decision_law", simple) is Unit.WORKING_DAY
    assert book.counted_in("decision_law", {"complexity": "complex"}) is Unit.CALENDAR_DAY
    assert book.counted_in("decision_law", {"complexity": "simple"}) is None, "persons or property: not known"
    assert book.counted_in("limitation", {}) is Unit.YEAR
    assert book.counted_in("question", {}) is Unit.HOUR
    assert book.counted_in("no_such_clock", {}) is None
