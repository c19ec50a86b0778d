"""Special things meet: for every pair of them there is a story here, or a sentence why the pair cannot be.

A complex case of the counter in Chengdu, received on Wednesday 18 November 2026 (late entry: received on Monday 16), so
that the law gives 30 days: to the end of 18 (16) December. What happens, in this order, as far as the pair has it:

    18 Nov  entered, confirmed; a deputy of the province's head of customer service is named and acts
    19 Nov  an outside appraisal begins (pause), to the 24th: 5 days
    20 Nov  a second filing is received by the province and merged
    25 Nov  the limit is extended by 30 days, with approval, and told
    26 Nov  new facts are received: 30 days anew, to the end of 26 December
    27 Nov  decided, and told on 30 November; reviewed on the request of 10 December: 30 days, to the end of 9 January
    11 Dec  withdrawn

All dates are counted by hand from these.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from redress.clocks.models import Clock
from redress.complaints import closers, gates, moment
from redress.complaints.case import Case
from redress.complaints.commands.approve import Approve
from redress.complaints.commands.close import Withdraw
from redress.complaints.commands.contact import Confirm
from redress.complaints.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.commands.extend import AskExtension, TellExtension
from redress.complaints.commands.hold import PlaceHold
from redress.complaints.commands.investigate import Propose, RecordFinding
from redress.complaints.commands.merging import Merge
from redress.complaints.commands.new_facts import NewFacts
from redress.complaints.commands.pausing import Resume
from redress.complaints.commands.request import AskApproval
from redress.complaints.commands.telling import RecordTelling
from redress.complaints.executor import execute
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.models import Unit, User
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
    "deputies", "second matter", "centralised", "major",
)  # fmt: skip
CANNOT_BE: dict[frozenset[str], str] = {}
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
}
"""What of the pair bears on the legal limit -> the midnight after its last day."""


class Story:
    def __init__(self, actor, pair: tuple[str, str]) -> None:
        self.actor, self.pair = actor, pair
        self.city, self.province = actor("cd.officer"), actor("sc.officer")
        self.number = self.second = ""

    def has(self, thing: str) -> bool:
        return thing in self.pair

    @property
    def row(self) -> Complaint:
        return Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=self.number)

    def filing(self, without: tuple[str, ...] = (), **more: object):
        given: dict[str, object] = {
            "source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex",
            "received_at": "2026-11-18T09:00", "unit": "cd",
        }  # fmt: skip
        for thing in self.pair:
            if thing not in without:
                given |= GIVEN.get(thing, {})
        return transfer(**(given | more))

    def tell(self) -> None:
        with moment.at(local("2026-11-18 10:00")):
            # A transfer that meets a merge is the later filing: it is merged into the counter's own case.
            without = ("transfer",) if self.has("merge") else ()
            self.number = execute(self.filing(without), self.city).number
            execute(Confirm(means="call", words="已受理", recording="录音 1"), self.city, self.number)
            if self.has("deputies"):
                stand_in("sc.cshead", "sc.handler", days=40)
                execute(PlaceHold(reason="可能诉讼"), self.actor("sc.handler"), self.number)
        steps = [
            ("pause", "2026-11-19 10:00", self.pause),
            ("merge", "2026-11-20 10:00", self.merge),
            ("pause", "2026-11-24 10:00", self.resume),
            ("extension", "2026-11-25 10:00", self.extend),
            ("new facts", "2026-11-26 10:00", self.new_facts),
            ("review", "2026-11-27 10:00", self.decide),
            ("review", "2026-11-30 10:00", self.told),
            ("review", "2026-12-10 10:00", self.review),
            ("withdrawal", "2026-12-11 10:00", self.withdraw),
        ]
        for thing, at, step in steps:
            if self.has(thing):
                with moment.at(local(at)):
                    step()

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
        execute(Approve(approval=1), self.actor("sc.cshead"), self.number)
        execute(TellExtension(means="call", words="延长三十日", reference="录音 2"), self.city, self.number)

    def new_facts(self) -> None:
        proof = [attach(self.number, self.city, "出院诊断证明")]
        facts = NewFacts(what="客户提交新的诊断证明。", received_at="2026-11-26T09:00", evidence=proof)
        execute(facts, self.city, self.number)

    def decide(self) -> None:
        execute(
            Dispatch(to=department("sc", "business_management"), opinion="请核实"), self.city, self.number
        )
        for order in self.row.orders.filter(state="open"):
            who = {"business_management": "sc.business", "customer_service": "cd.officer"}[
                order.department.kind
            ]
            execute(ReplyOrder(order=order.number, reply="已核实"), self.actor(who), self.number)
        for kind in FindingKind:
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), self.city, self.number)
        if self.has("centralised"):
            question = AskApproval(
                department=department("sc", "business_management"), question="拟补偿 500 元", amount="500"
            )
            execute(question, self.city, self.number)
            approve_all(self.number)
        if self.has("major"):
            heard(self.number)
        execute(Propose(plan="补付五百元", basis="条款第五条", amount="500"), self.city, self.number)
        approve_all(self.number)
        execute(
            decision(amount="500") if "amount" in type(decision()).model_fields else decision(),
            self.city,
            self.number,
        )

    def told(self) -> None:
        call = RecordTelling(what="decision", means="call", words="电话告知处理决定", reference="录音 5")
        execute(call, self.city, self.number)

    def review(self) -> None:
        execute(request(self.number, self.city), self.city, self.number)

    def withdraw(self) -> None:
        kept = attach(self.number, self.city, "撤回申请")
        execute(Withdraw(request="客户撤回", evidence=kept), self.city, self.number)


def expected_end(story: Story) -> None:
    row = story.row
    case = Case(row, moment.now())
    if story.has("transfer"):
        place = closers.place(case)
        assert row.source == "regulator"
        assert Unit.objects.get(pk=place.level.unit).code == "sc", "the province closes it"
    if story.has("group"):
        assert (row.complainant_kind, row.complainants) == ("group", 5)
    if story.has("flow"):
        assert row.flow != "standard"
    if story.has("second matter"):
        assert row.matters.count() == 2
    if story.has("centralised"):
        assert gates.centralised(case) is not None
    if story.has("major"):
        # With the case its emergency is over.
        assert (row.level, row.emergency) == ("major", "ended" if story.has("withdrawal") else "running")
    if story.has("deputies"):
        entry = JournalEntry.objects.get(complaint=row, command="place_hold")
        assert entry.facts["on_behalf_of"] == User.objects.get(username="sc.cshead").pk
    if story.has("merge"):
        merged = Complaint.objects.get(number=story.second)
        assert (merged.state, merged.links.get().to_id) == ("merged", row.pk)
        assert not Clock.objects.filter(complaint=merged, status__in=["running", "paused"]).exists()


def limits(story: Story) -> None:
    """The legal limit by hand; after the telling it is met, and the review has a limit of its own."""
    law = Clock.objects.filter(complaint=story.row, key="resolution_law").order_by("occurrence").last()
    if story.has("review"):
        assert law.status == "met"
        asked = Clock.objects.get(complaint=story.row, key="review")
        assert (asked.status, asked.due_at) == ("running", local("2027-01-10 00:00"))
        return
    bearing = frozenset(story.pair) & {"late entry", "pause", "extension", "new facts"}
    assert (law.status, law.due_at) == ("running", local(f"{DUE[bearing]} 00:00"))


def ended(story: Story) -> None:
    """A withdrawal ends everything on the day it came (INT-13)."""
    row = story.row
    assert (row.state, row.state_since) == ("withdrawn", local("2026-12-11 10:00"))
    assert not row.orders.filter(state="open").exists()
    assert (row.approvals_waiting, row.under_review, row.paused) == (0, False, "")
    assert not Clock.objects.filter(complaint=row, status__in=["running", "paused"]).exists()


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
