"""Pauses, extensions, new facts, other classes and late entries at once: every date found with pencil and paper.

The law's limits are calendar days, the day of the start not counted, no day moved for a holiday (2020-3 Art. 18, 43).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from redress.rulebook import ClockState, ClockStatus, Event, Rulebook, project
from redress.worktime import Calendar

At = Callable[[str], datetime]


@pytest.fixture
def story(law: Rulebook, at: At, cn: Calendar) -> Callable[..., list[ClockState]]:
    """The legal limits of a case, in the order of their starts: story(complexity, (event, time, more), ...)."""

    def run(
        complexity: str, *told: Any, received: str = "2026-01-15 10:00", entered: str = ""
    ) -> list[ClockState]:
        facts = {"complexity": complexity}
        events = [
            Event("received", at(received), 1, facts),
            Event("registered", at(entered or received), 1, facts),
        ]
        events += [
            Event(name, at(when), number, **(more[0] if more else {}))
            for number, (name, when, *more) in enumerate(told, 2)
        ]
        return [clock for clock in project(events, law, cn) if clock.key == "resolution_law"]

    return run


def last(clock: ClockState) -> str:
    return f"{clock.due_at - timedelta(microseconds=1):%Y-%m-%d}"


APPRAISAL = {"reason": "appraisal"}
MEDIATION = {"reason": "mediation"}
LAW = {"about": "resolution_law", "approver": "王敏"}


@pytest.mark.req("CLK-04", "CLK-05")
def test_a_pause_within_an_extension(story) -> None:
    """30 days end on 14 February, 30 more on 16 March. Paused 20 February to 2 March: ten days, so 26 March."""
    (clock,) = story(
        "complex",
        ("extended", "2026-02-10 10:00", LAW),
        ("extension_told", "2026-02-10 15:00", LAW),
        ("paused", "2026-02-20 10:00", APPRAISAL),
        ("resumed", "2026-03-02 10:00", APPRAISAL),
    )
    assert last(clock) == "2026-03-26"


@pytest.mark.req("CLK-04", "CLK-05")
def test_an_extension_within_a_pause(story) -> None:
    """Paused 5 to 25 February: 20 days, 14 February becomes 6 March; extended in it by 30 days: 5 April."""
    told = [
        ("paused", "2026-02-05 10:00", APPRAISAL),
        ("extended", "2026-02-20 10:00", LAW),
        ("extension_told", "2026-02-20 15:00", LAW),
        ("resumed", "2026-02-25 10:00", APPRAISAL),
    ]
    assert last(story("complex", *told)[0]) == "2026-04-05"


@pytest.mark.req("CLK-04", "CLK-05")
def test_an_extension_told_when_the_pause_was_over_and_the_limit_too_is_none(story) -> None:
    """Paused 5 to 8 February: 14 becomes 17 February. Told on 18 February at midnight."""
    (clock,) = story(
        "complex",
        ("paused", "2026-02-05 10:00", APPRAISAL),
        ("resumed", "2026-02-08 10:00", APPRAISAL),
        ("extended", "2026-02-10 10:00", LAW),
        ("extension_told", "2026-02-18 00:00", LAW),
    )
    assert last(clock) == "2026-02-17"


@pytest.mark.req("CLK-05")
def test_new_facts_within_a_pause_count_anew_and_the_pause_goes_on(story) -> None:
    """From 22 January 15 days are 6 February; paused on until 27 January: five days, 11 February."""
    (clock,) = story(
        "simple",
        ("paused", "2026-01-20 10:00", APPRAISAL),
        ("new_facts", "2026-01-22 10:00"),
        ("resumed", "2026-01-27 10:00", APPRAISAL),
    )
    assert last(clock) == "2026-02-11"


@pytest.mark.req("CLK-04", "CLK-05")
def test_new_facts_within_an_extension_count_anew_without_it(story) -> None:
    """From 20 February 30 days are 22 March; an extension of before is no part of them."""
    told = [
        ("extended", "2026-02-10 10:00", LAW),
        ("extension_told", "2026-02-10 15:00", LAW),
        ("new_facts", "2026-02-20 10:00"),
    ]
    assert last(story("complex", *told)[0]) == "2026-03-22"


@pytest.mark.req("CLK-04", "CLK-09")
@pytest.mark.parametrize(
    ("found", "due", "status"),
    [
        ("2026-01-30 23:59", "2026-02-14", ClockStatus.RUNNING),
        ("2026-01-31 00:00", "2026-01-30", ClockStatus.LATE),
    ],
)
def test_a_case_found_complex_in_the_last_minute_and_one_that_was_found_so_too_late(
    story, found, due, status
) -> None:
    told = [("reclassed", found, {"subject": {"complexity": "complex"}})]
    (clock,) = story("simple", *told, ("decision_told", "2026-02-14 23:59"))
    assert last(clock) == due
    assert clock.status is (ClockStatus.MET if status is ClockStatus.RUNNING else ClockStatus.LATE)


@pytest.mark.req("CLK-04")
def test_an_extension_is_lost_where_the_case_is_simple_after_all(story) -> None:
    """Fifteen days from 15 January were over on 30 January, whatever was extended on 10 February."""
    (clock,) = story(
        "complex",
        ("extended", "2026-02-10 10:00", LAW),
        ("extension_told", "2026-02-10 15:00", LAW),
        ("reclassed", "2026-02-12 10:00", {"subject": {"complexity": "simple"}}),
    )
    assert last(clock) == "2026-01-30"


@pytest.mark.req("INT-13", "CLK-05")
@pytest.mark.parametrize(
    ("ends", "when", "status"),
    [
        ("withdrawn", "2026-01-25 10:00", ClockStatus.CANCELLED),
        ("transferred", "2026-01-25 10:00", ClockStatus.CANCELLED),
        ("merged", "2026-01-25 10:00", ClockStatus.CANCELLED),
        ("merged", "2026-03-25 10:00", ClockStatus.CANCELLED),
    ],
)
def test_what_ends_within_a_pause_was_never_late(story, ends, when, status) -> None:
    (clock,) = story("simple", ("paused", "2026-01-20 10:00", MEDIATION), (ends, when))
    assert clock.status is status


@pytest.mark.req("INT-13", "CLK-09")
@pytest.mark.parametrize("ends", ["withdrawn", "transferred", "merged"])
def test_what_ends_after_its_limit_was_late(story, ends) -> None:
    (clock,) = story("simple", (ends, "2026-01-31 00:00"))
    assert clock.status is ClockStatus.LATE


@pytest.mark.req("INT-02", "CLK-05")
def test_a_pause_told_before_a_late_entry_counts_from_receipt(story) -> None:
    """Received 10 January, entered on the 22nd: 15 days are 25 January; paused 15 to 18 January: 28 January."""
    (clock,) = story(
        "simple",
        ("paused", "2026-01-15 10:00", APPRAISAL),
        ("resumed", "2026-01-18 10:00", APPRAISAL),
        received="2026-01-10 23:59",
        entered="2026-01-22 09:00",
    )
    assert last(clock) == "2026-01-28"


@pytest.mark.req("CLK-05")
def test_two_grounds_one_within_the_other_across_the_festival_count_once(story) -> None:
    """Appraisal 20 January to 20 February, mediation 10 to 24 February: 35 days. 30 January
    becomes 6 March."""
    (clock,) = story(
        "simple",
        ("paused", "2026-01-20 10:00", APPRAISAL),
        ("paused", "2026-02-10 10:00", MEDIATION),
        ("resumed", "2026-02-20 10:00", APPRAISAL),
        ("resumed", "2026-02-24 10:00", MEDIATION),
    )
    assert last(clock) == "2026-03-06"
