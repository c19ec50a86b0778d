"""Dispatch, co-handling, contact, classing, determination and the ends of a case."""

import pytest
from django.utils import translation

from redress.assembly import ALL, FOR_PEOPLE
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing.commands.close import Close, TransferOut, Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.closing.gate import missing
from redress.complaints.commands.registry import possible
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle, Urge
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.journal import JOURNAL
from redress.complaints.models import CaseText, Complaint, JournalEntry, UrgingNotice
from redress.complaints.search import query
from redress.messages.models import Alert
from redress.rulebook import State
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.papers import attach
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, wednesday):
    return execute(transfer(), officer).number


@pytest.fixture
def order(number, officer):
    return execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number).facts["order"]


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def now(number) -> Complaint:
    return Complaint.objects.get(number=number)


@pytest.mark.req("INT-06", "INT-07")
def test_a_confirmation_by_a_means_the_channel_does_not_know_is_refused(officer, wednesday):
    number = execute(transfer(channel="letter", source="direct"), officer).number
    refusal = refused(Confirm(means="sms", words="已受理"), officer, number)
    assert (refusal.rule, refusal.field) == ("INT-06", "means")
    execute(Confirm(means="letter", words="已寄出来函确认书"), officer, number)


@pytest.mark.req("INT-07")
def test_a_confirmation_without_words_is_none(number, officer):
    with pytest.raises(ValueError, match="words"):
        Confirm(means="call", words=" ")
    assert now(number).confirmed_at is None
    assert now(number).clocks.get(key="confirm").status == "running"


@pytest.mark.req("INT-07")
def test_a_case_is_confirmed_once(number, officer):
    execute(Confirm(means="call", words="已受理"), officer, number)
    assert refused(Confirm(means="call", words="又一次"), officer, number).rule == "INT-07"


@pytest.mark.req("FLW-02", "FLW-07")
def test_a_dispatch_gives_order_opinion_copies_and_alerts(number, officer):
    copies = [department("sc", "finance"), department("sc", "sales")]
    execute(Dispatch(to=department("sc", "claims"), copies=copies, opinion="疑似拖延"), officer, number)
    case = now(number)
    assert case.state == State.INVESTIGATING
    assert case.orders.get().opinion == "疑似拖延"
    assert set(Alert.objects.values_list("department_id", "kind")) == {
        (department("sc", "claims"), "order"),
        *((copy, "copy") for copy in copies),
    }


@pytest.mark.req("FLW-07")
def test_a_dispatch_without_opinion_is_refused(number, officer):
    assert refused(Dispatch(to=department("sc", "claims")), officer, number).rule == "FLW-07"


@pytest.mark.req("FLW-02")
def test_the_main_department_needs_no_copy(number, officer):
    claims = department("sc", "claims")
    refusal = refused(Dispatch(to=claims, copies=[claims], opinion="请核实"), officer, number)
    assert (refusal.rule, refusal.field) == ("FLW-02", "copies")


@pytest.mark.req("ORG-08")
def test_no_case_is_dispatched_to_another_company(number, officer):
    refusal = refused(Dispatch(to=department("psc", "claims"), opinion="请核实"), officer, number)
    assert (refusal.rule, refusal.field) == ("ORG-08", "to")


@pytest.mark.req("FLW-03")
def test_returns_are_measured_and_only_the_department_may_return(number, order, officer, actor):
    assert refused(RefuseOrder(order=order, reason="不是我"), actor("sc.finance"), number).status in (
        403,
        404,
    )
    execute(RefuseOrder(order=order, reason="不属于本部门职责"), actor("sc.claims"), number)
    case = now(number)
    assert (case.state, case.returns, case.main_department_id) == (State.RETURNED, 1, None)


@pytest.mark.req("FLW-03")
def test_the_main_department_brings_another_in_itself(number, order, actor):
    execute(CoHandle(to=department("sc", "finance"), opinion="请查付款"), actor("sc.claims"), number)
    with translation.override("zh-hans"):
        again = refused(CoHandle(to=department("sc", "finance"), opinion="再查"), actor("sc.claims"), number)
    assert again.rule == "FLW-03"


@pytest.mark.req("FLW-04")
def test_urging_by_hand_reaches_the_department_of_the_order(number, order, officer):
    execute(Urge(order=order, reason="客户再次来电"), officer, number)
    assert UrgingNotice.objects.get().order.number == order
    assert Alert.objects.filter(kind="urged", department=department("sc", "claims")).exists()


