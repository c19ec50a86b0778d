"""A case with special things of all kinds, and what must come of each."""

from __future__ import annotations

from redress.casework import moment
from redress.committee import door
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.models import Body, Execution, Referral
from redress.committee.sessions.plan import PlanSession
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.cohandling import Urge
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.kinds import FindingKind
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.pausing import Resume
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.linking.commands.linking import Link
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.actor import SYSTEM, Actor
from tests.committee.conftest import MEMBERS, Meeting
from tests.committee.test_rulings import ruling
from tests.complaints.inputs import COMPLAINANT, approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import decision, heard
from tests.complaints.test_deputies import stand_in
from tests.complaints.test_pauses import appraisal
from tests.complaints.test_reviews import request
from tests.fixtures.insurer import local

THINGS = (
    "merge", "transfer", "group", "flow", "pause", "extension", "new facts", "review", "withdrawal", "late entry",
    "deputies", "second matter", "centralised", "major", "recusal", "committee", "import", "repeat", "regrade",
    "urging", "callback",
)  # fmt: skip

CANNOT_BE: dict[frozenset[str], str] = {
    frozenset(
        {"flow", "regrade"}
    ): "A claim on what a bank sold stays a claims complaint, which nobody grades (FLW-12).",
    frozenset(
        {"group", "import"}
    ): "A register of before names no kind of complainant: what it has is one person's each.",
    frozenset({"late entry", "import"}): (
        "An import is no entry that is late: what it brings was entered in the other register when it came (INT-17)."
    ),
}

"""A pair of things -> why they cannot meet. Each of the others has a story below."""

GIVEN: dict[str, dict[str, object]] = {
    "transfer": {"source": "regulator", "channel": "regulator"},
    "group": {
        "complainant_kind": "group",
        "complainants": 5,
        "papers": ["members", "representatives"],
        "people": [COMPLAINANT, {"role": "representative", "name": "张一", "phone": "13900001111"}],
    },
    "flow": {"class_code": "claims"},
    "second matter": {"matters": [{"class_code": "sms", "facts": "反复收到营销短信"}]},
    "centralised": {"class_code": "underwriting"},
    "major": {"level": "major"},
    "late entry": {"received_at": "2026-11-16T09:00"},
    "regrade": {"class_code": "solicitation", "sale_stage": "in_sale"},
    "committee": {"level": "difficult"},
}

DUE = {
    frozenset[str](): "2026-12-19",
    frozenset({"late entry"}): "2026-12-17",
    frozenset({"pause"}): "2026-12-24",
    frozenset({"extension"}): "2027-01-18",
    frozenset({"new facts"}): "2026-12-27",
    frozenset({"late entry", "pause"}): "2026-12-22",
    frozenset({"late entry", "extension"}): "2027-01-16",
    frozenset({"late entry", "new facts"}): "2026-12-27",
    frozenset({"pause", "extension"}): "2027-01-23",
    frozenset({"pause", "new facts"}): "2026-12-27",
    frozenset({"extension", "new facts"}): "2026-12-27",
    frozenset({"callback"}): "2026-12-27",
    frozenset({"callback", "late entry"}): "2026-12-27",
    frozenset({"callback", "pause"}): "2026-12-27",
    frozenset({"callback", "extension"}): "2026-12-27",
    frozenset({"callback", "new facts"}): "2026-12-27",
}

"""What of the pair bears on the legal limit -> the midnight after its last day."""

OPINION = "补付五百元"


