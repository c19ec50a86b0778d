"""Limits at edges that nobody put together: regional holidays, the lunch hour, make-up days, the year's end.

Every end was found on a wall calendar before it was asked for. Off in 2026: 1-3 January, 15-23 February, 4-6 April,
1-5 May, 19-21 June, 25-27 September, 1-7 October; worked at weekends: 4 January, 14 and 28 February, 9 May, 20
September, 10 October. In Guangxi 19-21 April are off, too. Served 8:30-12:00 and 13:30-17:30. A limit in days is used
up at the midnight after its last day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

import pytest

from redress.rulebook import ClockState, Event, Rulebook, load, project
from redress.worktime import Calendar, shipped

pytestmark = pytest.mark.req("CLK-01", "CLK-02", "CLK-06")

At = Callable[[str], datetime]
FACTS = {
    "channel": "letter", "source": "direct", "level": "general", "complexity": "simple", "company": "life",
    "unit": "counter_a", "class": "payments",
}  # fmt: skip


@cache
def book(name: str) -> Rulebook:
    return load(name)


@pytest.fixture
def story(at: At) -> Callable[..., dict[str, ClockState]]:
    """The newest clock of each key: story((event, time, more), ..., received=..., **facts)."""

    def run(
        *told: tuple,
        received: str,
        entered: str = "",
        rules: str = "group-flows",
        place: str = "cn",
        **facts: str,
    ) -> dict[str, ClockState]:
        given = FACTS | {key.rstrip("_"): value for key, value in facts.items()}
        if given["class"] == "claims":
            given["flow"] = "claims"
        events = [
            Event("received", at(received), 1, given),
            Event("registered", at(entered or received), 1, given),
        ]
        events += [
            Event(name, at(when), number, **(more[0] if more else {}))
            for number, (name, when, *more) in enumerate(told, 2)
        ]
        calendar: Calendar = shipped.load(place)
        return {clock.key: clock for clock in project(events, book(rules), calendar)}

    return run


def end(clock: ClockState) -> str:
    return f"{clock.due_at:%Y-%m-%d %H:%M}"


def test_guangxi_rests_three_days_more_and_counts_four_hours_over_them(story) -> None:
    """Friday 17 April 17:00: half an hour that day, the other three and a half on Wednesday the 22nd until noon."""
    found = story(received="2026-04-17 17:00", rules="guangxi-method", place="cn-gx")
    assert end(found["confirm"]) == "2026-04-22 12:00"
    assert end(found["resolution"]) == "2026-04-25 00:00"  # 22, 23, 24
    assert end(found["resolution_law"]) == "2026-05-03 00:00"  # the 15th day is 2 May, a holiday, and stays


def test_the_same_letter_in_sichuan_is_answered_sooner(story) -> None:
    """Nothing is off there: Monday the 20th; the 20th, 21st, 22nd."""
    found = story(received="2026-04-17 17:00")
    assert end(found["confirm"]) == "2026-04-21 00:00"
    assert end(found["resolution"]) == "2026-04-23 00:00"


def test_an_hour_that_begins_before_lunch_ends_after_it(story) -> None:
    """11:40: twenty minutes, then forty from 13:30."""
    found = story(received="2026-11-18 11:40", channel="phone_in", class_="claims")
    assert end(found["claims_contact"]) == "2026-11-18 14:10"


def test_an_hour_on_a_sunday_that_is_worked(story) -> None:
    """Sunday 4 January 16:45: forty-five minutes that day, a quarter of an hour on Monday from 8:30."""
    found = story(received="2026-01-04 16:45", channel="phone_in", class_="claims")
    assert end(found["claims_contact"]) == "2026-01-05 08:45"
    assert end(found["claims_closing"]) == "2026-01-08 00:00"  # the 5th, 6th, 7th


def test_after_hours_before_national_day(story) -> None:
    """Wednesday 30 September 17:40: the hour is Thursday 8 October's first; three days are the 8th, 9th, 10th."""
    found = story(received="2026-09-30 17:40", channel="visit", class_="claims")
    assert end(found["dispatch"]) == "2026-10-01 00:00"
    assert end(found["claims_contact"]) == "2026-10-08 09:30"
    assert end(found["claims_closing"]) == "2026-10-11 00:00"


