"""The final word on validity, cause and closing where departments disagree (ORG-03, CLO-03)."""

from __future__ import annotations

import pytest

from redress.casework.refusals import Refusal
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.refer import DisputeDetermination, ReferToCommittee
from redress.committee.commands.rule import Rule
from redress.committee.models import Referral
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.models import Complaint, Order
from tests.committee.conftest import MEMBERS, call, major
from tests.complaints.inputs import department, transfer
from tests.complaints.stages import to_proposal

pytestmark = pytest.mark.django_db


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as raised:
        execute(command, actor, number)
    return raised.value


@pytest.fixture
def determined(actor, wednesday):
    """A case found substantiated, the claims department responsible and unwilling to sign."""
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    to_proposal(number, officer, unit="sc")
    order = Order.objects.get(complaint__number=number)
    execute(ReplyOrder(order=order.number, reply="属实"), actor("sc.claims"), number)
    execute(GiveFeedback(accepted=True), officer, number)
    execute(found("substantiated"), officer, number)
    return number


def found(validity, cause="process"):
    return Determine(
        validity=validity,
        reasons="见卷宗",
        causes=[{"code": cause, "department": department("sc", "claims")}],
    )


def ruled(actor, number, referral):
    meeting = call(actor)
    execute(PutOnAgenda(referral=referral, session=meeting.number), actor("sc.officer"), number)
    meeting.attend(*MEMBERS[:6])
    meeting.hear("claims")
    for name in MEMBERS[:6]:
        if name != "sc.cshead":
            meeting.vote(name, "for")
        else:
            meeting.vote(name, "against", reason="证据充分")
    execute(Rule(session=meeting.number, item=1), actor("sc.manager"), number)
    return meeting


def dispute(actor, number, **more) -> int:
    given = {
        "because": "资料不全系客户原因",
        "question": "validity",
        "motion": "认定为无效投诉",
        "validity": "unsubstantiated",
    } | more
    execute(DisputeDetermination(**given), actor("sc.claimshead"), number)
    return Referral.objects.latest("pk").pk


@pytest.mark.req("ORG-03", "CLO-03")
def test_a_department_disputes_the_validity_and_the_committee_has_the_last_word(actor, determined):
    number = determined
    officer = actor("sc.officer")
    referral = dispute(actor, number)
    assert refused(Close(), officer, number).rule
    assert refused(found("substantiated"), officer, number).rule == "ORG-03", "it waits for the ruling"
    meeting = ruled(actor, number, referral)
    refusal = refused(found("substantiated"), officer, number)
    assert (refusal.rule, refusal.field) == ("ORG-03", "validity")
    assert meeting.number in str(refusal)
    execute(found("unsubstantiated"), officer, number)
    assert Complaint.objects.get(number=number).validity == "unsubstantiated"


@pytest.mark.req("ORG-03")
def test_ruled_causes_bind_the_determination(actor, determined):
    number = determined
    causes = [{"code": "staff_skill", "department": department("sc", "claims")}]
    referral = dispute(
        actor, number, question="cause", motion="原因归类为业务技能", validity=None, causes=causes
    )
    ruled(actor, number, referral)
    assert refused(found("substantiated"), actor("sc.officer"), number).field == "causes"
    execute(found("substantiated", "staff_skill"), actor("sc.officer"), number)


@pytest.mark.req("ORG-03")
def test_a_ruling_that_the_case_be_closed_stands_in_for_the_signature_that_is_refused(actor, determined):
    number = determined
    officer = actor("sc.officer")
    assert "签字" in str(refused(Close(), officer, number)) or "sign" in str(
        refused(Close(), officer, number)
    )
    execute(
        ReferToCommittee(
            reason="disagreement",
            because="理赔部不签字",
            question="closing",
            motion="同意结案",
            closing="close",
        ),
        officer,
        number,
    )
    ruled(actor, number, Referral.objects.latest("pk").pk)
    execute(Execute(proof="付款回单 2026-118"), officer, number)
    execute(Close(), officer, number)
    assert Complaint.objects.get(number=number).state == "closed"


@pytest.mark.req("ORG-03")
def test_a_ruling_that_the_case_stay_open_keeps_it_open(actor, determined):
    number = determined
    officer = actor("sc.officer")
    execute(
        ReferToCommittee(
            reason="disagreement", because="争议", question="closing", motion="暂不结案", closing="stay"
        ),
        officer,
        number,
    )
    ruled(actor, number, Referral.objects.latest("pk").pk)
    assert Complaint.objects.get(number=number).closing_ruling == "stay"
    assert refused(Close(), officer, number).rule


@pytest.mark.req("FLW-10", "ORG-03")
def test_a_referral_needs_a_reason_that_holds_and_a_motion_that_answers_the_question(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(level="general"), officer).number
    given = {"because": "难", "question": "handling", "motion": "退费"}
    assert refused(ReferToCommittee(reason="major", **given), officer, number).field == "reason"
    given |= {"question": "validity"}
    assert refused(ReferToCommittee(reason="disagreement", **given), officer, number).field == "validity"
    grave = major(actor)
    first = ReferToCommittee(reason="major", because="重大", question="handling", motion="退费")
    assert refused(first, actor("sc.intake"), grave).status == 403
    execute(first, officer, grave)
    assert refused(first, officer, grave).field == "question", "the question waits already"


@pytest.mark.req("FLW-10")
def test_the_superior_units_committee_is_asked_for_support(actor, wednesday):
    number = major(actor)
    refer = ReferToCommittee(
        reason="major", because="超出省公司能力", question="handling", motion="退费", to_superior=True
    )
    execute(refer, actor("sc.officer"), number)
    assert Referral.objects.get().body.unit.code == "life-ho"
