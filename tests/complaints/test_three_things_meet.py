"""Three special things in one case, or a step nobody expects there: who may, what counts, what is due by when."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Close, Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.law.commands.earlier_limit import SetEarlierLimit
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.organisation.models import User
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.special_things import Story
from tests.complaints.stages import decision, to_proposal
from tests.complaints.stories import case, closed, filed
from tests.complaints.test_counting import drawn
from tests.complaints.test_pauses import appraisal
from tests.complaints.test_reviews import request
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def law(number: str) -> str:
    clock = Clock.objects.filter(file__number=number, key="resolution_law").order_by("occurrence").last()
    return f"{clock.due_at.astimezone(local('2026-01-01 00:00').tzinfo):%Y-%m-%d}"


def letter(actor, at, who="cd.officer", **more) -> str:
    with moment.at(local(at)):
        given = {
            "source": "direct",
            "channel": "letter",
            "class_code": "payments",
            "received_at": at.replace(" ", "T"),
        }
        return execute(transfer(**(given | more)), actor(who)).number


@pytest.mark.req("CLO-08", "CLK-05", "AUT-05")
def test_new_facts_that_come_with_a_merge_into_a_case_paused_and_extended(actor):
    """Complex, 18 November: 30 days are 18 December; five of a pause: the 23rd; 30 more: 22 January. The second letter
    of 26 November brings new facts: 30 days anew, 26 December."""
    story = Story(actor, ("pause", "extension"))
    story.tell()
    assert law(story.number) == "2027-01-23"
    with moment.at(local("2026-11-26 10:00")):
        again = execute(story.filing(received_at="2026-11-26T09:00"), actor("sc.officer")).number
        execute(Merge(into=story.number, new_facts="客户提交新的录音。"), actor("sc.officer"), again)
    assert law(story.number) == "2026-12-27"


@pytest.mark.req("AUT-06", "COM-06")
def test_a_review_is_asked_for_within_thirty_days_of_when_the_letter_arrived_not_of_when_it_was_posted(actor):
    """Posted on 28 November, delivered on 1 December: until 31 December."""
    city = actor("cd.officer")
    number = letter(actor, "2026-11-18 10:00", class_code="claims")
    with moment.at(local("2026-11-18 11:00")):
        execute(Confirm(means="call", words="已受理", recording="录音 1"), city, number)
        to_proposal(number, city, unit="cd")
    with moment.at(local("2026-11-28 09:00")):
        execute(decision(), city, number)
    with moment.at(local("2026-12-02 09:00")):
        posted = RecordTelling(
            what="decision", means="letter", at="2026-11-28T10:00", delivered_at="2026-12-01T15:00",
            words="处理决定已挂号寄出", reference="XA123456789",
        )  # fmt: skip
        execute(posted, city, number)
    with moment.at(local("2027-01-01 09:00")), pytest.raises(Refusal):
        execute(request(number, city), city, number)
    with moment.at(local("2027-01-04 09:00")):
        execute(request(number, city, requested_at="2026-12-31T16:00"), city, number)
    asked = Clock.objects.get(file__number=number, key="review")
    # Thirty days from Thursday 31 December, whenever it was entered: Saturday 30 January.
    assert asked.due_at == local("2027-01-31 00:00")


@pytest.mark.req("INT-13", "CLO-09")
def test_a_withdrawal_of_before_the_answer_that_is_entered_after_it_ends_the_case_on_its_own_day(actor):
    """Received on the 18th, withdrawn by a letter of Friday the 20th that is entered on the 25th: nothing was late."""
    officer = actor("sc.officer")
    number = filed(actor, "2026-11-18 10:00")
    with moment.at(local("2026-11-25 09:00")):
        kept = attach(number, officer, "撤回申请")
        execute(Withdraw(request="来信撤回", received_at="2026-11-20T15:00", evidence=kept), officer, number)
    row = case(number)
    assert (row.state, row.state_since) == ("withdrawn", local("2026-11-20 15:00"))
    assert not Clock.objects.filter(
        file__number=number, status="late", key__in=["resolution", "resolution_law"]
    ).exists()


@pytest.mark.req("INT-13")
def test_nobody_withdrew_before_complaining_or_will_tomorrow(actor):
    officer = actor("sc.officer")
    number = filed(actor, "2026-11-18 10:00")
    with moment.at(local("2026-11-25 09:00")):
        kept = attach(number, officer, "撤回申请")
        with pytest.raises(Refusal):
            execute(
                Withdraw(request="来信撤回", received_at="2026-11-17T15:00", evidence=kept), officer, number
            )


@pytest.mark.req("CLO-06", "CLO-07", "CLO-09", "INT-13")
def test_an_escalation_and_a_repeat_that_are_withdrawn(actor):
    """One case closed substantiated; it comes again and is withdrawn: one case still, not withdrawn. Taken to the
    regulator and withdrawn: a second case, which falls out of the net figure."""
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 10:00")
    again = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    higher = filed(
        actor, "2026-11-17 10:00", channel="regulator", source="regulator", source_reference="川金监转〔2026〕9号",
        link_to=first, link_kind="escalation",
    )  # fmt: skip
    with moment.at(local("2026-11-18 11:00")):
        # Who handled the first case keeps out of the one that is about how it was handled.
        for number, who in ((again, "sc.officer"), (higher, "sc.handler")):
            kept = attach(number, actor(who), "撤回申请")
            execute(Withdraw(request="客户撤回", evidence=kept), actor(who), number)
    found = drawn(actor("sc.officer"))
    assert (found["cases"], found["times"], found["net_of_withdrawn"]) == (2, 3, 1)
    assert found["substantiated"] == 1


@pytest.mark.req("CLO-06", "CLO-08")
def test_who_comes_again_after_a_merge_repeats_the_case_that_went_on(actor):
    """Linked to the number under which the merged filing came, it still is one case, two times."""
    kept = filed(actor, "2026-11-02 10:00")
    gone = filed(actor, "2026-11-03 10:00", link_to=kept, link_kind="merge")
    closed(actor, kept, "2026-11-04 10:00")
    with moment.at(local("2026-11-16 10:00")):
        try:
            filed(actor, "2026-11-16 10:00", link_to=gone, link_kind="repeat")
        except Refusal:
            filed(actor, "2026-11-16 10:00", link_to=kept, link_kind="repeat")
    found = drawn(actor("sc.officer"))
    assert (found["cases"], found["times"]) == (1, 2)


@pytest.mark.req("CLO-02", "ORG-13")
def test_a_head_complained_of_signs_nothing_and_the_case_is_closed_all_the_same(actor):
    """The complaint is about the head of business management, whose department is found responsible."""

    name = User.objects.get(username="sc.businesshead").get_full_name()
    officer = actor("sc.officer")
    number = filed(actor, "2026-11-18 10:00", about="person", about_whom=f"业务管理部负责人{name}")
    with moment.at(local("2026-11-19 10:00")):
        execute(Settle(plan="陪同办理退保", basis="退保办理规则"), officer, number)
        cause = {"code": "process", "department": department("sc", "business_management")}
        execute(Determine(validity="substantiated", reasons="已核实", causes=[cause]), officer, number)
        with pytest.raises(Refusal):
            execute(Sign(department=cause["department"]), actor("sc.businesshead"), number)
        execute(Sign(department=cause["department"]), actor("sc.manager"), number)
        execute(Close(), officer, number)
    assert case(number).state == "closed"


@pytest.mark.req("CLK-05")
def test_new_facts_are_received_no_sooner_than_the_complaint(actor):
    officer = actor("sc.officer")
    number = filed(actor, "2026-11-18 10:00")
    with moment.at(local("2026-11-19 10:00")):
        proof = [attach(number, officer, "证明")]
        with pytest.raises(Refusal):
            execute(NewFacts(what="新录音", received_at="2026-11-17T09:00", evidence=proof), officer, number)
        # On the same day, an hour later, they are new.
        execute(NewFacts(what="新录音", received_at="2026-11-18T11:00", evidence=proof), officer, number)
    assert law(number) == "2026-12-04"


@pytest.mark.req("CLO-08", "CLK-12", "CLO-01")
def test_a_transfer_with_an_offices_limit_merged_into_a_paused_case_leaves_the_office_its_day(actor):
    """The counter's own case stands still from the 19th; the office's limit of 1 December does not."""

    story = Story(actor, ("pause", "late entry"))
    with moment.at(local("2026-11-18 10:00")):
        story.number = story.entered()
        execute(Confirm(means="call", words="已受理", recording="录音 1"), story.city, story.number)
    with moment.at(local("2026-11-19 10:00")):
        execute(appraisal(story.number, story.city), story.city, story.number)
    province = actor("sc.officer")
    with moment.at(local("2026-11-20 10:00")):
        later = {"channel": "regulator", "source": "regulator", "received_at": "2026-11-20T09:00"}
        second = execute(story.filing((), **later), province).number
        paper = attach(second, province, "转办函")
        limit = SetEarlierLimit(last_day="2026-12-01", office="四川监管局", evidence=paper)
        execute(limit, province, second)
        execute(Merge(into=story.number), province, second)
    office = Clock.objects.get(file__number=story.number, key="office_limit")
    assert (office.status, office.due_at) == ("running", local("2026-12-02 00:00"))
    row = Complaint.objects.get(number=story.number)
    assert row.source == "regulator"
    assert Clock.objects.get(file__number=story.number, key="resolution_law").status == "paused"


@pytest.mark.req("AUT-01", "AUT-03")
@pytest.mark.parametrize(("amount", "asked"), [("1000", False), ("1000.01", True)])
def test_at_the_small_counter_a_thousand_is_decided_there_and_a_fen_more_is_not(actor, amount, asked):
    mine = actor("my.officer")
    number = letter(actor, "2026-11-18 10:00", "my.officer", unit="my", class_code="claims", amount="500")
    with moment.at(local("2026-11-18 11:00")):
        execute(Confirm(means="call", words="已受理", recording="录音 1"), mine, number)

        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), mine, number)
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷"), mine, number)
        execute(Propose(plan="补付", basis="条款", amount=amount), mine, number)
    assert case(number).approvals.filter(state="waiting").exists() is asked