def test_a_day_off_after_new_year_is_day_nought_and_the_sunday_counts(story) -> None:
    """Saturday 3 January, entered on Sunday the 4th: the register's day has passed; confirmed by the 4th."""
    found = story(received="2026-01-03 10:00", entered="2026-01-04 09:00")
    assert end(found["entry"]) == "2026-01-04 00:00"
    assert found["entry"].status == "late"
    assert end(found["confirm"]) == "2026-01-05 00:00"
    assert end(found["resolution"]) == "2026-01-07 00:00"  # the 4th, 5th, 6th
    assert end(found["resolution_law"]) == "2026-01-19 00:00"


def test_a_bank_case_at_mid_autumn_is_due_before_or_after_national_day_by_its_grade(story) -> None:
    """Friday 25 September is off: 28, 29, 30 September; of difficult ones also 8 and 9 October.

    Handed on on Monday the 28th at 16:30: an hour that day, the second until 9:30 on the 29th.
    """
    bank = {"flow": "banca", "sale_stage": "in_sale", "class_": "solicitation"}
    handed = ("handed_on", "2026-09-28 16:30", {"about": "to_banca"})
    found = story(handed, received="2026-09-25 10:00", **bank)
    assert end(found["banca_forward"]) == "2026-09-28 09:30"
    assert found["banca_forward"].status == "late"
    assert end(found["banca_grade"]) == "2026-09-29 09:30"
    assert end(found["banca_closing"]) == "2026-10-01 00:00"
    graded = ("graded", "2026-09-29 09:00", {"subject": {"grade": "difficult"}})
    found = story(handed, graded, received="2026-09-25 10:00", **bank)
    assert end(found["banca_closing"]) == "2026-10-10 00:00"
    assert end(found["banca_order"]) == "2026-09-29 10:00"


def test_a_grade_that_comes_when_the_three_days_are_over_mends_nothing(story) -> None:
    bank = {"flow": "banca", "sale_stage": "in_sale", "class_": "solicitation"}
    graded = ("graded", "2026-10-08 09:00", {"subject": {"grade": "difficult"}})
    found = story(graded, received="2026-09-25 10:00", **bank)
    assert end(found["banca_closing"]) == "2026-10-01 00:00"


def test_progress_is_owed_in_a_pause_as_well(story) -> None:
    """Complex, Friday 13 November: 16, 17, 18, 19, 20, 23, 24 November, whatever stands still for the law."""
    paused = ("paused", "2026-11-16 09:00", {"reason": "appraisal"})
    found = story(paused, received="2026-11-13 10:00", complexity="complex")
    assert end(found["progress_customer"]) == "2026-11-25 00:00"
    assert found["resolution_law"].status == "paused"
    assert found["progress_customer"].status == "running"


def test_signatures_and_closing_after_a_determination_before_the_holidays(story) -> None:
    """Wednesday 23 September: 24, 28; and 24, 28, 29, 30 September, 8, 9, 10, 12, 13, 14 October."""
    found = story(("determined", "2026-09-23 11:00"), received="2026-09-21 10:00")
    assert end(found["sign_off"]) == "2026-09-29 00:00"
    assert end(found["closing"]) == "2026-10-15 00:00"


def test_ten_working_days_with_a_sunday_that_is_worked(story) -> None:
    """Friday 11 September: 14-18, Sunday 20, 21-24."""
    found = story(("determined", "2026-09-11 11:00"), received="2026-09-09 10:00")
    assert end(found["closing"]) == "2026-09-25 00:00"


