"""Ten claims whose every date was counted on the State Council's calendar of 2026 with pencil and paper (CLM-09).

Off: 15 to 23 February, 1 to 5 May. Worked at weekends: Saturday 14 February, Saturday 28 February, Saturday 9 May. A
limit in days ends with the midnight after its last day; the day of the start is not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from redress.rulebook import (
    ClockState,
    ClockStatus,
    Event,
    Rulebook,
    RulebookError,
    document,
    governing,
    load,
    loads,
    project,
)
from redress.worktime import shipped

pytestmark = pytest.mark.req("CLM-09")

At = Callable[[str], datetime]
Run = Callable[..., dict[str, ClockState]]


@pytest.fixture(scope="module")
def law() -> Rulebook:
    return load("claims-law")


@pytest.fixture(scope="module")
def service() -> Rulebook:
    return load("claims-service")


@pytest.fixture
def last(at: At) -> Callable[[ClockState], str]:
    """The last day of a limit in days."""

    def day(clock: ClockState) -> str:
        assert not clock.inclusive
        return f"{clock.due_at - timedelta(microseconds=1):%Y-%m-%d}"

    return day


class Told:
    """Events of one claim in the order in which they are told."""

    def __init__(self, at: At, insures: str, complexity: str = "simple", **facts: str) -> None:
        self.at, self.events = at, []
        self.facts = {"insures": insures, "complexity": complexity, **facts}

    def __call__(self, name: str, when: str, **more: Any) -> Told:
        subject = {**(self.facts if not self.events else {}), **more.pop("subject", {})}
        entry = len(self.events) + 1
        self.events.append(Event(name, self.at(when), entry, subject=subject, **more))
        return self


def test_one_a_simple_life_claim_before_spring_festival(law, at, clocks, last):
    """Requested Friday 13 February. Working days: Sat 14 (make-up) 1, Tue 24 2, Wed 25 3, Thu 26 4, Fri 27 5."""
    claim = Told(at, "life")("claim_requested", "2026-02-13 09:30")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-02-27"


def test_two_the_make_up_saturday_after_the_festival_counts(law, at, clocks, last):
    """Requested Tuesday 24 February. Wed 25 1, Thu 26 2, Fri 27 3, Sat 28 (make-up) 4, Mon 2 March 5."""
    claim = Told(at, "persons")("claim_requested", "2026-02-24 17:00")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-03-02"


def test_three_thirty_days_of_a_complex_claim_end_in_the_festival(law, at, clocks, last):
    """Requested 20 January: 11 days are left of January, 19 of February make 30. No roll over the holiday."""
    claim = Told(at, "property", "complex")("claim_requested", "2026-01-20 10:00")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-02-19"


def test_four_the_time_of_adding_papers_is_left_out_of_the_thirty_days(law, at, clocks, last):
    """As three; told on 26 January what is missing, all there on 10 February: 15 days. 19 February + 15 = 6 March."""
    claim = Told(at, "property", "complex")
    claim("claim_requested", "2026-01-20 10:00")("papers_received", "2026-01-20 10:00")
    claim("papers_missing_told", "2026-01-26 11:00")("paused", "2026-01-26 11:00", reason="supplementing")
    claim("resumed", "2026-02-10 15:00", reason="supplementing")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-03-06"
    claim("claim_decided", "2026-03-07 00:00", subject={"outcome": "pay"})
    assert clocks(law, *claim.events)["decision_law"].status is ClockStatus.LATE


def test_five_and_out_of_the_five_working_days(law, at, clocks, last):
    """Requested Monday 2 March: 3, 4, 5, 6, 9. Told on Wednesday 4, there on Tuesday 10: 5, 6, 9, 10 are four working
    days. From 9 March: 10, 11, 12, 13."""
    claim = Told(at, "persons")("claim_requested", "2026-03-02 08:30")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-03-09"
    claim("paused", "2026-03-04 16:00", reason="supplementing")
    claim("resumed", "2026-03-10 09:00", reason="supplementing")
    assert last(clocks(law, *claim.events)["decision_law"]) == "2026-03-13"


def test_six_property_has_thirty_days_by_law_and_five_working_days_by_the_standard(service, at, clocks, last):
    """Requested Wednesday 15 April: 15 days are left of April, and 15 of May. Working days: 16, 17, 20, 21, 22."""
    claim = Told(at, "property")("claim_requested", "2026-04-15 12:00")
    found = clocks(service, *claim.events)
    assert last(found["decision_law"]) == "2026-05-15"
    assert last(found["decision_service"]) == "2026-04-22"


def test_seven_a_refusal_is_told_within_three_days_also_at_the_festival(law, at, clocks, last):
    """Decided Thursday 12 February: Fri 13 1, Sat 14 2, Sun 15 3."""
    claim = Told(at, "life")("claim_requested", "2026-02-10 10:00")
    claim("claim_decided", "2026-02-12 16:00", subject={"outcome": "refuse"})
    assert last(clocks(law, *claim.events)["refusal_notice"]) == "2026-02-15"
    claim("claim_decision_told", "2026-02-15 23:59")
    assert clocks(law, *claim.events)["refusal_notice"].status is ClockStatus.MET
    paid = Told(at, "life")("claim_requested", "2026-02-10 10:00")
    paid("claim_decided", "2026-02-12 16:00", subject={"outcome": "pay"})
    assert "refusal_notice" not in clocks(law, *paid.events)


def test_eight_payment_within_ten_days_governs_where_three_working_days_are_longer(service, at, cn, last):
    """Agreed Friday 13 February: 15 days are left of February, the tenth is the 23rd. Working days: Sat 14, Tue 24,
    Wed 25."""
    claim = Told(at, "property")("claim_requested", "2026-02-09 10:00")
    claim("claim_decided", "2026-02-12 16:00", subject={"outcome": "pay"})("claim_agreed", "2026-02-13 10:00")
    states = project(claim.events, service, cn)
    found = {clock.key: clock for clock in states}
    assert last(found["payment"]) == "2026-02-23"
    assert last(found["payment_service"]) == "2026-02-25"
    first = governing(states, "payment")
    assert first is not None
    assert first.key == "payment"


def test_nine_what_can_be_ascertained_is_paid_within_sixty_days(law, at, clocks, last):
    """First papers on Saturday 10 January: 21 days are left of January, 28 of February make 49, 11 March is the 60th.

    What is there is paid of, so nobody waits for the last paper (Art. 25: by the proofs that there are)."""
    claim = Told(at, "property", "complex")("claim_requested", "2026-01-10 10:00")
    claim("papers_received", "2026-01-10 10:00")
    assert last(clocks(law, *claim.events)["ascertainable"]) == "2026-03-11"
    claim("papers_complete", "2026-02-20 10:00")
    assert last(clocks(law, *claim.events)["ascertainable"]) == "2026-03-11"
    claim("ascertainable_paid", "2026-03-11 18:00")
    assert clocks(law, *claim.events)["ascertainable"].status is ClockStatus.MET
    assert clocks(law, *claim.events)["decision_law"].status is ClockStatus.RUNNING


def test_ten_the_labour_holiday_with_its_make_up_saturday_and_the_years_of_limitation(law, at, clocks, last):
    """Papers on Thursday 30 April. Wed 6 May 1, Thu 7 2, Fri 8 3, Sat 9 (make-up) 4, Mon 11 5; two of them: 7 May.

    Known on 29 February 2024: two years end on 28 February 2026, because that year has no 29th; five in 2029.
    """
    claim = Told(at, "persons")("loss_known", "2024-02-29 10:00")
    assert last(clocks(law, *claim.events)["limitation"]) == "2026-02-28"
    life = Told(at, "life")("loss_known", "2024-02-29 10:00")
    assert last(clocks(law, *life.events)["limitation"]) == "2029-02-28"
    claim("claim_requested", "2026-04-30 10:00")("papers_received", "2026-04-30 10:00")
    found = clocks(law, *claim.events)
    assert found["limitation"].status is ClockStatus.LATE
    assert last(found["one_time_notice"]) == "2026-05-11"
    claim("papers_complete", "2026-04-30 11:00")
    assert last(clocks(law, *claim.events)["acceptance"]) == "2026-05-07"


@pytest.mark.req("CLM-06")
def test_a_question_is_answered_within_24_hours_of_the_clock_or_when_promised(service, at, clocks):
    claim = Told(at, "life")("question_asked", "2026-02-14 16:00", about="1")
    assert clocks(service, *claim.events)["question"].due_at == at("2026-02-15 16:00")
    claim("question_asked", "2026-02-14 16:00", about="2", due=at("2026-02-14 17:30"))
    found = {
        clock.about: clock for clock in project(claim.events, service, shipped.load("cn")) if clock.about
    }
    assert found["2"].due_at == at("2026-02-14 17:30")
    claim("question_answered", "2026-02-14 17:00", about="2")
    found = {
        clock.about: clock for clock in project(claim.events, service, shipped.load("cn")) if clock.about
    }
    assert found["2"].status is ClockStatus.MET
    assert found["1"].status is ClockStatus.RUNNING


@pytest.mark.req("CLM-05")
def test_each_agreed_contact_holds_until_the_next_one(service, at, clocks):
    claim = Told(at, "life")("progress_told", "2026-03-02 10:00", due=at("2026-03-06 10:00"))
    claim("progress_told", "2026-03-06 09:00", due=at("2026-03-12 10:00"))
    found = [
        clock for clock in project(claim.events, service, shipped.load("cn")) if clock.key == "agreed_contact"
    ]
    assert [clock.status for clock in found] == [ClockStatus.MET, ClockStatus.RUNNING]
    assert found[1].due_at == at("2026-03-12 10:00")


HEAD = (
    'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: claims-service\ngoverns: claims\n'
    "title: {zh: 子, en: child}\n"
)


@pytest.mark.req("ORG-14", "CLM-03", "CLM-04", "CLM-05", "CLM-06", "CLM-14")
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("clocks: {payment: {limit: 3 working days}}", "3 working days can be longer than 10 calendar days"),
        ("clocks: {limitation: {limit: 1 year}}", "the customer's own time is cut short"),
        ("limits: {limitation: {rows: [{limit: 1 year, cite: insurance-law/26}]}}", "customer's own time"),
        ("limits: {limitation: {rows: [{limit: 3 years, cite: insurance-law/26}]}}", "3 years can be longer"),
        ("clocks: {decision_law: {pauses: []}}", None),
        ("clocks: {decision_law: {starts: papers_complete}}", "no longer starts at 'claim_requested'"),
        ("clocks: {ascertainable: {starts: papers_complete}}", "no longer starts at 'papers_received'"),
        ("clocks: {reconsidered: {starts: objected}}", "no longer starts at 'claim_reopened'"),
        ("clocks: {reconsidered: {stops: [claim_decided, claim_agreed, progress_told]}}", "must not stop it"),
        ("letters: {decision_notice: {form: true}}", "a form where it was a letter"),
        ("letters: {supplement_notice: {parts: {new_fact: null}}}", "stands there no more"),
        ("letters: {supplement_notice: {parts: {received: {fixed: false}}}}", "stands there no more"),
        ("letters: {decision_notice: {parts: {payment: null}}}", "stands there no more"),
        ("letters: {decision_notice: {parts: {contact: null}}}", None),
        ("papers: {identity: {title: {zh: 全家户口本, en: Register of the household}}}", "another paper is asked"),
        (
            (
                "clocks: {payment: {pauses: "
                "[{reason: supplementing, title: {zh: 补, en: A}, proof: [one_time_notice], cite: CLM-09}]}}"
            ),
            "no ground for a pause there",
        ),
        ("lines: {motor: {insures: life}}", "dropped or counted elsewhere"),
        ("losses: {death: {hurts: none}}", "nobody is spoken to first"),
        (
            (
                "guides: {endowment: {causes: [illness, accident, traffic]}}\n"
                "loss_causes: {survival: null}"
            ),
            "it is left out",
        ),
        ("papers: {bank_letter: {title: {zh: 银行函, en: Letter of the bank}, cite: CLM-03}}", "asked for more"),
        ("papers: {fire_report: {when: {}}}", "asked for more"),
        ("papers: {police_report: {original: true}}", "asked for as original"),
        ("papers: {identity: {requirement: {zh: 公证, en: Notarised}}}", "must be like is changed"),
        ("papers: {weather: {spared: false}}", "falls away in a catastrophe no more"),
        ("papers: {police_report: {spared: true}}", None),
        ("papers: {police_report: null}", None),
        ("milestones: {paid: null}", "not told of it any more"),
        ("promises: {answer: {longest: 48 hours}}", "48 hours can be longer than 24 hours"),
        ("promises: {answer: {clock: agreed_contact}}", "held by 'agreed_contact'"),
        ("promises: {answer: null}", "it is left out"),
        ("risk: {listed_from: 5}", "fewer claims are listed"),
        ("risk: {rules: {objected: {points: 1}}}", "gives fewer points"),
        ("risk: {rules: {objected: null}}", "gives fewer points"),
        ("risk: {rules: {long_open: {at_least: 60}}}", "gives fewer points"),
        ("risk: {rules: {objected: {fact: refused}}}", "gives fewer points"),
        ("risk: null", "gives fewer points|listed"),
    ],
)  # fmt: skip
def test_a_child_of_the_standard_may_be_stricter_and_never_looser(body, says):
    if says is None:
        assert loads(HEAD + body).name == "child"
        return
    with pytest.raises(RulebookError, match=says) as refused:
        loads(HEAD + body)
    assert "looser than" in str(refused.value)


@pytest.mark.req("ORG-14", "SYS-03")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            HEAD.replace("claims-service", "claims-law").replace("governs: claims", "governs: complaints"),
            "it governs complaints, not claims",
        ),
        (
            HEAD + "channels: {fax: {title: {zh: 传真, en: Fax}, cite: CLM-02}}",
            "does not belong into a rulebook of",
        ),
        (HEAD + "promises: {answer: {clock: nothing}}", "'nothing' does not exist"),
        (HEAD + "promises: {answer: {longest: planned time}}", "is an amount of time"),
        (HEAD + "papers: {identity: {when: {line: spaceship}}}", "'spaceship' is not a value of line"),
    ],
)
def test_what_does_not_belong_together_is_named(text, says):
    with pytest.raises(RulebookError, match=says):
        loads(text)


def test_a_child_governs_what_its_parent_does_without_saying_so():
    assert loads(HEAD.replace("governs: claims\n", "")).method.governs == "claims"


def test_what_the_standard_says_is_printed(service):
    for language, words in (
        ("zh", "火灾事故证明（大灾中可以免交）"),
        ("en", "Report of the fire (may fall away in a catastrophe)"),
    ):
        chapter = next(each for each in document(service, language).chapters if each.anchor == "claims")
        cells = [cell for table in chapter.tables for row in table.rows for cell in row.cells]
        assert words in cells
        assert len(chapter.tables) == 9


@pytest.mark.req("CLM-05")
def test_a_complex_property_claim_is_not_left_without_a_word(service, at, clocks, last):
    """Papers complete on Friday 13 February: Sat 14 (make-up) 1, Tue 24 2, Wed 25 3, Thu 26 4, Fri 27 5."""
    claim = Told(at, "property", "complex")("claim_requested", "2026-02-13 10:00")
    claim("papers_received", "2026-02-13 10:00")("papers_complete", "2026-02-13 11:00")
    assert last(clocks(service, *claim.events)["progress_told"]) == "2026-02-27"
    claim("progress_told", "2026-02-27 23:59", due=at("2026-03-09 10:00"))
    found = clocks(service, *claim.events)
    assert found["progress_told"].status is ClockStatus.MET
    assert found["agreed_contact"].due_at == at("2026-03-09 10:00")


@pytest.mark.req("CLM-09", "CLM-10")
def test_an_objection_and_a_reopening_each_have_the_limit_of_a_decision(service, at, clocks, last):
    """Objected on Thursday 12 February, life and simple: Fri 13, Sat 14, Tue 24, Wed 25, Thu 26. Reopened on 30 April:
    Wed 6 May, Thu 7, Fri 8, Sat 9 (make-up), Mon 11."""
    claim = Told(at, "life")("claim_requested", "2026-02-02 10:00")
    claim("claim_decided", "2026-02-05 10:00", subject={"outcome": "refuse"})
    claim("claim_decision_told", "2026-02-06 10:00")("objected", "2026-02-12 23:59")
    assert last(clocks(service, *claim.events)["reconsidered"]) == "2026-02-26"
    claim("claim_decided", "2026-02-27 00:00", subject={"outcome": "refuse"})
    assert clocks(service, *claim.events)["reconsidered"].status is ClockStatus.LATE
    claim("claim_decision_told", "2026-02-27 10:00")("closed", "2026-02-27 11:00")
    claim("claim_reopened", "2026-04-30 10:00")
    again = [
        each for each in project(claim.events, service, shipped.load("cn")) if each.key == "reconsidered"
    ]
    assert [each.status for each in again] == [ClockStatus.LATE, ClockStatus.RUNNING]
    assert last(again[1]) == "2026-05-11"