@pytest.mark.req("FLW-04")
def test_nobody_urges_themselves(number, order, officer, actor):
    himself = refused(Urge(reason="请尽快"), officer, number)
    assert (himself.rule, himself.field) == ("FLW-04", "order")
    execute(ReplyOrder(order=order, reply="已核实"), actor("sc.claims"), number)
    assert refused(Urge(reason="请尽快"), officer, number).rule == "FLW-04"
    assert Urge.possible(Case(now(number), moment.now()), officer) is not None
    assert not UrgingNotice.objects.exists()


@pytest.mark.req("FLW-04")
def test_a_superior_urges_the_owner(number, officer, actor):
    execute(Urge(reason="请尽快"), actor("ho.officer"), number)
    assert Alert.objects.get(kind="urged").user_id == officer.id


@pytest.mark.req("FLW-08", "ORG-11")
def test_what_the_department_writes_is_seen_by_whoever_answers_the_call(number, order, actor):
    execute(RecordContact(means="call", words="已告知还需两日"), actor("sc.claims"), number)
    contact = now(number).contacts.get()
    assert contact.words == "已告知还需两日"
    assert Complaint.objects.visible_to(actor("sc.intake")).filter(number=number).exists()


@pytest.mark.req("FLW-06")
def test_a_proposal_needs_the_three_findings(number, order, officer):
    refusal = refused(Propose(plan="赔付", basis="条款"), officer, number)
    assert refusal.rule == "FLW-06"
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    assert execute(Propose(plan="赔付", basis="条款"), officer, number).state is State.PROPOSED


@pytest.mark.req("COM-01", "COM-03")
def test_a_rejection_needs_its_objections_and_leads_to_a_new_proposal(number, order, officer):
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    execute(Propose(plan="赔付一半", basis="条款"), officer, number)
    assert refused(GiveFeedback(accepted=False), officer, number).field == "objections"
    execute(GiveFeedback(accepted=False, objections="太少"), officer, number)
    execute(Propose(plan="全额赔付", basis="条款"), officer, number)
    execute(GiveFeedback(accepted=True), officer, number)
    states = [(each.state, each.objections) for each in now(number).proposals.all()]
    assert states == [("rejected", "太少"), ("accepted", "")]


@pytest.mark.req("FLW-01")
@pytest.mark.parametrize(
    ("username", "amount", "allowed"), [("cd.intake", 5000, True), ("cd.intake", 5001, False)]
)
def test_on_the_spot_is_settled_within_authority_only(username, amount, allowed, actor, wednesday):
    taker = actor(username)
    number = execute(visit(), taker).number
    command = Settle(plan="补偿误工费", basis="规则", amount=amount)
    if allowed:
        assert execute(command, taker, number).state is State.ANSWERED
    else:
        assert refused(command, taker, number).rule == "FLW-01"


@pytest.mark.req("FLW-01")
@pytest.mark.parametrize("level", ["major", "difficult"])
def test_a_major_or_difficult_case_is_not_settled_on_the_spot(level, actor, wednesday):
    taker = actor("cd.intake")
    number = execute(visit(level=level), taker).number
    assert refused(Settle(plan="补偿", basis="规则"), taker, number).rule == "FLW-01"


@pytest.mark.req("CLS-06")
def test_classing_anew_keeps_what_it_was_and_who_did_it(number, officer):
    execute(Reclass(class_code="payments", level="difficult", reason="实为付款迟延"), officer, number)
    case = now(number)
    assert (case.class_code, case.class_at_intake, case.level) == ("payments", "claims", "difficult")
    entry = JournalEntry.objects.get(command="reclass")
    assert entry.facts["was"]["class"] == "claims"
    assert entry.by_id == officer.id


@pytest.mark.req("CLK-04", "CLS-04")
def test_a_case_that_becomes_complex_gets_the_longer_legal_limit_from_the_same_start(number, officer):
    before = now(number).legal_due_at
    execute(Reclass(complexity="complex", reason="涉及多部门"), officer, number)
    assert (now(number).legal_due_at - before).days == 15