def test_an_emergency_counts_hours_of_the_clock_through_the_festival(story) -> None:
    """Saturday 14 February 17:00: up within the hour, to the regulator by Sunday 17:00; the first report of how it
    stands half an hour before the house closes and three and a half after it opens on Tuesday the 24th."""
    begun = ("emergency_started", "2026-02-14 17:00")
    found = story(begun, received="2026-02-14 16:00", level="major")
    assert end(found["emergency_report_up"]) == "2026-02-14 18:00"
    assert end(found["emergency_regulator"]) == "2026-02-15 17:00"
    assert end(found["emergency_situation"]) == "2026-02-24 12:00"


def test_what_a_callback_found_is_solved_in_fifteen_working_days_or_earlier(story) -> None:
    """Mis-selling, Monday 2 February: 3-6, 9-14, 24-28 February = 4 + 6 + 5; the law's 15 days end on the 17th."""
    found = story(
        received="2026-02-02 10:00", channel="phone_in", class_="solicitation", callback_finding="misleading"
    )
    assert end(found["callback_problem"]) == "2026-03-01 00:00"
    assert end(found["resolution_law"]) == "2026-02-18 00:00"
    assert end(found["resolution"]) == "2026-02-06 00:00"  # the 3rd, 4th, 5th


def test_an_answer_within_ten_working_days_of_the_order_of_2010(story) -> None:
    """Complex, Friday 24 April: 27-30 April, 6-9 May, 11, 12 May; the method's ten are the same days."""
    found = story(received="2026-04-24 10:00", complexity="complex")
    assert end(found["answer_2010_4"]) == "2026-05-13 00:00"
    assert end(found["resolution"]) == "2026-05-13 00:00"
    assert end(found["resolution_law"]) == "2026-05-25 00:00"  # the 30th day is Sunday 24 May


def test_new_facts_that_are_entered_in_the_wrong_order_count_from_the_later(story) -> None:
    """Received on 18 November; facts of the 25th entered first, those of the 23rd afterwards: fifteen from the 25th."""
    facts = [("new_facts", "2026-11-25 09:00"), ("new_facts", "2026-11-23 09:00")]
    found = story(*facts, received="2026-11-18 10:00")
    assert end(found["resolution_law"]) == "2026-12-11 00:00"


def test_a_withdrawal_that_lies_before_the_limit_leaves_nothing_late(story) -> None:
    """Received Wednesday 18 November: the three days end with Monday 23; withdrawn on the 20th, told on the 25th."""
    told = [("decision_told", "2026-11-25 09:00"), ("withdrawn", "2026-11-20 15:00")]
    found = story(*told, received="2026-11-18 10:00")
    assert (found["resolution"].status, found["resolution_law"].status) == ("cancelled", "cancelled")


def test_a_withdrawal_after_the_limit_leaves_it_late(story) -> None:
    found = story(("withdrawn", "2026-11-24 00:00"), received="2026-11-18 10:00")
    assert (found["resolution"].status, found["resolution_law"].status) == ("late", "cancelled")


def test_a_fourth_hour_of_work_is_no_fourth_hour_of_the_clock(story) -> None:
    """Re-investigation ordered on the last afternoon before the festival: 24, 25, 26 February."""
    found = story(("reinvestigation_ordered", "2026-02-14 17:29"), received="2026-02-10 10:00")
    assert end(found["reinvestigation"]) == "2026-02-27 00:00"


def test_who_is_promised_something_before_the_year_ends_has_it_by_calendar_days(story) -> None:
    """Ten calendar days from Friday 25 September: Monday 5 October, in the holiday; executed on the 8th it is late."""
    found = story(
        ("promised", "2026-09-25 10:00"), ("executed", "2026-10-08 09:00"), received="2026-09-22 10:00"
    )
    assert (end(found["execution"]), found["execution"].status) == ("2026-10-06 00:00", "late")
