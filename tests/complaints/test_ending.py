"""A case that is over before it was closed leaves nothing behind that waits, whichever way (INT-11..13, CLO-08)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redress.assembly import ALL
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.models import Referral
from redress.complaints.closing import ending
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Close, TransferOut, Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.commands.base import Command
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.keeping.commands.dispose import ENDED, ProposeDisposal
from redress.complaints.law.commands.extend import AskExtension
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Emergency
from redress.messages.models import Alert
from redress.rulebook import OPEN_STATES, load
from redress.rulebook.sections.clocks.schema import ClockRule
from tests.complaints.inputs import approve_all, department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import heard, to_proposal
from tests.complaints.stories import case
from tests.complaints.test_pauses import appraisal
from tests.complaints.test_reviews import request
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-11", "INT-12", "INT-13", "CLO-08")]

End = Callable[..., Command]


def withdrawn(actor, number: str) -> Command:
    return Withdraw(request="客户撤回", evidence=attach(number, actor("sc.officer"), "撤回申请"))


def declined(actor, number: str) -> Command:
    return Decline(ground="not_concerned", reasons="与本人无关", means="call", reference="录音 9")


def transferred(actor, number: str) -> Command:
    return TransferOut(to=department("sc", "sales"), reason="不属于投诉")


def merged(actor, number: str) -> Command:
    return Merge(into=filing(actor, "2026-11-16 10:00"))


WAYS: tuple[End, ...] = (withdrawn, declined, transferred, merged)


def filing(actor, at: str, who: str = "sc.officer", **more: object) -> str:
    with moment.at(local(at)) as now:
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex"}
        return execute(transfer(**(given | {"received_at": now.isoformat()} | more)), actor(who)).number


def left_waiting(number: str) -> list[str]:
    """What of the case still waits for somebody."""
    row = case(number)
    running = Clock.objects.filter(file_id=row.pk, status__in=["running", "paused"])
    found = [f"clock {key}" for key in running.values_list("key", flat=True)]
    found += [f"order {each}" for each in row.orders.filter(state="open").values_list("number", flat=True)]
    found += [f"approval {each.number}" for each in row.approvals.filter(state="waiting")]
    found += [f"pause {each.reason}" for each in row.pauses.filter(until=None)]
    found += [f"review {each.number}" for each in row.reviews.filter(state__in=["open", "decided"])]
    waiting = Referral.objects.filter(complaint=row, state__in=["open", "on_agenda"])
    found += [f"referral {each.question}" for each in waiting]
    found += ["emergency"] if Emergency.objects.filter(complaint=row, ended_at=None).exists() else []
    flags = (
        row.paused,
        row.under_review,
        row.approvals_waiting,
        row.notice_owed,
        row.committee == "referred",
    )
    return found + [f"flag {each}" for each in (*flags, row.emergency == "running") if each]


def through_the_gate(actor, number: str) -> None:
    """What a case that was accepted still lacks until it is closed, with its closing."""
    officer = actor("sc.officer")
    answers = [
        {"question": code, "answer": "是"}
        for code, each in load("life-method").method.callback.script.items()
        if each.required
    ]
    execute(RecordCallback(reached=True, answers=answers, satisfaction="satisfied"), officer, number)
    execute(Execute(proof="付款凭证"), officer, number)
    for order in case(number).orders.filter(state="open"):
        execute(ReplyOrder(order=order.number, reply="已核实"), actor("sc.claims"), number)
    cause = {"code": "process", "department": department("sc", "business_management")}
    given = Determine(validity="substantiated", reasons="已核实", causes=[cause])
    execute(given, officer, number)
    execute(Sign(department=cause["department"]), actor("sc.businesshead"), number)
    execute(Close(), officer, number)


def hung(actor, **more: object) -> str:
    """A case with a pause, a question that awaits approval and, if it is for the committee, a referral."""
    number, officer = filing(actor, "2026-11-17 10:00", **more), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        execute(appraisal(number, officer), officer, number)
        execute(AskExtension(reason="病历在外省"), officer, number)
        if level := more.get("level"):
            motion = {"question": "handling", "motion": "照此办理", "amount": "100"}
            execute(ReferToCommittee(reason=level, because="多次协商未果", **motion), officer, number)
    return number


@pytest.mark.req("ORG-03", "FLW-16", "CLK-05", "CLO-10")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("given", [{}, {"level": "difficult"}, {"level": "major"}], ids=str)
def test_whatever_was_begun_ends_with_the_case_and_its_papers_are_kept(actor, way, given):
    number = hung(actor, **given)
    assert left_waiting(number)
    with moment.at(local("2026-11-18 12:00")):
        execute(way(actor, number), actor("sc.cshead"), number)
        assert case(number).state == way.__name__
    assert left_waiting(number) == []
    assert case(number).retain_until.year == 2036, "ten years, the longest period"


@pytest.mark.req("CLO-01", "CLK-05", "FLW-16")
def test_a_pause_and_the_emergency_do_not_outlive_the_closing(actor):
    """A major case: the appraisal still runs when the customer accepts; with the case it is over."""
    number, officer = filing(actor, "2026-11-17 10:00", level="major"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        execute(appraisal(number, officer), officer, number)
        execute(Confirm(means="call", words="已受理"), officer, number)
        heard(number)
        to_proposal(number, officer, unit="sc")
        approve_all(number)
        execute(GiveFeedback(accepted=True), officer, number)
        through_the_gate(actor, number)
    assert (case(number).state, case(number).paused) == ("closed", "")
    assert left_waiting(number) == ["clock archive"]


@pytest.mark.req("ORG-03")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_office_of_the_committee_hears_that_a_referral_ended_with_its_case(actor, way):
    number = hung(actor, level="difficult")
    office = Referral.objects.get(complaint=case(number)).body.office_id
    told = Alert.objects.filter(file_id=case(number).pk, department=office, kind="committee")
    before = told.count()
    with moment.at(local("2026-11-18 12:00")):
        execute(way(actor, number), actor("sc.cshead"), number)
    assert told.count() == before + 1


@pytest.mark.req("AUT-06")
@pytest.mark.parametrize("way", [withdrawn, merged], ids=lambda way: way.__name__)
def test_a_review_that_the_customer_asked_for_does_not_stay_open_in_a_case_that_is_over(actor, way):
    number, city = filing(actor, "2026-11-17 10:00", "cd.officer"), actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        execute(Confirm(means="call", words="已受理"), city, number)
        to_proposal(number, city, unit="cd")
        execute(GiveFeedback(accepted=False, objections="要求全额"), city, number)
        execute(request(number, city), city, number)
        assert case(number).under_review
        execute(way(actor, number), actor("sc.officer"), number)
    assert left_waiting(number) == []


def test_every_state_in_which_a_case_is_over_is_reached_by_a_command_told_here():
    reached = {
        to
        for command in ALL
        for before, after in (*command.moves.items(), *command.branches.items())
        for to in ([after] if isinstance(after, str) else after)
        if before in OPEN_STATES
    }
    assert reached & ending.BEFORE_A_RESULT == ending.BEFORE_A_RESULT == {way.__name__ for way in WAYS}


@pytest.mark.req("CLK-01", "INT-13")
@pytest.mark.parametrize(
    "name",
    ["statutory-2020", "insurer-method", "life-method", "property-method", "group-flows", "guangxi-method"],
)
def test_no_limit_of_a_shipped_method_outlives_the_case(name):
    clocks: dict[str, ClockRule] = load(name).method.clocks
    assert [key for key, rule in clocks.items() if not set(rule.cancels) >= ending.BEFORE_A_RESULT] == []


@pytest.mark.req("CLO-10")
def test_a_merged_filing_is_kept_as_long_as_the_case_that_took_it_up(actor):
    number = filing(actor, "2026-11-17 10:00")
    with moment.at(local("2026-11-18 12:00")):
        execute(merged(actor, number), actor("sc.officer"), number)
    assert ending.BEFORE_A_RESULT <= ENDED, "the papers of every case that is over can be disposed of one day"
    with moment.at(local("2037-01-04 12:00")), pytest.raises(Refusal) as refused:
        execute(ProposeDisposal(), actor("sc.cshead"), number)
    assert refused.value.rule == "CLO-10"
