"""What a callback found, beside whatever else happens to its case: stories computed by hand (2010-4/18, CLK-02).

2026: off 15 to 23 February, 1 to 7 October; Saturdays 14 and 28 February and 10 October work. The day something was
found is not counted; a limit of days is used up at 24:00 of its last day, 00:00 of the next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from redress.rulebook import ClockState, Event, Rulebook, RulebookError, loads, project
from redress.rulebook.known import RESOLUTION
from redress.worktime import Calendar
from tests.rulebook.conftest import case

pytestmark = pytest.mark.req("INT-08", "CLK-01", "CLK-02", "ORG-14")
At = Callable[[str], datetime]
FOUND = "2026-11-18 10:00"
"""A Wednesday: the fifth working day after it is 25 November, the tenth 2 December, the fifteenth 9 December."""
LAST = "2026-12-10 00:00"


def found(at: At, when: str = FOUND, **facts: Any) -> list[Event]:
    told = {"class": "solicitation", "callback_finding": "misleading", "company": "life"} | facts
    return [Event("received", at(when)), case(at, when, **told)]


def runs(
    rulebook: Rulebook, cn: Calendar, events: list[Event], key: str = "callback_problem"
) -> list[ClockState]:
    return [each for each in project(events, rulebook, cn) if each.key == key]


def only(rulebook: Rulebook, cn: Calendar, events: list[Event], key: str = "callback_problem") -> ClockState:
    [clock] = runs(rulebook, cn, events, key)
    return clock


def governs(rulebook: Rulebook, cn: Calendar, events: list[Event]) -> tuple[str, datetime]:
    """The limit for the result that ends first (CLK-02)."""
    group = [
        each for each in project(events, rulebook, cn) if each.group == RESOLUTION and each.stopped_at is None
    ]
    first = min(group, key=lambda each: each.due_at)
    return first.key, first.due_at


def test_fifteen_working_days_over_the_spring_festival(life, cn, at):
    """Friday the 13th: 14 (Saturday, works), 24 to 28 (Saturday, works), 2 to 6 and 9 to 12 March."""
    assert only(life, cn, found(at, "2026-02-13 16:00")).due_at == at("2026-03-13 00:00")


def test_beyond_the_known_calendar_the_day_is_provisional(life, cn, at):
    """Twelve days are left of 2026 after the 15th; nobody knows the plan of 2027."""
    assert only(life, cn, found(at, "2026-12-15 10:00")).provisional
    assert not only(life, cn, found(at, "2026-12-10 10:00")).provisional, "the fifteenth day is 31 December"


@pytest.mark.parametrize(("company", "many"), [("life", 1), ("health", 1), ("property", 0), ("group", 0)])
def test_the_order_is_about_insurance_of_persons(law, cn, at, company, many):
    assert len(runs(law, cn, found(at, company=company))) == many


def test_the_last_second_is_in_time_and_the_next_one_late(life, cn, at):
    told = Event("decision_told", at("2026-12-09 23:59"), 2)
    assert only(life, cn, [*found(at), told]).status == "met"
    assert only(life, cn, [*found(at), Event("decision_told", at(LAST), 2)]).status == "late"


def test_what_was_settled_before_the_entry_was_solved_in_time(life, cn, at):
    """Found and settled on Friday evening, entered on Monday (INT-02)."""
    events = [
        Event("received", at("2026-11-13 17:00")),
        Event("settled", at("2026-11-13 17:30"), 2),
        case(at, "2026-11-16 09:00", callback_finding="misleading", company="life"),
    ]
    clock = only(life, cn, events)
    assert (clock.status, clock.stopped_at, clock.due_at) == (
        "met",
        at("2026-11-13 17:30"),
        at("2026-12-05 00:00"),
    )


def test_new_facts_move_the_legal_limit_and_not_the_time_since_it_was_found(life, cn, at):
    """25 November and 15 days: 10 December."""
    events = [*found(at), Event("new_facts", at("2026-11-25 09:00"), 2)]
    assert only(life, cn, events, "resolution_law").due_at == at("2026-12-11 00:00")
    assert only(life, cn, events).due_at == at(LAST)


def test_neither_a_pause_nor_an_extension_of_the_law_moves_it(life, cn, at):
    told = found(at, complexity="complex")
    paused = [
        *told,
        Event("paused", at("2026-11-20 10:00"), 2, reason="appraisal"),
        Event("resumed", at("2026-11-30 10:00"), 3, reason="appraisal"),
    ]
    extended = [
        *told,
        Event("extended", at("2026-12-01 10:00"), 2, about="resolution_law", approver="x"),
        Event("extension_told", at("2026-12-01 11:00"), 3, about="resolution_law"),
    ]
    for events in (paused, extended):
        assert only(life, cn, events).due_at == at(LAST)
        assert only(life, cn, events, "resolution_law").due_at > at("2026-12-19 00:00")


@pytest.mark.parametrize(
    ("event", "when", "last"),
    [
        # Thursday 26 November to Wednesday 16 December.
        ("reinvestigation_ordered", "2026-11-25 10:00", "2026-12-17 00:00"),
        # Wednesday 25 November to Tuesday 15 December.
        ("callback_dissatisfied", "2026-11-24 15:00", "2026-12-16 00:00"),
        ("reopened", "2026-11-24 15:00", "2026-12-16 00:00"),
    ],
)
def test_a_result_that_is_taken_back_was_none_and_it_is_solved_anew(life, cn, at, event, when, last):
    events = [*found(at), Event("decision_told", at("2026-11-23 10:00"), 2), Event(event, at(when), 3)]
    first, second = runs(life, cn, events)
    assert (first.status, first.due_at) == ("met", at(LAST))
    assert (second.status, second.due_at) == ("running", at(last))


def test_a_result_that_a_review_changes_is_a_result(life, cn, at):
    told = Event("decision_told", at("2026-11-23 10:00"), 2)
    events = [*found(at), told, Event("result_changed", at("2026-11-25 10:00"), 3)]
    assert only(life, cn, events).status == "met"


@pytest.mark.parametrize(("when", "status"), [("2026-11-20 10:00", "cancelled"), (LAST, "late")])
def test_a_withdrawal_ends_it_and_unsays_nothing(life, cn, at, when, status):
    assert only(life, cn, [*found(at), Event("withdrawn", at(when), 2)]).status == status


def test_a_case_that_takes_up_such_a_filing_has_the_limit_from_the_finding(life, cn, at):
    """Complained on Monday the 16th; found on Wednesday the 18th, taken up on Friday the 20th."""
    events = [
        *found(at, "2026-11-16 10:00", callback_finding="none"),
        Event("absorbed", at(FOUND), 2, about="L1", subject={"callback_finding": "misleading"}),
    ]
    clock = only(life, cn, events)
    assert (clock.started_at, clock.due_at) == (at(FOUND), at(LAST))


@pytest.mark.parametrize(
    ("facts", "more", "first", "last"),
    [
        # Simple and general: three working days of the method, 19, 20, 23 November.
        ({}, [], "resolution", "2026-11-24 00:00"),
        # Major: seven, 19, 20, 23 to 27 November.
        ({"level": "major"}, [], "resolution", "2026-11-28 00:00"),
        # Complex: ten of the method end with 2 December, before the fifteen and the law's thirty days.
        ({"complexity": "complex"}, [], "resolution", "2026-12-03 00:00"),
        # A regulator's office says the 20th.
        (
            {"level": "major"},
            [("limit_set", "2026-11-18 11:00", "2026-11-21 00:00")],
            "office_limit",
            "2026-11-21 00:00",
        ),
    ],
)
def test_the_earliest_of_all_limits_governs(life, cn, at, facts, more, first, last):
    events = found(at, **facts)
    events += [Event(name, at(when), 2, about="E1", due=at(due)) for name, when, due in more]
    assert governs(life, cn, events) == (first, at(last))


def test_under_the_law_alone_a_complex_case_is_solved_by_the_time_since_it_was_found(law, cn, at):
    """Thirty calendar days end with 18 December, fifteen working days with the 9th."""
    assert governs(law, cn, found(at, complexity="complex")) == ("callback_problem", at(LAST))


SLY = {
    "for one company": "for: {callback_finding: misleading, company: life}",
    "for another finding": "for: {callback_finding: other, company: [life, health]}",
    "one day more": "limit: 16 working days",
    "days that are longer over holidays": "limit: 24 calendar days",
    "counted from the entry": "from: null",
    "met by an opinion": "stops: [settled, feedback_accepted, decision_told, proposed]",
    "met by a no": "stops: [settled, feedback_accepted, decision_told, feedback_rejected]",
    "gone once it is sent out": "cancels: [withdrawn, declined, transferred, merged, dispatched]",
    "not anew when the result is taken back": "starts: [registered]",
    "anew with new facts": "restarts: new_facts",
    "extended": "extends: {by: 15 working days, times: 1, needs: [approval_superior], cite: 2010-4/18}",
    "among no others": "group: null",
    "an order's": "per: order",
    "nobody is told": "late: []",
}
SLY = {what: f"clocks: {{callback_problem: {{{said}}}}}" for what, said in SLY.items()} | {
    "dropped": "clocks: {callback_problem: null}",
    "others keep out": "callback_findings: {misleading: {solved_by_others: {than: [sales_supervision]}}}",
    "grave ones alone": "callback_findings: {misleading: {solved_by_others: {when: {company: life, level: major}}}}",
    "thirty days in the law's own words": "sources: {2010-4/18: {text: {zh: 三十日内解决。, en: Within thirty.}}}",
    "called a forged signature": "callback_findings: {misleading: {title: {zh: 代签字, en: Forged signature}}}",
    "a callback that finds nothing": "channels: {phone_out: {needs: []}}",
}


@pytest.mark.parametrize("what", SLY)
def test_no_rulebook_is_looser(what):
    head = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: group-flows\ntitle: {zh: 子, en: Child}\n'
    with pytest.raises(RulebookError, match=r"looser|called as"):
        loads(f"{head}{SLY[what]}\n")
