"""A case that had its result and goes back into work has a limit of the law again, by whichever way (CLO-04, FLW-15).

Thursday 19 November 2026, the day of most ways back, gives fifteen days: to the end of 4 December.
"""

from __future__ import annotations

import pytest

from redress.assembly import ALL
from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.closing.commands.reinvestigate import OrderReinvestigation
from redress.complaints.deciding.commands.approve import RefuseApproval, TakeBackApproval
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.law.commands.earlier_limit import SetEarlierLimit
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.review import DecideReview
from redress.complaints.linking.commands.merging import Absorb
from redress.complaints.oversight.recount import recount
from redress.rulebook import load
from redress.rulebook.events import CHANGING, UNDOING
from redress.rulebook.lifecycle import IN_WORK, WITH_A_RESULT
from tests.complaints.inputs import approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import clock, decision, heard, to_proposal, told_decision
from tests.complaints.stories import case
from tests.complaints.test_reviews import FINDINGS, request
from tests.fixtures.insurer import local

RUNNING = ["running", "paused"]
FIRST = "2026-11-19 10:00"
ANEW = "2026-12-05 00:00"


def accepted(actor, **more: object) -> str:
    """A payments case of the counter whose customer accepted eight hundred yuan on Wednesday the 18th."""
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "unit": "cd"}
        number = execute(transfer(**(given | more)), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        if more.get("level"):
            heard(number)
        to_proposal(number, city, unit="cd")
        approve_all(number)
        execute(GiveFeedback(accepted=True), city, number)
    return number


def determined(actor, number: str) -> None:
    with moment.at(local("2026-11-18 16:00")):
        cause = {"code": "process", "department": department("cd", "finance")}
        given = Determine(validity="substantiated", reasons="属实", causes=[cause])
        execute(given, actor("cd.officer"), number)


def law(number: str) -> list[tuple[str, object]]:
    found = Clock.objects.filter(file_id=case(number).pk, key="resolution_law").order_by("occurrence")
    return [(each.status, each.due_at) for each in found]


def reinvestigated(actor, number: str) -> None:
    execute(OrderReinvestigation(ground="differs", guidance="再查"), actor("sc.officer"), number)


def dissatisfied(actor, number: str) -> None:
    called = RecordCallback(
        reached=True, answers=_answers(number), satisfaction="dissatisfied", reason="金额不对"
    )
    execute(called, actor("cd.officer"), number)


def refused_anew(actor, number: str) -> None:
    """The case turns out to be major; the opinion goes to the manager, who refuses it."""
    execute(Reclass(level="major", reason="媒体关注"), actor("cd.officer"), number)
    heard(number)
    waits = case(number).approvals.get(state="waiting")
    execute(RefuseApproval(approval=waits.number, reason="重新研究"), actor("sc.manager"), number)


def taken_back(actor, number: str) -> None:
    execute(Reclass(level="major", reason="媒体关注"), actor("cd.officer"), number)
    waits = case(number).approvals.get(state="waiting")
    back = TakeBackApproval(approval=waits.number, reason="重新研究")
    execute(back, actor("cd.officer"), number)


def _answers(number: str) -> list[dict[str, str]]:
    script = load("life-method").method.callback.script
    return [{"question": code, "answer": "是"} for code, each in script.items() if each.required]


WAYS = {
    "order_reinvestigation": reinvestigated,
    "record_callback": dissatisfied,
    "refuse_approval": refused_anew,
    "take_back_approval": taken_back,
}


@pytest.mark.django_db
@pytest.mark.req("FLW-15", "CLO-04", "AUT-01", "CLK-04", "FLW-17")
@pytest.mark.parametrize("signed", [False, True], ids=["answered", "determined"])
@pytest.mark.parametrize("way", WAYS)
def test_an_agreement_that_is_taken_back_leaves_a_limit_of_the_law(actor, way, signed):
    number = accepted(actor)
    if signed:
        determined(actor, number)
    assert law(number) == [("met", local("2026-12-04 00:00"))]
    with moment.at(local(FIRST)):
        WAYS[way](actor, number)
    row = case(number)
    assert row.state in IN_WORK
    assert law(number) == [("met", local("2026-12-04 00:00")), ("running", local(ANEW))]
    assert (row.legal_due_at, row.next_due_at is not None) == (local(ANEW), True)
    assert (row.validity, row.callback, row.sign_offs.exists()) == ("", "", False)
    assert recount([row.pk])["substantiated"] == 0
    pending = Clock.objects.filter(file_id=row.pk, status__in=RUNNING)
    assert not {"execution", "opinion_execution", "sign_off", "callback", "tell"} & {c.key for c in pending}


@pytest.mark.django_db
@pytest.mark.req("FLW-15", "COM-06")
def test_what_was_told_of_a_decision_that_is_taken_back_is_told_anew(actor):
    """Decided, told, accepted after all: the superior unit returns it, and nothing of it closes the case."""
    number = told_decision(actor("cd.officer"))
    with moment.at(local("2026-11-24 10:00")):
        execute(GiveFeedback(accepted=True), actor("cd.officer"), number)
        reinvestigated(actor, number)
    row = case(number)
    assert (row.decided_at, row.result_told_at, row.result_received_at) == (None, None, None)
    assert list(row.decisions.values_list("state", flat=True)) == ["superseded"]
    assert law(number)[-1] == ("running", local("2026-12-10 00:00"))


@pytest.mark.django_db
@pytest.mark.req("AUT-06", "CLK-04")
def test_a_result_that_the_review_returns_has_a_limit_of_the_law(actor):
    number, city = accepted(actor), actor("cd.officer")
    determined(actor, number)
    with moment.at(local(FIRST)):
        execute(request(number, city), city, number)
        execute(DecideReview(outcome="returned", **FINDINGS), actor("sc.officer"), number)
    row = case(number)
    assert (row.state, row.validity, law(number)[-1]) == ("rejected", "", ("running", local(ANEW)))


@pytest.mark.django_db
@pytest.mark.req("CLK-05", "CLO-08")
def test_a_decision_that_nobody_was_told_is_thought_over_again_within_a_limit(actor):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter", class_code="payments"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        to_proposal(number, city, unit="cd")
        execute(decision(), city, number)
    with moment.at(local(FIRST)):
        given = NewFacts(what="新的诊断证明", evidence=[attach(number, city, "出院诊断证明")])
        execute(given, city, number)
    row = case(number)
    assert (row.state, law(number)) == ("investigating", [("running", local(ANEW))])
    assert clock(row, "tell").status == "cancelled", "what is thought over again is not told"


@pytest.mark.django_db
@pytest.mark.req("CLK-12")
def test_an_earlier_limit_of_an_office_holds_on_when_the_agreement_that_met_it_is_taken_back(actor):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter", class_code="payments"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        paper = attach(number, city, "转办函", "other")
        limit = SetEarlierLimit(office="四川监管局", last_day="2026-11-25", evidence=paper)
        execute(limit, city, number)
        to_proposal(number, city, unit="cd")
        execute(GiveFeedback(accepted=True), city, number)
    assert clock(case(number), "office_limit").status == "met"
    with moment.at(local(FIRST)):
        reinvestigated(actor, number)
    again = clock(case(number), "office_limit")
    assert (again.status, again.due_at) == ("running", local("2026-11-26 00:00"))


@pytest.mark.django_db
@pytest.mark.req("CLO-04", "FLW-15")
def test_a_callback_about_the_result_of_then_does_not_stand_for_the_new_one(actor):
    number, city = accepted(actor, level="major"), actor("cd.officer")
    with moment.at(local("2026-11-18 16:00")):
        called = RecordCallback(reached=True, answers=_answers(number), satisfaction="satisfied")
        execute(called, city, number)
    assert case(number).callback == "done"
    with moment.at(local(FIRST)):
        reinvestigated(actor, number)
    assert case(number).callback == ""


TOLD_ABOVE = {*WAYS, DecideReview.name, NewFacts.name, Absorb.name}


@pytest.mark.req("FLW-17", "CLK-04")
def test_every_way_back_into_work_is_told_above():
    back = {
        command.name
        for command in ALL
        for before, after in (*command.moves.items(), *command.branches.items())
        for to in ([after] if isinstance(after, str) else after)
        if before in WITH_A_RESULT and to in IN_WORK
    }
    assert back == TOLD_ABOVE


@pytest.mark.req("CLK-04", "CLO-04", "FLW-15")
def test_every_event_that_takes_a_result_back_starts_the_law_in_every_shipped_method():
    for name in ("statutory-2020", "property-method", "guangxi-method"):
        starts = load(name).method.clocks["resolution_law"].starts
        assert set(UNDOING) <= {trigger.event for trigger in starts}, name


A_RESULT = {"settled", "feedback_accepted", "decision_told", "determined", "closed"}
DONE_WITH_IT = {"determined", "signed", "closed", "archived", "callback_done"}
"""What is done with a result once there is one, and anew when it is another."""


@pytest.mark.req("AUT-06", "CLO-02", "FLW-17")
@pytest.mark.parametrize("name", ["property-method", "life-method", "guangxi-method"])
def test_every_limit_that_rests_on_a_result_ends_with_it_in_every_shipped_method(name):
    resting = {
        key: rule
        for key, rule in load(name).method.clocks.items()
        if {trigger.event for trigger in rule.starts} <= A_RESULT
        and {trigger.event for trigger in rule.stops} <= DONE_WITH_IT
    }
    assert {"determination", "sign_off", "closing", "callback", "archive"} == set(resting)
    for key, rule in resting.items():
        assert {*UNDOING, CHANGING} <= {*rule.cancels}, key
