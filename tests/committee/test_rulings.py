"""From referral to execution: what a session decides binds the case."""

from __future__ import annotations

import pytest

from redress.casework.moment import now
from redress.casework.refusals import Refusal
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.rule import Rule
from redress.committee.models import Execution, Ruling
from redress.complaints.case import Case
from redress.complaints.closing import gate
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.models import Complaint
from tests.committee.conftest import MEMBERS, before_committee, user
from tests.complaints.inputs import department

pytestmark = pytest.mark.django_db


def everybody_votes(meeting, against=()):
    meeting.attend(*MEMBERS)
    meeting.hear()
    for name in MEMBERS:
        if name in against:
            meeting.vote(name, "against", reason="应当先查清责任")
        else:
            meeting.vote(name, "for")


def ruling(meeting, **more):
    given = {
        "session": meeting.number,
        "item": 1,
        "execution": [{"what": "退还保费", "owner": user("sc.finance"), "until": "2026-11-25"}],
    }
    return Rule(**(given | more))


@pytest.mark.req("ORG-03", "AUT-04")
def test_a_ruling_is_given_recorded_and_followed_until_it_is_executed(actor, agenda):
    number, meeting = agenda
    everybody_votes(meeting, against=("sc.legal",))
    execute(ruling(meeting), actor("sc.manager"), number)
    case = Complaint.objects.get(number=number)
    assert case.committee == "executing"
    given = Ruling.objects.get(complaint=case)
    assert (given.number, given.words) == (f"{meeting.number}/1", "全额退还保费")
    assert "ruling_executed" in missing(case)
    todo = Execution.objects.get(complaint=case)
    execute(ReportExecution(todo=todo.pk, report="回单 0231"), actor("sc.finance"), number)
    case.refresh_from_db()
    assert case.committee == "executed"
    assert "ruling_executed" not in missing(case)


def missing(case):
    opened = Case(case, now())
    known = {id(check): key for key, check in opened.rulebook.method.before_closing.items()}
    return [known[id(check)] for check in gate.missing(opened)]


@pytest.mark.req("AUT-04")
def test_an_opinion_that_differs_from_the_ruling_is_refused_and_told_the_ruling(actor, agenda):
    number, meeting = agenda
    everybody_votes(meeting)
    execute(ruling(meeting), actor("sc.manager"), number)
    officer = actor("sc.officer")
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="录音"), officer, number)
    with pytest.raises(Refusal) as refused:
        execute(Propose(plan="退还一半保费", basis="合同"), officer, number)
    assert refused.value.rule == "ORG-03"
    assert meeting.number in str(refused.value)
    execute(Propose(plan="公司决定全额退还保费，并致歉。", basis="合同"), officer, number)


@pytest.mark.req("AUT-04")
def test_without_quorum_nobody_votes_and_nothing_is_ruled(actor, agenda):
    number, meeting = agenda
    meeting.attend(*MEMBERS[:4])
    with pytest.raises(Refusal) as refused:
        meeting.vote("sc.manager", "for")
    assert refused.value.rule == "AUT-04"
    with pytest.raises(Refusal):
        execute(ruling(meeting), actor("sc.manager"), number)
    assert not Ruling.objects.exists()


@pytest.mark.req("ORG-03", "AUT-04", "AUT-01")
def test_what_the_committee_has_ruled_is_carried_out_beyond_the_limits_of_single_persons(actor, wednesday):
    number, meeting = before_committee(actor, amount="60000")
    everybody_votes(meeting)
    execute(ruling(meeting, execution=[]), actor("sc.manager"), number)
    officer = actor("sc.officer")
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="录音"), officer, number)
    said = execute(Propose(plan="全额退还保费", basis="合同", amount="60000"), officer, number)
    assert said.facts["ruling"] == f"{meeting.number}/1"
    case = Complaint.objects.get(number=number)
    assert (case.state, case.proposals.get().state, case.approvals_waiting) == ("proposed", "pending", 0)


@pytest.mark.req("AUT-01")
def test_a_ruling_without_an_amount_lends_nobody_authority(actor, agenda):
    number, meeting = agenda
    everybody_votes(meeting)
    execute(ruling(meeting, execution=[]), actor("sc.manager"), number)
    officer = actor("sc.officer")
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="录音"), officer, number)
    execute(Propose(plan="全额退还保费", basis="合同", amount="60000"), officer, number)
    assert Complaint.objects.get(number=number).approvals_waiting == 1
