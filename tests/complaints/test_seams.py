"""Special things meet: for every pair of them there is a story here, or a sentence why the pair cannot be.

A complex case of the counter in Chengdu, received on Wednesday 18 November 2026 (late entry: received on Monday 16), so
that the law gives 30 days: to the end of 18 (16) December. What happens, in this order, as far as the pair has it:

    18 Nov  entered or imported, linked to what it repeats, confirmed; a deputy of the province's head is named and acts
    19 Nov  an outside appraisal begins (pause), to the 24th: 5 days; the bank's contact grades it; it is dispatched
    20 Nov  a second filing is received by the province and merged; graded anew; the order is urged; the owner must keep
            out, and whoever the case passes to goes on; it is referred to the committee
    23 Nov  the committee rules, and it is executed
    25 Nov  the limit is extended by 30 days, with approval, and told
    26 Nov  new facts are received: 30 days anew, to the end of 26 December; the same day the customer accepts, and says
            at the callback that the result is not accepted after all: 30 days anew
    27 Nov  decided, and told on 30 November; reviewed on the request of 10 December: 30 days, to the end of 9 January
    11 Dec  withdrawn

All dates are counted by hand from these.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.committee import door
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.models import Body, Execution, Referral
from redress.committee.sessions.plan import PlanSession
from redress.complaints.case import Case
from redress.complaints.closing import closers
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Withdraw
from redress.complaints.executor import execute
from redress.complaints.flows import gates
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
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.recusing import recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.models import Unit, User
from tests.committee.conftest import MEMBERS, Meeting
from tests.committee.test_rulings import ruling
from tests.complaints.inputs import COMPLAINANT, approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import decision, heard
from tests.complaints.test_deputies import stand_in
from tests.complaints.test_pauses import appraisal
from tests.complaints.test_reviews import request
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-08", "CLK-05", "FLW-10", "INT-13", "AUT-06")]

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


def transferred(story: Story, row: Complaint) -> None:
    place = closers.place(Case(row, moment.now()))
    assert row.source == "regulator"
    assert Unit.objects.get(pk=place.level.unit).code == "sc", "the province closes it"


def deputised(_story: Story, row: Complaint) -> None:
    entry = JournalEntry.objects.get(complaint=row, command="place_hold")
    assert entry.facts["on_behalf_of"] == User.objects.get(username="sc.cshead").pk


def merged(story: Story, row: Complaint) -> None:
    gone = Complaint.objects.get(number=story.second)
    assert (gone.state, gone.links.get().to_id) == ("merged", row.pk)
    assert not Clock.objects.filter(file_id=gone.pk, status__in=["running", "paused"]).exists()


def major(story: Story, row: Complaint) -> None:
    """With the case its emergency is over; an imported one had its time in the other register."""
    emergency = "" if story.has("import") else "ended" if story.has("withdrawal") else "running"
    assert (row.level, row.emergency) == ("major", emergency)


def kept_out(_story: Story, row: Complaint) -> None:
    keeper = User.objects.get(username="cd.officer").pk
    assert recusal.reasons(Case(row, moment.now()), keeper, "work"), "who must keep out keeps out to the end"
    assert row.owner_id not in (None, keeper), "and somebody else has the case"


def regraded(story: Story, row: Complaint) -> None:
    """Five working days from the 18th end with the 25th. From the 16th three had ended with the 19th, before it was
    found difficult: what had passed stays passed."""
    assert row.grade == "difficult"
    ends = "2026-11-20 00:00" if story.has("late entry") else "2026-11-26 00:00"
    assert Clock.objects.get(file_id=row.pk, key="banca_closing").due_at == local(ends)


def called_back(_story: Story, row: Complaint) -> None:
    assert row.callbacks.count() == 1
    assert row.proposals.get(position=1).state == "rejected"
    assert not row.sign_offs.exists()


ENDS: dict[str, Callable[[Story, Complaint], object]] = {
    "transfer": transferred,
    "group": lambda _, row: _same((row.complainant_kind, row.complainants), ("group", 5)),
    "flow": lambda story, row: _same(row.flow, "underwriting" if story.has("centralised") else "claims"),
    "second matter": lambda _, row: _same(row.matters.count(), 2),
    "centralised": lambda _, row: _same(gates.centralised(Case(row, moment.now())) is None, False),
    "major": major,
    "deputies": deputised,
    "merge": merged,
    "recusal": kept_out,
    "committee": lambda _, row: _same(row.committee, "executed"),
    "import": lambda _, row: _same((row.external_source, row.external_number), ("旧系统", "TS-0815")),
    "repeat": lambda story, row: _same(row.links.get(kind="repeat").to.number, story.earlier),
    "regrade": regraded,
    "urging": lambda _, row: _same(row.urgings.filter(order__isnull=False).count(), 1),
    "callback": called_back,
}
"""What is so in the end wherever the thing happened."""


def _same(seen: object, right: object) -> None:
    assert seen == right


def expected_end(story: Story) -> None:
    row = story.row
    for thing in story.pair:
        if thing in ENDS:
            ENDS[thing](story, row)


def limits(story: Story) -> None:
    """The legal limit by hand; after the telling it is met, and the review has a limit of its own."""
    law = Clock.objects.filter(file_id=story.row.pk, key="resolution_law").order_by("occurrence").last()
    if story.has("review"):
        assert law.status == "met"
        asked = Clock.objects.get(file_id=story.row.pk, key="review")
        assert (asked.status, asked.due_at) == ("running", local("2027-01-10 00:00"))
        return
    bearing = frozenset(story.pair) & {"late entry", "pause", "extension", "new facts", "callback"}
    assert (law.status, law.due_at) == ("running", local(f"{DUE[bearing]} 00:00"))


def ended(story: Story) -> None:
    """A withdrawal ends everything on the day it came (INT-13)."""
    row = story.row
    assert (row.state, row.state_since) == ("withdrawn", local("2026-12-11 10:00"))
    assert not row.orders.filter(state="open").exists()
    assert (row.approvals_waiting, row.under_review, row.paused) == (0, False, "")
    assert not Clock.objects.filter(file_id=row.pk, status__in=["running", "paused"]).exists()


PAIRS = [pair for pair in combinations(THINGS, 2) if frozenset(pair) not in CANNOT_BE]


@pytest.mark.parametrize("pair", PAIRS, ids=" meets ".join)
def test_what_happens_where_two_special_things_meet(actor, pair):
    story = Story(actor, pair)
    story.tell()
    expected_end(story)
    if story.has("withdrawal"):
        ended(story)
    else:
        limits(story)


def test_every_pair_has_its_story_or_a_sentence_why_it_cannot_be():
    told = {frozenset(pair) for pair in PAIRS}
    assert told | set(CANNOT_BE) == {frozenset(pair) for pair in combinations(THINGS, 2)}
    assert all(len(why) > 20 for why in CANNOT_BE.values())
