"""Clocks start, stop, recur and are cancelled as their rules say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from redress.rulebook import ClockStatus, Event, Rulebook, governing, load, project
from redress.worktime import Calendar
from tests.rulebook.conftest import case

At = Callable[[str], datetime]
Run = Callable[..., dict[str, Any]]

CLOCK = """\
clocks:
  c:
    title: {zh: 时限, en: Limit}
    cite: A-1
    starts: registered
    stops: closed
    limit: %s
"""
VECTORS = [
    ("2025-01-24", "3 working days", "2025-02-05"),
    ("2025-04-25", "1 working day", "2025-04-27"),
    ("2025-04-25", "5 working days", "2025-05-06"),
    ("2025-12-31", "1 working day", "2026-01-04"),
    ("2026-02-13", "1 working day", "2026-02-14"),
    ("2026-02-13", "3 working days", "2026-02-25"),
    ("2026-02-13", "7 working days", "2026-03-02"),
    ("2026-02-27", "1 working day", "2026-02-28"),
    ("2026-04-30", "3 working days", "2026-05-08"),
    ("2026-09-30", "1 working day", "2026-10-08"),
    ("2026-09-30", "3 working days", "2026-10-10"),
    ("2026-01-15", "15 calendar days", "2026-01-30"),
    ("2026-01-15", "30 calendar days", "2026-02-14"),
    ("2026-01-15", "60 calendar days", "2026-03-16"),
]


@pytest.mark.req("CLK-02", "CLK-06")
@pytest.mark.parametrize(("start", "limit", "last"), VECTORS)
def test_a_limit_in_days_lasts_to_the_end_of_its_last_day(
    start: str, limit: str, last: str, book: Any, at: At, clocks: Run
) -> None:
    clock = clocks(book(CLOCK % limit), Event("registered", at(f"{start} 16:59"), 1))["c"]
    assert clock.due_at == at(f"{last} 00:00") + timedelta(days=1)


@pytest.mark.req("CLK-04")
@pytest.mark.parametrize(
    ("closed", "status"),
    [("2026-01-30 23:59:59.999999", ClockStatus.MET), ("2026-01-31 00:00", ClockStatus.LATE)],
)
def test_the_last_day_belongs_to_a_limit_in_days_and_midnight_does_not(
    closed: str, status: ClockStatus, book: Any, at: At, clocks: Run
) -> None:
    rulebook = book(CLOCK % "15 calendar days")
    clock = clocks(rulebook, Event("registered", at("2026-01-15 09:00"), 1), Event("closed", at(closed), 2))[
        "c"
    ]
    assert clock.status is status


@pytest.mark.req("CLK-01")
@pytest.mark.parametrize(
    ("closed", "status"), [("10:00:00", ClockStatus.MET), ("10:00:00.000001", ClockStatus.LATE)]
)
def test_the_last_instant_belongs_to_a_limit_in_hours(
    closed: str, status: ClockStatus, book: Any, at: At, clocks: Run
) -> None:
    start, end = (
        Event("registered", at("2026-01-15 09:00"), 1),
        Event("closed", at(f"2026-01-15 {closed}"), 2),
    )
    assert clocks(book(CLOCK % "1 hour"), start, end)["c"].status is status


@pytest.mark.req("CLK-02")
def test_working_hours_count_inside_service_hours_only(book: Any, at: At, clocks: Run) -> None:
    clock = clocks(book(CLOCK % "4 working hours"), Event("registered", at("2026-02-14 16:30"), 1))["c"]
    assert clock.due_at == at("2026-02-24 11:30")


def test_a_same_day_limit_ends_with_the_day(book: Any, at: At, clocks: Run) -> None:
    clock = clocks(book(CLOCK % "same day"), Event("registered", at("2026-02-15 10:00"), 1))["c"]
    assert clock.due_at == at("2026-02-16 00:00")


def test_a_day_may_end_at_closing(book: Any, at: At, clocks: Run) -> None:
    rulebook = book(CLOCK % "1 working day" + "    ends: closing\n")
    assert clocks(rulebook, Event("registered", at("2026-02-13 10:00"), 1))["c"].due_at == at(
        "2026-02-14 17:30"
    )


@pytest.mark.req("CLK-04")
def test_a_limit_rolls_forward_only_if_the_rulebook_says_so(book: Any, at: At, clocks: Run) -> None:
    event = Event("registered", at("2026-02-01 10:00"), 1)
    plain, rolled = (
        book(CLOCK % "15 calendar days"),
        book(CLOCK % "15 calendar days" + "    roll: next_working_day\n"),
    )
    assert clocks(plain, event)["c"].due_at == at("2026-02-17 00:00")
    assert clocks(rolled, event)["c"].due_at == at("2026-02-25 00:00")


def test_receipt_on_a_day_off_is_day_zero_unless_the_rulebook_says_otherwise(
    book: Any, at: At, clocks: Run
) -> None:
    saturday = Event("registered", at("2026-03-07 10:00"), 1)
    later = book(CLOCK % "1 working day" + "    day_off: next_working_day\n")
    assert clocks(book(CLOCK % "1 working day"), saturday)["c"].due_at == at("2026-03-10 00:00")
    assert clocks(later, saturday)["c"].due_at == at("2026-03-11 00:00")


@pytest.mark.req("CLK-06")
def test_a_deadline_beyond_the_calendar_is_provisional(book: Any, at: At, clocks: Run) -> None:
    rulebook = book(CLOCK % "3 working days")
    assert clocks(rulebook, Event("registered", at("2026-12-30 10:00"), 1))["c"].provisional
    assert not clocks(rulebook, Event("registered", at("2026-12-25 10:00"), 1))["c"].provisional


def test_a_planned_time_governs_if_it_is_earlier(book: Any, at: At, clocks: Run) -> None:
    rulebook = book(CLOCK % "3 working days" + "    planned: true\n")
    for due, expected in (("2026-03-03 15:00", "2026-03-03 15:00"), ("2026-03-30 15:00", "2026-03-06 00:00")):
        event = Event("registered", at("2026-03-02 10:00"), 1, due=at(due))
        assert clocks(rulebook, event)["c"].due_at == at(expected)


@pytest.mark.req("CLK-01", "CLK-02")
def test_many_clocks_run_on_one_case_and_the_earlier_of_a_group_governs(
    life: Rulebook, at: At, clocks: Run
) -> None:
    found = clocks(life, case(at, "2026-02-13 10:00"))
    assert set(found) == {"resolution_law", "confirm", "dispatch", "resolution", "answer_2010_4"}
    assert found["resolution"].due_at == at("2026-02-26 00:00")
    assert found["resolution_law"].due_at == at("2026-03-01 00:00")
    first = governing(found.values(), "resolution")
    assert first is not None
    assert first.key == "resolution"


@pytest.mark.req("CLK-03")
def test_progress_of_a_complex_case_is_due_every_seven_working_days_until_settled(
    life: Rulebook, at: At, cn: Calendar
) -> None:
    events = [
        case(at, "2026-03-02 10:00", complexity="complex"),
        Event("progress_told", at("2026-03-10 15:00"), 2),
        Event("progress_told", at("2026-03-20 15:00"), 3),
    ]
    states = [clock for clock in project(events, life, cn) if clock.key == "progress_customer"]
    assert [clock.occurrence for clock in states] == [1, 2, 3]
    assert [clock.status for clock in states] == [ClockStatus.MET, ClockStatus.LATE, ClockStatus.RUNNING]
    assert states[2].due_at == at("2026-04-01 00:00")
    done = project([*events, Event("feedback_accepted", at("2026-03-25 10:00"), 4)], life, cn)
    assert not [clock for clock in done if clock.key == "progress_customer" and clock.open]


@pytest.mark.req("CLK-03")
def test_a_case_that_becomes_complex_owes_progress_from_then_on(life: Rulebook, at: At, clocks: Run) -> None:
    events = [
        case(at, "2026-03-02 10:00"),
        Event("reclassed", at("2026-03-04 10:00"), 2, {"complexity": "complex"}),
    ]
    assert "progress_customer" not in clocks(life, events[0])
    assert clocks(life, *events)["progress_customer"].due_at == at("2026-03-14 00:00")


@pytest.mark.req("CLK-11", "CLS-04")
def test_a_new_level_changes_the_limit_from_the_same_start(life: Rulebook, at: At, clocks: Run) -> None:
    events = [case(at, "2026-03-02 10:00"), Event("reclassed", at("2026-03-04 10:00"), 2, {"level": "major"})]
    assert clocks(life, events[0])["resolution"].due_at == at("2026-03-06 00:00")
    assert clocks(life, *events)["resolution"].due_at == at("2026-03-12 00:00")


def test_a_new_level_does_not_unsay_a_breach(life: Rulebook, at: At, clocks: Run) -> None:
    events = [case(at, "2026-03-02 10:00"), Event("reclassed", at("2026-03-06 10:00"), 2, {"level": "major"})]
    assert clocks(life, *events)["resolution"].due_at == at("2026-03-06 00:00")


@pytest.mark.req("FLW-14", "FLW-04")
def test_each_order_has_its_clock_and_a_reply_counts_when_it_was_sent(
    life: Rulebook, at: At, cn: Calendar
) -> None:
    events = [
        case(at, "2026-03-02 10:00"),
        Event("dispatched", at("2026-03-02 11:00"), 2, about="D1"),
        Event("co_ordered", at("2026-03-02 14:00"), 3, about="C1"),
        Event("co_ordered", at("2026-03-03 09:00"), 4, about="C2"),
        Event("order_replied", at("2026-03-03 16:00"), 9, about="C1"),
    ]
    states = {clock.name: clock for clock in project(events, life, cn)}
    assert states["co_handling", "C1", 1].status is ClockStatus.MET
    assert states["co_handling", "C2", 1].status is ClockStatus.RUNNING
    assert states["investigation", "D1", 1].due_at == at("2026-03-05 00:00")
    steps = states["investigation", "D1", 1].steps
    assert [(step.action, step.to, step.phase) for step in steps][:2] == [
        ("urge", "main_department", "near"),
        ("urge", "main_department", "late"),
    ]
    assert steps[0].at == at("2026-03-04 13:30")


@pytest.mark.req("INT-13")
def test_withdrawal_ends_every_clock(life: Rulebook, at: At, cn: Calendar) -> None:
    events = [case(at, "2026-03-02 10:00"), Event("withdrawn", at("2026-03-03 10:00"), 2)]
    ended = {clock.key: clock.status for clock in project(events, life, cn)}
    # Dispatch was due on the day of the entry: the withdrawal of the next day does not unsay that.
    assert ended.pop("dispatch") is ClockStatus.LATE
    assert set(ended.values()) == {ClockStatus.CANCELLED}


def test_a_paused_or_finished_clock_is_never_overdue(life: Rulebook, at: At, clocks: Run) -> None:
    found = clocks(life, case(at, "2026-03-02 10:00"), Event("confirmed", at("2026-03-02 11:00"), 2))
    assert not found["confirm"].overdue(at("2027-01-01 00:00"))
    assert found["resolution"].overdue(at("2026-03-06 00:00"))
    assert not found["resolution"].overdue(at("2026-03-05 23:59"))


@pytest.mark.req("INT-06", "INT-07")
def test_only_channels_without_the_customer_present_need_a_confirmation(
    life: Rulebook, at: At, clocks: Run
) -> None:
    assert "confirm" not in clocks(life, case(at, "2026-03-02 10:00", channel="visit"))
    transferred = case(at, "2026-02-13 10:00", channel="regulator", source="regulator")
    assert clocks(life, transferred)["confirm"].due_at == at("2026-02-15 00:00")
    # A paper that reports a complaint has told its customer nothing: Monday the 2nd, by the end of Tuesday.
    assert clocks(life, case(at, "2026-03-02 10:00", channel="media"))["confirm"].due_at == at(
        "2026-03-04 00:00"
    )


@pytest.mark.req("CLK-03")
def test_whoever_complains_of_a_life_policy_is_answered_in_ten_working_days(
    life: Rulebook, at: At, clocks: Run
) -> None:
    """Order 2010-4, Art. 29: accepted on Monday 2 March, ten working days end with Monday the 16th."""
    found = clocks(life, case(at, "2026-03-02 10:00", complexity="complex"))["answer_2010_4"]
    assert (found.due_at, found.status) == (at("2026-03-17 00:00"), ClockStatus.RUNNING)


@pytest.mark.req("INT-02")
def test_entry_is_measured_from_receipt_and_the_legal_limit_counts_from_it(
    life: Rulebook, at: At, clocks: Run
) -> None:
    found = clocks(life, Event("received", at("2026-03-02 10:00"), 1), case(at, "2026-03-04 10:00"))
    assert found["entry"].status is ClockStatus.LATE
    assert found["resolution_law"].started_at == at("2026-03-02 10:00")


def test_closing_cancels_what_still_runs_and_starts_the_archive(life: Rulebook, at: At, cn: Calendar) -> None:
    events = [
        case(at, "2026-03-02 10:00"),
        Event("settled", at("2026-03-02 10:10"), 2),
        Event("determined", at("2026-03-02 10:20"), 3),
        Event("signed", at("2026-03-02 10:30"), 4, {"signatures": "partial"}),
        Event("signed", at("2026-03-02 10:40"), 5, {"signatures": "complete"}),
        Event("closed", at("2026-03-02 10:50"), 6),
    ]
    states = {clock.key: clock for clock in project(events, life, cn)}
    assert states["sign_off"].stopped_at == at("2026-03-02 10:40")
    assert [key for key, clock in states.items() if clock.open] == ["archive"]


@pytest.mark.req("CLK-02")
def test_projection_of_a_new_case_takes_little_time(life: Rulebook, at: At, cn: Calendar) -> None:
    from time import perf_counter

    event = case(at, "2026-03-02 10:00")
    project([event], life, cn)
    best = min(_timed(lambda: project([event], life, cn), perf_counter) for _ in range(200))
    assert best < 0.00015


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    work()
    return clock() - before


def test_dates_are_local_whatever_the_zone_of_the_event(book: Any, cn: Calendar, clocks: Run) -> None:
    from datetime import UTC

    late_utc = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # 00:30 on 2 March in Shanghai
    due = clocks(book(CLOCK % "1 working day"), Event("registered", late_utc, 1))["c"].due_at
    assert due.astimezone(cn.zone).date() == date(2026, 3, 4)


@pytest.mark.req("CLK-08", "CLK-09")
@pytest.mark.parametrize("name", ["life-method", "property-method", "group-flows", "guangxi-method"])
def test_a_limit_that_has_passed_stays_passed_whatever_ends_it(name: str, at: At, cn: Calendar) -> None:
    """Every clock of every shipped method, every event that may cancel it, long after its limit."""
    book, tried = load(name), 0
    for key, rule in book.method.clocks.items():
        for event in rule.cancels:
            if any(trigger.event == event for trigger in (*rule.stops, *rule.starts)):
                continue
            for flow in ("claims", "banca", "underwriting", "standard"):
                subject = {"flow": flow, "level": "major", "complexity": "complex", "channel": "letter"}
                about = rule.starts[0].step or ("O1" if rule.per == "order" else "")
                events = [
                    Event("received", at("2026-03-02 09:00"), 1, subject),
                    Event("registered", at("2026-03-02 10:00"), 1),
                    Event(rule.starts[0].event, at("2026-03-02 10:00"), 2, about=about),
                    Event(event, at("2026-06-01 10:00"), 3, about=about),
                ]
                for clock in project(events, book, cn):
                    if (clock.key, clock.stopped_by) == (key, event) and clock.due_at < at(
                        "2026-06-01 10:00"
                    ):
                        tried += 1
                        assert clock.status is ClockStatus.LATE, (key, event)
    assert tried > 60
