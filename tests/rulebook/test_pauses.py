"""Pauses, extensions and restarts of the legal limit, and nothing that unsays a breach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.rulebook import ClockStatus, Event, Rulebook, load, project
from redress.worktime import Calendar, shipped
from tests.rulebook.conftest import case

At = Callable[[str], datetime]
Run = Callable[..., dict[str, Any]]


@pytest.mark.req("CLK-04")
@pytest.mark.parametrize(("complexity", "due"), [("simple", "2026-01-31"), ("complex", "2026-02-15")])
def test_the_law_gives_15_days_or_30(complexity: str, due: str, law: Rulebook, at: At, clocks: Run) -> None:
    found = clocks(law, Event("registered", at("2026-01-15 10:00"), 1, {"complexity": complexity}))
    assert found["resolution_law"].due_at == at(f"{due} 00:00")


@pytest.mark.req("CLK-04")
def test_a_complex_case_is_extended_by_30_days_once(law: Rulebook, at: At, clocks: Run) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "complex"}),
        Event("extended", at("2026-02-10 10:00"), 2, about="resolution_law", approver="王敏"),
        Event("extension_told", at("2026-02-10 15:00"), 3, about="resolution_law"),
        Event("extended", at("2026-02-11 10:00"), 4, about="resolution_law", approver="王敏"),
        Event("extension_told", at("2026-02-11 15:00"), 5, about="resolution_law"),
    ]
    clock = clocks(law, *events)["resolution_law"]
    assert clock.due_at == at("2026-03-17 00:00")
    assert [(part.kind, part.approver) for part in clock.segments] == [("extended", "王敏"), ("running", "")]


@pytest.mark.req("CLK-04")
def test_a_simple_case_is_not_extended_and_no_limit_after_it_has_passed(
    law: Rulebook, at: At, clocks: Run
) -> None:
    simple = Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "simple"})
    early = Event("extended", at("2026-01-20 10:00"), 2)
    told = Event("extension_told", at("2026-01-20 10:00"), 3)
    assert clocks(law, simple, early, told)["resolution_law"].due_at == at("2026-01-31 00:00")
    complicated = Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "complex"})
    assert clocks(law, complicated, early)["resolution_law"].due_at == at("2026-02-15 00:00"), (
        "nobody was told"
    )
    assert clocks(law, complicated, told)["resolution_law"].due_at == at("2026-02-15 00:00"), (
        "nobody allowed it"
    )
    late = Event("extension_told", at("2026-02-15 00:00"), 3)
    assert clocks(law, complicated, early, late)["resolution_law"].due_at == at("2026-02-15 00:00")


@pytest.mark.req("CLK-05")
def test_twelve_days_of_outside_appraisal_are_left_out(law: Rulebook, at: At, clocks: Run) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "simple"}),
        Event("paused", at("2026-01-20 15:00"), 2, reason="appraisal"),
        Event("resumed", at("2026-02-01 09:00"), 3, reason="appraisal"),
    ]
    assert clocks(law, *events[:2])["resolution_law"].status is ClockStatus.PAUSED
    clock = clocks(law, *events)["resolution_law"]
    assert clock.due_at == at("2026-02-12 00:00")
    assert [part.kind for part in clock.segments] == ["running", "paused", "running"]
    assert str(clock.segments[1].amount) == "12 calendar days"


@pytest.mark.req("CLK-05")
def test_pauses_that_overlap_count_once(law: Rulebook, at: At, clocks: Run) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1),
        Event("paused", at("2026-01-20 10:00"), 2, reason="appraisal"),
        Event("paused", at("2026-01-22 10:00"), 3, reason="mediation"),
        Event("resumed", at("2026-01-24 10:00"), 4, reason="appraisal"),
        Event("resumed", at("2026-01-26 10:00"), 5, reason="mediation"),
    ]
    assert clocks(law, *events)["resolution_law"].due_at == at("2026-02-06 00:00")


@pytest.mark.req("CLK-05")
def test_no_other_ground_pauses_the_legal_limit_and_the_method_limit_runs_on(
    life: Rulebook, at: At, clocks: Run
) -> None:
    start = case(at, "2026-03-02 10:00")
    illness = Event("paused", at("2026-03-03 10:00"), 2, reason="illness")
    assert clocks(life, start, illness)["resolution_law"].status is ClockStatus.RUNNING
    appraisal = Event("paused", at("2026-03-03 10:00"), 2, reason="appraisal")
    found = clocks(life, start, appraisal)
    assert found["resolution_law"].status is ClockStatus.PAUSED
    assert found["resolution"].status is ClockStatus.RUNNING


@pytest.mark.req("CLK-05")
def test_new_facts_restart_the_limit_from_their_receipt(law: Rulebook, at: At, clocks: Run) -> None:
    events = [Event("registered", at("2026-01-15 10:00"), 1), Event("new_facts", at("2026-01-25 10:00"), 2)]
    assert clocks(law, *events)["resolution_law"].due_at == at("2026-02-10 00:00")


def test_new_facts_after_the_limit_leave_the_breach_on_record(law: Rulebook, at: At, cn: Calendar) -> None:
    events = [Event("registered", at("2026-01-15 10:00"), 1), Event("new_facts", at("2026-02-05 10:00"), 2)]
    first, second = project(events, law, cn)
    assert (first.status, first.occurrence) == (ClockStatus.LATE, 1)
    assert (second.status, second.occurrence) == (ClockStatus.RUNNING, 2)
    assert second.due_at == at("2026-02-21 00:00")


def test_a_pause_after_the_limit_saves_nothing(law: Rulebook, at: At, clocks: Run) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1),
        Event("paused", at("2026-02-05 10:00"), 2, reason="appraisal"),
        Event("resumed", at("2026-03-05 10:00"), 3, reason="appraisal"),
    ]
    clock = clocks(law, *events)["resolution_law"]
    assert clock.overdue(at("2026-02-06 10:00"))
    assert clock.due_at == at("2026-01-31 00:00")


LAW, LIFE, AGAIN = load("statutory-2020"), load("life-method"), load("life-method")
CN = shipped.load("cn")
START = datetime(2026, 1, 5, 9, tzinfo=CN.zone)
hours = st.integers(0, 24 * 40)


@pytest.mark.req("CLK-05")
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["simple", "complex"]), hours, hours, st.sampled_from(["appraisal", "mediation"]))
def test_a_pause_never_shortens_a_limit(complexity: str, a: int, length: int, reason: str) -> None:
    start = Event("registered", START, 1, {"complexity": complexity})
    pause = Event("paused", START + timedelta(hours=a), 2, reason=reason)
    resume = Event("resumed", START + timedelta(hours=a + length), 3, reason=reason)
    (plain,), (paused,) = project([start], LAW, CN), project([start, pause, resume], LAW, CN)
    assert plain.due_at <= paused.due_at <= plain.due_at + timedelta(hours=length + 24)


names = st.sampled_from(
    ["contacted", "found", "progress_told", "proposed", "paused", "resumed", "extended", "extension_told", "new_facts",
     "feedback_rejected", "dispatched", "co_ordered", "order_replied", "order_returned", "confirmed"]
)  # fmt: skip
events = st.lists(
    st.builds(
        lambda name, hour, about, reason: (name, hour, about, reason),
        names,
        hours,
        st.sampled_from(["", "A", "B"]),
        st.sampled_from(["appraisal", "mediation", ""]),
    ),
    max_size=12,
)


def journal(raw: list[tuple[str, int, str, str]]) -> list[Event]:
    start = Event("registered", START, 1, {"complexity": "complex", "level": "general", "channel": "email"})
    rest = [
        Event(name, START + timedelta(hours=hour), number, about=about, reason=reason)
        for number, (name, hour, about, reason) in enumerate(raw, 2)
    ]
    return [start, *rest]


@pytest.mark.req("CLK-01")
@settings(max_examples=150, deadline=None)
@given(events, st.randoms())
def test_the_projection_depends_on_when_events_count_not_on_how_they_are_listed(
    raw: list[tuple[str, int, str, str]], random: Any
) -> None:
    listed = journal(raw)
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert project(listed, LIFE, CN) == project(shuffled, LIFE, CN) == project(listed, AGAIN, CN)


@pytest.mark.req("CLK-01")
@settings(max_examples=150, deadline=None)
@given(events, st.lists(hours, max_size=5))
def test_events_that_no_rule_names_change_no_clock(
    raw: list[tuple[str, int, str, str]], noise: list[int]
) -> None:
    listed = journal(raw)
    more = [Event("evidence_attached", START + timedelta(hours=hour), 100 + hour) for hour in noise]
    assert project([*listed, *more], LIFE, CN) == project(listed, LIFE, CN)


@settings(max_examples=150, deadline=None)
@given(events)
def test_segments_follow_each_other_without_a_gap(raw: list[tuple[str, int, str, str]]) -> None:
    clocks = project(journal(raw), LIFE, CN)
    assert clocks
    for clock in clocks:
        parts = [part for part in clock.segments if part.kind != "extended"]
        assert parts[-1].end == clock.stopped_at
        for before, after in pairwise(parts):
            assert before.end == after.start


@pytest.mark.req("CLK-09")
@pytest.mark.parametrize("ended", ["late", "in time"])
def test_what_is_told_of_a_limit_keeps_what_counted_when_it_ended(
    ended: str, law: Rulebook, at: At, clocks: Run
) -> None:
    """Later facts move no limit that has ended, so they change nothing of how it came about either."""
    events = [
        Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "complex"}),
        Event("extended", at("2026-01-20 10:00"), 2, approver="王敏"),
        Event("extension_told", at("2026-01-20 15:00"), 3),
        Event("paused", at("2026-03-01 10:00"), 4, reason="appraisal"),
        Event("resumed", at("2026-03-11 10:00"), 5, reason="appraisal"),
        Event("decision_told", at("2026-04-20 10:00" if ended == "late" else "2026-03-12 10:00"), 6),
    ]
    before = clocks(law, *events)["resolution_law"]
    assert before.status is (ClockStatus.LATE if ended == "late" else ClockStatus.MET)
    given = {part.kind: str(part.amount) for part in before.segments if part.amount}
    assert given == {"extended": "30 calendar days", "paused": "10 calendar days"}
    simple = Event("reclassed", at("2026-04-21 10:00"), 7, {"complexity": "simple"})
    assert clocks(law, *events, simple)["resolution_law"] == before


@pytest.mark.req("CLK-09")
def test_a_limit_that_passed_as_that_of_a_simple_case_tells_of_no_extension(
    law: Rulebook, at: At, clocks: Run
) -> None:
    events = [
        Event("registered", at("2026-01-15 10:00"), 1, {"complexity": "complex"}),
        Event("extended", at("2026-01-16 10:00"), 2),
        Event("extension_told", at("2026-01-16 15:00"), 3),
        Event("reclassed", at("2026-01-17 10:00"), 4, {"complexity": "simple"}),
        Event("reclassed", at("2026-02-20 10:00"), 5, {"complexity": "complex"}),
    ]
    clock = clocks(law, *events)["resolution_law"]
    assert clock.due_at == at("2026-01-31 00:00")
    assert [part.kind for part in clock.segments] == ["running"]
