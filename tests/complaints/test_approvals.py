"""Authority: who decides alone, who must ask, who may not decide, and what is performed afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.deciding.commands.approve import Approve, RefuseApproval, TakeBackApproval
from redress.complaints.deciding.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.handling.queries.owned import desk_of
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.models import Approval, Complaint, Contact, JournalEntry, Proposal
from redress.messages.models import Alert
from redress.organisation.models import User
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import heard
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def found_out(officer, *, unit="cd", **more) -> str:
    """A case of the counter, dispatched, with its three findings."""
    number = execute(transfer(**({"source": "direct", "channel": "email"} | more)), officer).number
    execute(Dispatch(to=department(unit, "business_management"), opinion="请核实"), officer, number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="有记录"), officer, number)
    return number


@pytest.fixture
def city(actor):
    return actor("cd.officer")


@pytest.fixture
def head(actor):
    return actor("sc.cshead")


@pytest.fixture
def number(city, wednesday):
    return found_out(city)


def offer(amount, **more) -> Propose:
    return Propose(plan="补付", basis="条款第五条", amount=str(amount), **more)


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def the(number) -> Complaint:
    return Complaint.objects.get(number=number)


@pytest.mark.req("AUT-01")
def test_within_authority_a_proposal_goes_to_the_customer_at_once(number, city):
    assert execute(offer(5000), city, number).state is State.PROPOSED
    assert not Approval.objects.exists()


@pytest.mark.req("AUT-01")
def test_beyond_authority_it_goes_to_the_nearest_who_may_and_no_answer_can_be_given_before(
    number, city, head
):
    outcome = execute(offer(20000), city, number)
    approval = Approval.objects.get()
    assert (outcome.state, outcome.facts["approval"]) == (State.INVESTIGATING, "A1")
    assert (approval.of_unit.code, approval.of_duty) == ("sc", "cs_head"), "the counter's head decides 10,000"
    assert Alert.objects.get(kind="approval").user_id == head.id
    assert refused(GiveFeedback(accepted=True), city, number).status == 409
    assert refused(offer(100), city, number).rule == "AUT-01"
    assert execute(Approve(approval=1, words="同意"), head, number).state is State.PROPOSED
    assert Proposal.objects.get().state == "pending"
    assert the(number).approvals_waiting == 0
    assert Alert.objects.filter(kind="decided", user_id=city.id).exists()


@pytest.mark.req("AUT-01")
@pytest.mark.parametrize(
    ("amount", "level", "asked"),
    [
        (10000, "general", ("cd", "cs_head")),
        (10001, "general", ("sc", "cs_head")),
        (30000, "difficult", ("sc", "cs_head")),
        (30001, "general", ("sc", "manager")),
        (1, "major", ("sc", "manager")),
        (100001, "major", ("life-ho", "manager")),
    ],
)
def test_the_nearest_who_may_follows_from_amount_level_unit_and_duty(amount, level, asked, city, wednesday):
    number = found_out(city, level=level)
    heard(number)  # where that comes first
    execute(offer(amount), city, number)
    approval = Approval.objects.get()
    assert (approval.of_unit.code, approval.of_duty) == asked


@pytest.mark.req("AUT-01")
def test_mis_selling_is_decided_higher_up_than_the_same_amount_of_another_class(city, wednesday):
    number = found_out(city, class_code="solicitation")
    execute(offer(3000), city, number)
    assert Approval.objects.get().of_duty == "cs_head"


@pytest.mark.req("AUT-01")
def test_a_refused_proposal_goes_back_with_the_reason_and_another_may_be_made(number, city, head):
    execute(offer(20000), city, number)
    outcome = execute(RefuseApproval(approval=1, reason="缺少计算依据"), head, number)
    assert outcome.state is State.INVESTIGATING
    assert (Proposal.objects.get().state, Approval.objects.get().words) == ("disapproved", "缺少计算依据")
    assert execute(offer(4000), city, number).state is State.PROPOSED


@pytest.mark.req("AUT-01")
def test_who_asked_takes_the_question_back_and_nobody_else(number, city, head, actor):
    execute(offer(20000), city, number)
    assert refused(TakeBackApproval(approval=1, reason="不"), actor("sc.handler"), number).status == 403
    execute(TakeBackApproval(approval=1, reason="重新测算"), city, number)
    assert refused(Approve(approval=1), head, number).rule == "AUT-01"


@pytest.mark.req("AUT-01")
def test_a_withdrawn_case_asks_nobody_any_more(number, city, head):
    execute(offer(20000), city, number)
    paper = attach(number, city, "撤回申请")
    execute(Withdraw(request="客户书面撤回", evidence=paper), city, number)
    assert (Approval.objects.get().state, the(number).approvals_waiting) == ("ended", 0)
    assert Clock.objects.get(key="approval").status != "running"


@pytest.mark.req("AUT-01")
def test_beyond_ones_own_authority_it_is_endorsed_and_passed_on(number, city, head, actor):
    execute(offer(20000), city, number)
    Approval.objects.update(amount=Decimal(50000))  # what was asked of the head is more than the head decides
    outcome = execute(Approve(approval=1, words="拟同意"), head, number)
    assert outcome.state is State.INVESTIGATING
    first, second = Approval.objects.order_by("number")
    assert (first.state, second.state, second.follows) == ("passed_on", "waiting", first)
    assert (second.of_unit.code, second.of_duty, second.by_id) == ("sc", "manager", city.id)
    assert execute(Approve(approval=2), actor("sc.manager"), number).state is State.PROPOSED


@pytest.mark.req("AUT-01")
def test_who_was_not_asked_and_may_not_decide_is_told_who_may(number, city, actor):
    execute(offer(20000), city, number)
    refusal = refused(Approve(approval=1), actor("sc.handler"), number)
    assert (refusal.status, refusal.rule) == (403, "AUT-01")


@pytest.mark.req("AUT-03")
def test_a_proposal_is_not_approved_by_its_proposer(city, head, wednesday):
    number = found_out(city)
    execute(offer(20000), head, number)
    assert not Approval.objects.exists(), "the head of the province decides that alone"
    again = found_out(city, policy_number="P510009")
    execute(offer(40000), head, again)
    assert Approval.objects.get().of_duty == "manager"
    refusal = refused(Approve(approval=1), head, again)
    assert (refusal.rule, refusal.field) == ("AUT-03", "approval")
    assert the(again).state == State.INVESTIGATING


@pytest.mark.req("AUT-01")
def test_what_was_promised_is_performed_in_time_and_proven_before_closing(number, city, head):
    by = moment.now() + timedelta(days=2)
    execute(offer(20000, promised_at=by.isoformat()), city, number)
    execute(Approve(approval=1), head, number)
    assert refused(Execute(proof="付款凭证"), city, number).status == 409
    execute(GiveFeedback(accepted=True), city, number)
    clock = Clock.objects.get(key="execution")
    assert (clock.status, clock.due_at) == ("running", by)
    execute(Execute(proof="付款凭证 F2026-1"), city, number)
    assert Clock.objects.get(key="execution").status == "met"
    assert (Proposal.objects.get().execution, Proposal.objects.get().executed_by_id) == (
        "付款凭证 F2026-1",
        city.id,
    )
    assert refused(Execute(proof="再付一次"), city, number).rule == "AUT-01"


@pytest.mark.req("AUT-02")
def test_an_authorisation_widens_a_limit_up_to_its_amount_until_it_expires(number, city, head):
    until = moment.now() + timedelta(hours=4)
    execute(Authorise(to="cd.officer", amount="20000", reason="客户在场", expires_at=until), head, number)
    assert Alert.objects.filter(kind="authorised", user_id=city.id).exists()
    with moment.at(until):
        assert execute(offer(20000), city, number).state is State.INVESTIGATING, "it has expired"
        execute(TakeBackApproval(approval=1, reason="改"), city, number)
    assert execute(offer(20000), city, number).state is State.PROPOSED


@pytest.mark.req("AUT-02")
def test_nobody_hands_on_more_than_the_table_gives_nor_to_themselves(number, city, head, actor):
    until = moment.now() + timedelta(hours=4)
    more = Authorise(to="cd.officer", amount="30001", reason="通融", expires_at=until)
    assert refused(more, head, number).status == 403
    own = Authorise(to="sc.cshead", amount="20000", reason="通融", expires_at=until)
    assert refused(own, head, number).rule == "AUT-03"
    long = Authorise(to="cd.officer", amount="1", reason="通融", expires_at=until + timedelta(days=31))
    assert refused(long, head, number).field == "expires_at"
    execute(Authorise(to="cd.cshead", amount="20000", reason="出差", expires_at=until), head, number)
    handed_on = Authorise(to="cd.officer", amount="20000", reason="转授", expires_at=until)
    assert refused(handed_on, actor("cd.cshead"), number).status == 403


@pytest.mark.req("AUT-02", "AUT-03")
def test_a_remote_authorisation_is_recorded_by_a_third_person_with_proof_and_revoked_by_who_gave_it(
    number, city, head, actor
):
    given = {
        "to": "cd.officer",
        "amount": "20000",
        "reason": "客户在场",
        "expires_at": moment.now() + timedelta(hours=4),
        "means": "call",
        "given_by": "sc.cshead",
        "proof": "通话录音 R-77",
    }
    assert refused(Authorise(**given), city, number).rule == "AUT-03"
    assert refused(Authorise(**(given | {"proof": ""})), actor("cd.cshead"), number).field == "proof"
    execute(Authorise(**given), actor("cd.cshead"), number)
    assert Alert.objects.filter(kind="authorised", user_id=head.id).exists(), "the giver is told"
    execute(RevokeAuthorisation(authorisation=1, reason="未曾授权"), head, number)
    assert execute(offer(20000), city, number).state is State.INVESTIGATING


@pytest.mark.req("AUT-02")
def test_on_the_fast_path_the_answer_is_due_when_it_is_needed(number, city):
    soon = moment.now() + timedelta(hours=2)
    execute(offer(20000, needed_by=soon), city, number)
    clock = Clock.objects.get(key="approval", about="A1")
    assert (clock.due_at, Approval.objects.get().urgent) == (soon, True)


@pytest.mark.req("FLW-09")
def test_a_superiors_answer_to_a_request_binds(number, city, actor):
    execute(
        AskApproval(
            department=department("sc", "claims"), question="拟通融赔付三千元，请批示", amount="3000"
        ),
        city,
        number,
    )
    assert refused(offer(1000), city, number).rule == "FLW-09"
    assert refused(Approve(approval=1), actor("sc.claims"), number).status == 403, "a coordinator is no head"
    execute(RefuseApproval(approval=1, reason="不属于保险责任"), actor("sc.claimshead"), number)
    assert refused(offer(3000), city, number).rule == "FLW-09"
    assert execute(offer(2999), city, number).state is State.PROPOSED


@pytest.mark.req("FLW-09")
def test_a_request_for_instruction_is_answered_by_the_head_who_was_asked(number, city, actor):
    execute(AskApproval(department=department("sc", "claims"), question="请指导"), city, number)
    head = actor("sc.claimshead")
    assert Complaint.objects.visible_to(head).filter(number=number).exists()
    execute(Approve(approval=1, words="按条款第五条处理"), head, number)
    assert Approval.objects.get().words == "按条款第五条处理"
    below = AskApproval(department=department("my", "business_management"), question="请指导")
    assert refused(below, city, number).field == "department"


@pytest.mark.req("AUT-05")
def test_the_legal_limit_is_extended_once_with_reason_approver_and_notice(city, head, wednesday):
    number = found_out(city, complexity="complex")
    law = Clock.objects.filter(file__number=number, key="resolution_law")
    before = law.get().due_at
    asked = AskExtension(reason="等待医院病历")
    execute(asked, city, number)
    assert refused(asked, city, number).rule == "AUT-05", "asked twice"
    assert refused(Approve(approval=1), city, number).rule == "AUT-03"
    execute(Approve(approval=1, words="同意延长"), head, number)
    assert law.get().due_at == before, "the customer has not been told"
    refusal = refused(asked, city, number)
    with_reason = "only once" in str(refusal) or "一次" in str(refusal)
    assert refusal.rule == "AUT-05" and with_reason
    extended = [e for entry in JournalEntry.objects.all() for e in entry.events if e["name"] == "extended"]
    assert [event["approver"] for event in extended] == [head.name]
    assert the(number).notice_owed
    execute(
        TellExtension(means="call", words="延长三十日，因等待病历", reference="录音 1118-07"), city, number
    )
    assert not the(number).notice_owed
    assert law.get().due_at - before == timedelta(days=30)
    assert any("等待病历" in contact.words for contact in Contact.objects.all())


@pytest.mark.req("AUT-05")
def test_no_simple_case_and_no_limit_that_has_passed_is_extended(city, head, wednesday):
    simple = found_out(city)
    assert refused(AskExtension(reason="忙"), city, simple).rule == "AUT-05"
    number = found_out(city, complexity="complex", policy_number="P510010")
    execute(AskExtension(reason="等待病历"), city, number)
    with moment.at(local("2027-01-20 10:00")):
        assert refused(Approve(approval=1), head, number).rule == "AUT-05"
        assert refused(AskExtension(reason="再等"), city, number).rule == "AUT-05"


@pytest.mark.req("AUT-01", "FLW-05")
def test_what_waits_for_a_duty_of_who_leaves_is_told_to_whoever_hands_over(number, city, head):
    execute(offer(20000), city, number)
    waits = {
        name: desk_of(User.objects.get(username=name), []).approvals for name in ("sc.cshead", "gx.cshead")
    }
    assert waits == {"sc.cshead": [number], "gx.cshead": []}
    execute(Approve(approval=1), head, number)
    assert desk_of(User.objects.get(username="sc.cshead"), []).approvals == []