class Story:
    def __init__(self, actor, pair: tuple[str, str]) -> None:
        self.actor, self.pair = actor, pair
        self.counter, self.province = actor("cd.officer"), actor("sc.officer")
        self.number = self.second = self.earlier = ""

    def has(self, thing: str) -> bool:
        return thing in self.pair

    @property
    def row(self) -> Complaint:
        return Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=self.number)

    @property
    def city(self) -> Actor:
        """Who has the case: the counter's officer, or to whom it passed."""
        owner = self.row.owner
        return self.counter if owner is None else self.actor(owner.username)

    def facts(self, without: tuple[str, ...] = ()) -> dict[str, object]:
        given: dict[str, object] = {
            "source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex",
            "received_at": "2026-11-18T09:00", "unit": "cd",
        }  # fmt: skip
        for thing in self.pair:
            if thing not in without:
                given |= GIVEN.get(thing, {})
        if self.has("centralised"):  # what a bank sold, too
            given["class_code"] = "underwriting"
        if self.has("major"):
            given["level"] = "major"
        return given

    def filing(self, without: tuple[str, ...] = (), **more: object):
        return transfer(**(self.facts(without) | more))

    def entered(self) -> str:
        # A transfer that meets a merge is the later filing: it is merged into the counter's own case.
        without = ("transfer",) if self.has("merge") else ()
        if not self.has("import"):
            return execute(self.filing(without), self.counter).number
        given = self.facts(without)
        taken = ImportCase(
            external_source="旧系统",
            external_number="TS-0815",
            unit="cd",
            state="registered",
            clocks=True,
            people=[COMPLAINANT],
            policy_number=transfer().policy_number,
            claim_number=transfer().claim_number,
            facts=transfer().facts,
            matters=[
                {"class_code": given["class_code"]},
                *({"class_code": each["class_code"]} for each in given.get("matters", ())),
            ],
            **{
                name: given[name]
                for name in ("channel", "source", "class_code", "level", "received_at")
                if name in given
            },
        )
        number = execute(taken, SYSTEM).number
        more = {"sale_stage": "in_sale"} if self.has("regrade") else {}
        execute(Reclass(complexity="complex", reason="原系统未载明", **more), self.counter, number)
        return number

    def tell(self) -> None:
        if self.has("repeat"):
            self.closed_before()
        with moment.at(local("2026-11-18 10:00")):
            self.number = self.entered()
            if self.has("repeat"):
                execute(Link(other=self.earlier, kind="repeat"), self.counter, self.number)
            execute(Confirm(means="call", words="已受理", recording="录音 1"), self.city, self.number)
            if self.has("deputies"):
                stand_in("sc.cshead", "sc.handler", days=40)
                execute(PlaceHold(reason="可能诉讼"), self.actor("sc.handler"), self.number)
        steps = [
            ("pause", "2026-11-19 10:00", self.pause),
            ("regrade", "2026-11-19 11:00", self.grade),
            ("urging", "2026-11-19 14:00", self.dispatch),
            ("merge", "2026-11-20 10:00", self.merge),
            ("regrade", "2026-11-20 11:00", self.regrade),
            ("urging", "2026-11-20 14:00", self.urge),
            ("recusal", "2026-11-20 15:00", self.keep_out),
            ("committee", "2026-11-20 16:00", self.refer),
            ("committee", "2026-11-23 10:00", self.rule),
            ("pause", "2026-11-24 10:00", self.resume),
            ("extension", "2026-11-25 10:00", self.extend),
            ("new facts", "2026-11-26 10:00", self.new_facts),
            ("callback", "2026-11-26 14:00", self.accept),
            ("callback", "2026-11-26 16:00", self.call_back),
            ("review", "2026-11-27 10:00", self.decide),
            ("review", "2026-11-30 10:00", self.told),
            ("review", "2026-12-10 10:00", self.review),
            ("withdrawal", "2026-12-11 10:00", self.withdraw),
        ]
        for thing, at, step in steps:
            if self.has(thing):
                with moment.at(local(at)):
                    step()

    def closed_before(self) -> None:
        """The same matter, closed as unsubstantiated on 4 November."""
        known = {name: self.facts()[name] for name in ("class_code", "sale_stage") if name in self.facts()}
        plain = {"source": "direct", "channel": "letter", "received_at": "2026-11-02T09:00", "unit": "cd"}
        with moment.at(local("2026-11-02 10:00")):
            self.earlier = execute(transfer(**plain, **known), self.counter).number
        Complaint.objects.filter(number=self.earlier).update(
            state="closed", validity="unsubstantiated", closed_at=local("2026-11-04 10:00")
        )

    def grade(self) -> None:
        execute(HandOn(words="请评定", means=["email"]), self.city, self.number)
        execute(Grade(grade="general", reason="事实清楚"), self.actor("sc.banca"), self.number)

    def regrade(self) -> None:
        execute(Grade(grade="difficult", reason="双录缺失"), self.actor("sc.banca"), self.number)

    def dispatch(self) -> None:
        asked: dict[str, object] = {"opinion": "请核实"}
        if self.has("regrade"):
            asked |= {
                "transferred_at": "2026-11-19T11:00",
                "their_opinion": "同意调查",
                "planned_at": "2026-12-04T17:00",
            }
        execute(Dispatch(to=department("sc", "business_management"), **asked), self.city, self.number)

    def urge(self) -> None:
        order = self.row.orders.filter(kind="main").get()
        execute(Urge(order=order.number, reason="尚未回复"), self.city, self.number)

    def keep_out(self) -> None:
        declared = DeclareConflict(person="cd.officer", kind="kin", reason="投诉人的姐姐")
        execute(declared, self.province, self.number)

    def refer(self) -> None:
        reason = "major" if self.has("major") else "difficult"
        asked = ReferToCommittee(
            reason=reason, because="多次协商未果", question="handling", motion=OPINION, amount="500"
        )
        execute(asked, self.province, self.number)

    def rule(self) -> None:
        body = Body.objects.get(unit__code="sc", kind="coordination_committee")
        called = PlanSession(body=body.pk, kind="committee", at="2026-11-23T15:00", place="八楼会议室")
        meeting = Meeting(door.give(called, self.province).number, self.actor)
        referral = Referral.objects.get(complaint__number=self.number)
        execute(PutOnAgenda(referral=referral.pk, session=meeting.number), self.province, self.number)
        meeting.attend(*MEMBERS)
        meeting.hear("business_management", "finance", "banca", "customer_service")
        for name in MEMBERS:
            meeting.vote(name, "for")
        execute(ruling(meeting), self.actor("sc.manager"), self.number)
        todo = Execution.objects.get(complaint__number=self.number)
        execute(ReportExecution(todo=todo.pk, report="回单 0231"), self.actor("sc.finance"), self.number)

    def accept(self) -> None:
        self.propose()
        execute(GiveFeedback(accepted=True), self.city, self.number)

    def call_back(self) -> None:
        asked = [{"question": code, "answer": "是"} for code in ("result_told", "carried_out", "attitude")]
        no = RecordCallback(reached=True, satisfaction="dissatisfied", reason="金额不足", answers=asked)
        execute(no, self.city, self.number)

    def pause(self) -> None:
        execute(appraisal(self.number, self.city), self.city, self.number)

    def resume(self) -> None:
        report = [
            {"proof": "appraisal_report", "evidence": attach(self.number, self.city, "鉴定意见书", "other")}
        ]
        execute(Resume(ground="appraisal", outcome="鉴定意见已出具", proofs=report), self.city, self.number)

    def merge(self) -> None:
        later = self.filing(("late entry",), received_at="2026-11-20T09:00")
        self.second = execute(later, self.province).number
        execute(Merge(into=self.number), self.province, self.second)

    def extend(self) -> None:
        execute(AskExtension(reason="病历在外省"), self.city, self.number)
        approve_all(self.number)
        execute(TellExtension(means="call", words="延长三十日", reference="录音 2"), self.city, self.number)

    def new_facts(self) -> None:
        proof = [attach(self.number, self.city, "出院诊断证明")]
        facts = NewFacts(what="客户提交新的诊断证明。", received_at="2026-11-26T09:00", evidence=proof)
        execute(facts, self.city, self.number)

    def propose(self) -> None:
        if not self.row.orders.filter(kind="main").exists():
            self.dispatch()
        for order in self.row.orders.filter(state="open"):
            who = {"business_management": "sc.business", "customer_service": "cd.officer"}[
                order.department.kind
            ]
            execute(ReplyOrder(order=order.number, reply="已核实"), self.actor(who), self.number)
        if not self.row.findings.exists():
            for kind in FindingKind:
                execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), self.city, self.number)
        if self.has("centralised") and not self.row.approvals.exists():
            question = AskApproval(
                department=department("sc", "business_management"), question="拟补偿 500 元", amount="500"
            )
            execute(question, self.city, self.number)
            approve_all(self.number)
        if self.has("major") and not self.has("committee"):
            heard(self.number)
        execute(Propose(plan=OPINION, basis="条款第五条", amount="500"), self.city, self.number)
        approve_all(self.number)

    def decide(self) -> None:
        """Where somebody of the counter must keep out, the unit above decides (ORG-13)."""
        self.propose()
        execute(decision(), self.province if self.has("recusal") else self.city, self.number)

    def told(self) -> None:
        call = RecordTelling(what="decision", means="call", words="电话告知处理决定", reference="录音 5")
        execute(call, self.city, self.number)

    def review(self) -> None:
        execute(request(self.number, self.city), self.city, self.number)

    def withdraw(self) -> None:
        kept = attach(self.number, self.city, "撤回申请")
        execute(Withdraw(request="客户撤回", evidence=kept), self.city, self.number)
