"""A case classed anew after its opinion was approved: the table of now decides, whatever was approved before."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing import gate
from redress.complaints.deciding.commands.approve import Approve, RefuseApproval
from redress.complaints.deciding.commands.authorise import Authorise
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.models import Complaint
from tests.complaints.stages import heard
from tests.complaints.test_approvals import found_out
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-01")]


@pytest.fixture
def proposed(actor, wednesday) -> str:
    """5,000 yuan in a general case: within the authority of the counter's complaint officer."""
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付", basis="条款", amount="5000"), actor("cd.officer"), number)
    return number


def opinion(number: str):
    return Complaint.objects.get(number=number).proposals.latest("position")


def waiting(number: str):
    return Complaint.objects.get(number=number).approvals.filter(state="waiting").last()


def major(actor, number: str) -> None:
    execute(Reclass(level="major", reason="媒体关注"), actor("cd.officer"), number)


def test_an_opinion_that_is_out_waits_for_who_may_decide_it_now(proposed, actor):
    major(actor, proposed)
    assert opinion(proposed).state == "awaiting_approval"
    assert (waiting(proposed).of_unit.code, waiting(proposed).of_duty) == ("sc", "manager")
    with pytest.raises(Refusal) as refused:
        execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed)
    assert refused.value.rule == "AUT-01"
    with pytest.raises(Refusal) as refused:
        execute(Approve(approval=waiting(proposed).number), actor("sc.manager"), proposed)
    assert refused.value.rule == "FLW-10"  # what comes before an opinion comes before this one
    heard(proposed)
    execute(Approve(approval=waiting(proposed).number), actor("sc.manager"), proposed)
    assert opinion(proposed).state == "pending"
    assert Complaint.objects.get(number=proposed).state == "proposed"
    execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed)


def test_a_rule_that_raises_the_level_asks_anew_as_well(proposed, actor):
    execute(Amend(complainants=25, reason="另有24人联名"), actor("cd.officer"), proposed)
    assert opinion(proposed).state == "awaiting_approval"


def test_what_the_customer_accepted_is_not_performed_before_it_is_approved_anew(proposed, actor):
    execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed)
    major(actor, proposed)
    with pytest.raises(Refusal):
        execute(Execute(proof="付款凭证"), actor("cd.officer"), proposed)
    row = Complaint.objects.get(number=proposed)
    heard(proposed)
    assert "approvals" in gate.missing_by_key(Case(row, moment.now()))
    execute(Approve(approval=waiting(proposed).number), actor("sc.manager"), proposed)
    assert opinion(proposed).state == "accepted"
    execute(Execute(proof="付款凭证"), actor("cd.officer"), proposed)
    assert opinion(proposed).executed_at


def test_what_is_refused_goes_back_to_work(proposed, actor):
    execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed)
    major(actor, proposed)
    execute(
        RefuseApproval(approval=waiting(proposed).number, reason="金额过高"), actor("sc.manager"), proposed
    )
    row = Complaint.objects.get(number=proposed)
    assert (row.state, row.result_told_at, opinion(proposed).state) == ("investigating", None, "disapproved")


def test_what_stays_within_who_decided_it_is_not_asked_again(actor, wednesday):
    number = found_out(actor("sc.officer"))
    execute(Propose(plan="补付", basis="条款", amount="90000"), actor("sc.officer"), number)
    while question := waiting(number):
        whom = "sc.cshead" if question.of_duty == "cs_head" else "sc.manager"
        execute(Approve(approval=question.number), actor(whom), number)
    execute(Reclass(level="major", reason="媒体关注"), actor("sc.officer"), number)
    assert opinion(number).state == "pending"
    assert waiting(number) is None


def test_an_authorisation_gives_no_more_than_its_giver_has_now(actor, wednesday):
    number = found_out(actor("cd.officer"))
    until = local("2026-11-19 10:00")
    execute(
        Authorise(to="cd.officer", amount="9000", reason="急", expires_at=until), actor("cd.cshead"), number
    )
    execute(Reclass(level="major", reason="媒体关注"), actor("cd.officer"), number)
    heard(number)
    execute(Propose(plan="补付", basis="条款", amount="9000"), actor("cd.officer"), number)
    assert opinion(number).state == "awaiting_approval"