@pytest.mark.req("INT-03")
def test_amending_keeps_the_old_text_and_finds_the_new_one(number, officer):
    execute(Amend(reason="客户补充", facts="客户称曾寄出快递单号为证"), officer, number)
    assert (
        "两个月未获答复" in JOURNAL.words_of(JournalEntry.objects.get(command="amend"))["facts/before/facts"]
    )
    texts = CaseText.objects.extra(where=["document @@ %s::tsquery"], params=[query("快递").document])
    assert texts.filter(complaint__number=number).exists()
    assert refused(Amend(reason="无"), officer, number).rule == "INT-03"


@pytest.mark.req("CLO-02")
def test_determination_asks_each_responsible_head_and_it_for_a_system_cause(number, order, officer, actor):
    _answered(number, order, officer, actor)
    causes = [{"code": "system_fault", "department": department("sc", "claims")}]
    facts = execute(Determine(validity="substantiated", reasons="系统", causes=causes), officer, number).facts
    assert facts["signers"] == [department("sc", "claims"), department("sc", "it")]
    assert refused(Sign(department=department("sc", "it")), actor("sc.claimshead"), number).status == 403
    assert refused(Determine(validity="substantiated", reasons="无"), officer, number).rule == "CLO-02"


@pytest.mark.req("CLO-01", "CLO-02")
def test_the_gate_lists_all_that_is_missing(number, officer):
    with moment.at(local("2026-11-18 12:00")) as at:
        missing_now = [check.cite[0] for check in missing(Case(now(number), at))]
    assert {"INT-07", "COM-01", "CLO-02"} <= set(missing_now)


@pytest.mark.req("CLO-01")
def test_who_accepts_closes_and_a_superior_does_not_close_for_a_counter(actor, wednesday):
    counter = actor("cd.officer")
    number = execute(visit(), counter).number
    execute(Settle(plan="陪同办理", basis="规则"), counter, number)
    cause = {"code": "process", "department": department("cd", "business_management")}
    execute(Determine(validity="unsubstantiated", reasons="规则如此", causes=[cause]), counter, number)
    execute(Sign(department=cause["department"]), actor("cd.businesshead"), number)
    assert refused(Close(), actor("sc.officer"), number).rule == "CLO-01"
    assert execute(Close(), counter, number).state is State.CLOSED


@pytest.mark.req("INT-13")
def test_a_withdrawal_ends_the_case_the_day_it_was_received(number, order, officer):
    kept = attach(number, officer, "撤回申请")
    request = {"request": "客户来电撤回", "received_at": "2026-11-18T09:50"}
    assert refused(Withdraw(**request), officer, number).field == "evidence"
    execute(Withdraw(**request, evidence=kept), officer, number)
    case = now(number)
    assert case.state == State.WITHDRAWN
    assert not case.orders.filter(state="open").exists()
    assert set(case.clocks.values_list("status", flat=True)) <= {"cancelled", "met", "late"}


@pytest.mark.req("INT-11")
def test_out_of_scope_goes_to_the_responsible_function_with_a_record(number, officer):
    execute(TransferOut(to=department("sc", "sales"), reason="营销员佣金争议"), officer, number)
    assert now(number).state == State.TRANSFERRED
    entry = JournalEntry.objects.get(command="transfer_out")
    assert JOURNAL.words_of(entry)["payload/reason"] == "营销员佣金争议"


@pytest.mark.req("FLW-14")
def test_a_reply_cannot_have_been_sent_before_the_order(number, order, actor):
    refusal = refused(
        ReplyOrder(order=order, reply="已办", sent_at="2026-11-18T09:00"), actor("sc.claims"), number
    )
    assert (refusal.rule, refusal.field) == ("FLW-14", "sent_at")


@pytest.mark.req("FLW-17")
def test_for_every_command_there_is_a_reason_or_a_button(number, officer):
    with moment.at(local("2026-11-18 12:00")) as at:
        answers = possible(Case(now(number), at), officer)
    assert {command for command, _ in answers} == set(FOR_PEOPLE)
    assert all(refusal is None or str(refusal.because) for _, refusal in answers)


def test_every_command_has_a_name_a_label_a_docstring_and_its_source():
    assert len({command.name for command in ALL}) == len(ALL)
    for command in ALL:
        assert command.label
        assert command.__doc__
        assert command.cite, command


def _answered(number, order, officer, actor):
    execute(ReplyOrder(order=order, reply="属实"), actor("sc.claims"), number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), officer, number)
    execute(Propose(plan="赔付", basis="条款"), officer, number)
    execute(GiveFeedback(accepted=True), officer, number)
