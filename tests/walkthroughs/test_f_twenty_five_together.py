"""Walk-through F: twenty-five customers complain together about one agent.

Five speak for all; the case is major by rule, the emergency team forms, and the committee rules with one member
recused and one dissent. What it rules binds the opinion, is executed with evidence, and the agent's conduct moves on
to sales supervision as a formal case.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from redress.assessment.actions import OpenAction, ReportActionDone, VerifyAction
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.commands.rule import Rule
from redress.committee.models import Execution, Referral, Ruling
from redress.committee.sessions.agenda import SettleItem
from redress.committee.sessions.meeting import Hear, Recuse
from redress.committee.sessions.minutes import SignMinutes, WriteMinutes
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.flows.commands.emergency import EndEmergency, ReportEmergency
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.formal_case import OpenFormalCase
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.journal import verify
from redress.complaints.models import Complaint, EmergencyMember, Order
from redress.organisation.actor import Actor
from redress.rulebook import State
from tests.assessment import acts
from tests.committee.conftest import MEMBERS, Meeting, call, user
from tests.complaints.inputs import COMPLAINANT, department, visit
from tests.complaints.papers import attach
from tests.complaints.test_callback import ANSWERS
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

Who = Callable[[str], Actor]
AGENT = "业务员马某"
PLAN = "退还二十五名客户已交保费共计六万元"
SPEAKERS = [
    {"role": "representative", "name": name, "phone": "13900001111"}
    for name in ("张一", "张二", "张三", "张四", "张五", "张六")
]


def together(representatives: int = 5, **more: Any):
    """The visit of twenty-five customers with so many representatives."""
    given: dict[str, Any] = {
        "received_place": "四川分公司一楼投诉接待室",
        "complainant_kind": "group",
        "complainants": 25,
        "people": [COMPLAINANT, *SPEAKERS[:representatives]],
        "papers": ["members", "representatives"],
        "class_code": "solicitation",
        "about": "person",
        "about_whom": AGENT,
        "facts": "二十五名客户共同投诉业务员以高收益为诱饵销售保险，集体要求退保。",
        "demand": "全额退还保费",
        "amount": "60000",
    }
    return visit(**(given | more))


def refused(command: Any, who: Actor, number: str = "") -> Refusal:
    with pytest.raises(Refusal) as raised:
        execute(command, who, number)
    return raised.value


@pytest.mark.req(
    "CLS-05",
    "INT-12",
    "FLW-10",
    "FLW-16",
    "ORG-03",
    "ORG-08",
    "ORG-13",
    "AUT-03",
    "AUT-04",
    "CLO-01",
    "CLO-04",
    "CLO-11",
)
def test_twenty_five_together_from_the_reception_to_the_close(actor: Who):
    officer = actor("sc.officer")

    with moment.at(local("2026-11-18 10:00")):
        assert refused(together(representatives=6), officer).rule == "INT-12", "a sixth representative"
        number = execute(together(), officer).number
    case = Complaint.objects.get(number=number)
    assert (case.level, bool(case.level_rule), case.complainants) == ("major", True, 25)
    assert case.emergency == "running", "a major case starts the emergency process by itself"
    assert EmergencyMember.objects.filter(complaint=case, user=user("sc.manager")).exists()

    with moment.at(local("2026-11-18 10:30")):
        execute(
            ReportEmergency(kind="up", words="集体来访，情绪平稳", reported_to="总公司客户服务部"),
            officer,
            number,
        )
        execute(
            ReportEmergency(kind="regulator", words="已电话报告", reported_to="地方监管局"), officer, number
        )
        sales = department("sc", "sales")
        execute(Dispatch(to=sales, opinion="请核实销售过程，双录是否完整"), officer, number)
        referred = refer(officer, number)

    with moment.at(local("2026-11-18 15:00")):
        execute(ReplyOrder(order=order(number), reply="马某承诺保底收益属实"), actor("sc.sales"), number)
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="聊天记录和双录"), officer, number)
        early = refused(Propose(plan=PLAN, basis="条款", amount="60000"), officer, number)
        assert early.rule == "ORG-03", "the question is before the committee"

    with moment.at(local("2026-11-19 09:00")):
        meeting = the_session(actor, number, referred)
        rule_it(actor, number, meeting)

    with moment.at(local("2026-11-19 14:00")):
        other = refused(Propose(plan="退还一半保费", basis="条款", amount="60000"), officer, number)
        assert other.rule == "ORG-03" and meeting.number in str(other)
        other = refused(Propose(plan=PLAN, basis="条款", amount="50000"), officer, number)
        assert (other.rule, other.field) == ("ORG-03", "amount")
        ruled = Propose(plan=f"{PLAN}，并向客户致歉。", basis="销售误导属实", amount="60000")
        assert execute(ruled, officer, number).state is State.PROPOSED, "the committee's word is final"

    with moment.at(local("2026-11-20 10:00")):
        accepted = execute(GiveFeedback(accepted=True), officer, number)
        assert accepted.state is State.ANSWERED
        formal(actor, number)
        executed(actor, number)

    with moment.at(local("2026-11-23 10:00")):
        the_end(actor, number)
    case.refresh_from_db()
    assert case.state == "closed"
    assert list(verify(case)) == []
    clocks = {clock.key: clock.status for clock in Clock.objects.filter(file_id=case.pk)}
    assert (clocks["ruling"], clocks["ruling_execution"], clocks["resolution"]) == ("met", "met", "met")


def refer(officer: Actor, number: str) -> int:
    """The officer puts the case before the committee; without that no opinion is made on a major case."""
    command = ReferToCommittee(
        reason="major",
        because="二十五人集体投诉，销售部与业务管理部意见不一",
        question="handling",
        motion=PLAN,
        amount="60000",
    )
    assert refused(command.model_copy(update={"reason": "difficult"}), officer, number).field == "reason"
    execute(command, officer, number)
    return Referral.objects.get(complaint__number=number).pk


def the_session(actor: Who, number: str, referred: int) -> Meeting:
    """Seven members, all there; the head of sales stands aside; departments are heard."""
    meeting = call(actor)
    execute(PutOnAgenda(referral=referred, session=meeting.number), actor("sc.officer"), number)
    meeting.attend(*MEMBERS)
    reason = "被投诉人系本部门业务员"
    meeting.give("sc.saleshead", Recuse(item=1, member=user("sc.saleshead"), reason=reason))
    words = "马某的承诺有聊天记录为证。"
    meeting.give(
        "sc.officer", Hear(item=1, department=department("sc", "sales"), speaker="部门负责人", words=words)
    )
    with pytest.raises(Refusal) as aside:
        meeting.vote("sc.saleshead", "for")
    assert aside.value.rule == "ORG-13"
    return meeting


def rule_it(actor: Who, number: str, meeting: Meeting) -> None:
    """One votes against and says why; five carry it; the chair gives the ruling and signs the minutes."""
    for name in MEMBERS:
        if name == "sc.financehead":
            meeting.vote(name, "against", reason="应当先由马某承担，公司垫付缺少依据")
        elif name != "sc.saleshead":
            meeting.vote(name, "for")
    with pytest.raises(Refusal):
        meeting.give("sc.manager", SettleItem(item=1, outcome="rejected"))
    ruling = Rule(
        session=meeting.number,
        item=1,
        reasons="销售误导事实清楚",
        execution=[{"what": "向二十五名客户退还保费", "owner": user("sc.finance"), "until": "2026-11-24"}],
    )
    execute(ruling, actor("sc.manager"), number)
    meeting.give("sc.officer", WriteMinutes(words="会议听取销售部说明，讨论了退费依据和追偿。"))
    meeting.give("sc.manager", SignMinutes())
    assert Ruling.objects.get(complaint__number=number).words == PLAN
    assert meeting.row.items.get().votes.get(choice="against").reason


def formal(actor: Who, number: str) -> None:
    """What was established moves from sales to sales supervision as a formal case, once (ORG-08)."""
    command = OpenFormalCase(established="马某以保底收益误导二十五名客户，移交督察立案。")
    execute(command, actor("sc.officer"), number)
    supervision = Order.objects.get(
        complaint__number=number, department=department("sc", "sales_supervision")
    )
    assert refused(command, actor("sc.officer"), number).rule == "ORG-08"
    reply = ReplyOrder(order=supervision.number, reply="已立案，川督察立〔2026〕7 号")
    execute(reply, actor("sc.supervision"), number)


def executed(actor: Who, number: str) -> None:
    """The ruling is executed by whom it names, with the proof; nobody else reports it."""
    finance, officer = actor("sc.finance"), actor("sc.officer")
    todo = Execution.objects.get(complaint__number=number).pk
    report = ReportExecution(
        todo=todo, report="二十五笔退费回单", evidence=attach(number, officer, "退费回单")
    )
    assert refused(report, actor("sc.sales"), number).rule == "AUT-04"
    execute(report, finance, number)
    execute(Execute(proof="付款凭证 F2026-201 至 225"), officer, number)
    assert Complaint.objects.get(number=number).committee == "executed"


def the_end(actor: Who, number: str) -> None:
    """Determined, signed, called back, the emergency ended, closed by the province that received it."""
    officer, sales = actor("sc.officer"), department("sc", "sales")
    determination = Determine(
        validity="substantiated",
        reasons="销售误导属实",
        causes=[{"code": "misconduct", "department": sales}],
    )
    execute(determination, officer, number)
    assert refused(Close(), officer, number).rule
    execute(Sign(department=sales), actor("sc.saleshead"), number)
    execute(
        RecordCallback(reached=True, satisfaction="satisfied", answers=ANSWERS), actor("sc.intake"), number
    )
    corrected(actor, number)
    execute(EndEmergency(summary="退费到位，客户撤离，媒体无报道"), actor("sc.manager"), number)
    execute(Close(), officer, number)


def corrected(actor: Who, number: str) -> None:
    """The cause is met by a measure with an owner and a date, reported with evidence, verified by somebody else."""
    asked = OpenAction(
        unit="sc",
        case=number,
        cause="misconduct",
        since=date(2026, 6, 1),
        measure="全员销售话术复训，双录逐单复核",
        owner=user("sc.saleshead"),
        due=date(2026, 12, 15),
    )
    action = acts.opened(actor("sc.officer"), asked)
    done = ReportActionDone(evidence="复训签到表和复核清单", in_force=date(2026, 11, 23))
    acts.acted(actor("sc.saleshead"), action, done)
    verdict = VerifyAction(accepted=True, verdict="抽查二十单，复核到位")
    with pytest.raises(Refusal):
        acts.acted(actor("sc.saleshead"), action, verdict)
    acts.acted(actor("sc.cshead"), action, verdict)


def order(number: str) -> str:
    return Order.objects.get(complaint__number=number, kind="main").number
