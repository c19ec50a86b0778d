"""Review of a branch's result by the unit above it: in time, in writing, by other eyes (AUT-06)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.closing import gate
from redress.complaints.closing.commands.close import Close, Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling import performing
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.journal import verify
from redress.complaints.law.commands.review import DecideReview, RequestReview
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.models import Complaint, Review
from redress.messages.models import Alert
from redress.organisation.models import User
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import REMEDIES, decision, to_proposal, told_decision
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-06")]

FINDINGS = {"process": "程序合规", "limit": "未超期", "result": "护理费少算", "reasons": "单据齐全"}


@pytest.fixture
def city(actor):
    return actor("cd.officer")


@pytest.fixture
def province(actor):
    return actor("sc.officer")


@pytest.fixture
def told(city):
    """A city's decision, told by telephone on Monday 23 November 2026."""
    return told_decision(city)


@pytest.fixture
def asked(told, city):
    with moment.at(local("2026-12-22 16:00")):
        execute(request(told, city), city, told)
    return told


def request(number, who, **more) -> RequestReview:
    return RequestReview(grounds="护理费少算", evidence=attach(number, who, "核查申请书"), **more)


def changed(**more) -> DecideReview:
    new = {
        "decision": "护理费改为一千二百元。",
        "basis": "条款第五条",
        "amount": "1200",
        "remedies": REMEDIES[1:],
    }
    return DecideReview(outcome="changed", **(FINDINGS | new | more))


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def now(number) -> Complaint:
    return Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=number)


def test_a_request_on_the_thirtieth_day_is_in_time_and_on_the_thirty_first_too_late(told, city):
    """Received on 23 November; that day is not counted, so the last day is 23 December."""
    with moment.at(local("2026-12-24 00:01")):
        late = refused(request(told, city), city, told)
        assert (late.rule, late.field) == ("AUT-06", "requested_at")
        assert "2026-12-23" in str(late)
        execute(request(told, city, requested_at="2026-12-23T23:59"), city, told)
    review = Review.objects.get()
    assert review.last_day.isoformat() == "2026-12-23"
    assert review.unit.code == "sc"


def test_a_letter_gives_thirty_days_from_its_arrival(city):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        to_proposal(number, city, unit="cd")
        execute(decision(), city, number)
        letter = RecordTelling(what="decision", means="letter", words="寄出决定书", reference="EMS 1")
        execute(letter, city, number)
    with moment.at(local("2027-01-20 10:00")):
        outcome = execute(request(number, city), city, number)
    assert outcome.facts["review"], "nobody knows that the letter arrived, so the time has not begun"


def test_a_review_has_thirty_days_of_its_own_in_calendar_days(asked):
    clock = Clock.objects.get(file__number=asked, key="review")
    assert (clock.status, clock.due_at) == ("running", local("2027-01-22 00:00"))
    assert Alert.objects.filter(department=department("sc", "customer_service"), kind="assigned").exists()


def test_only_the_unit_above_decides_and_nobody_who_handled_the_case(asked, city, province, actor):
    with moment.at(local("2026-12-25 10:00")):
        assert refused(changed(), city, asked).status == 403
        assert refused(changed(), actor("gx.officer"), asked).status in (403, 404)
        assert execute(changed(), province, asked).state is State.DECIDED


def test_a_superior_who_took_part_in_the_handling_keeps_out(told, city, province, actor):
    """The province's officer had argued with the customer; another of the province decides."""
    with moment.at(local("2026-11-24 10:00")):
        rejected = GiveFeedback(accepted=False, objections="不同意")
        execute(rejected, province, told)
    with moment.at(local("2026-12-22 16:00")):
        execute(request(told, city), city, told)
        assert refused(changed(), province, told).rule == "AUT-03"
        execute(changed(), actor("sc.cshead"), told)


def test_a_changed_decision_replaces_the_old_one_and_is_told(asked, province):
    with moment.at(local("2026-12-28 10:00")):
        assert refused(changed(remedies=REMEDIES[1:3]), province, asked).rule == "COM-05"
        assert refused(changed(decision=""), province, asked).field == "decision"
        execute(changed(), province, asked)
    case = now(asked)
    assert list(case.decisions.values_list("kind", "state")) == [("first", "superseded"), ("review", "made")]
    with moment.at(local("2026-12-29 10:00")):
        told = RecordTelling(what="review", means="call", words="电话告知核查决定", reference="录音 6")
        assert execute(told, province, asked).facts["in_time"] is True
    case = now(asked)
    review = case.reviews.get()
    assert (review.state, review.outcome, case.under_review) == ("told", "changed", False)
    assert case.decisions.get(kind="review").state == "told"
    assert Clock.objects.get(file_id=case.pk, key="review").status == "met"


def test_an_upheld_decision_stands_and_is_not_reviewed_again(asked, city, province):
    with moment.at(local("2026-12-28 10:00")):
        execute(DecideReview(outcome="upheld", **FINDINGS), province, asked)
        call = RecordTelling(what="review", means="call", words="电话告知", reference="录音 6")
        assert execute(call, province, asked).state is State.DECIDED
        again = refused(request(asked, city, requested_at="2026-12-23T10:00"), city, asked)
    assert again.rule == "AUT-06"
    assert now(asked).decisions.get().state == "told"


def test_a_returned_case_is_decided_anew_within_the_legal_limit(asked, city, province):
    with moment.at(local("2026-12-28 10:00")):
        returned = DecideReview(outcome="returned", **FINDINGS)
        assert execute(returned, province, asked).state is State.REJECTED
    laws = Clock.objects.filter(file__number=asked, key="resolution_law").order_by("occurrence")
    assert [(clock.status, clock.due_at) for clock in laws] == [
        ("met", local("2026-12-04 00:00")),
        ("running", local("2027-01-13 00:00")),
    ]


def test_a_result_that_was_accepted_and_closed_is_opened_again_when_the_review_changes_it(
    told, city, province, actor
):
    with moment.at(local("2026-11-24 10:00")):
        causes = [{"code": "delay", "department": department("cd", "claims")}]
        execute(Determine(validity="substantiated", reasons="属实", causes=causes), city, told)
        head = actor("cd.cshead")
        assert refused(Sign(department=department("cd", "claims")), head, told).status == 403
    case = now(told)
    case.sign_offs.update(signed_at=local("2026-11-24 11:00"))
    case.orders.update(state="replied")
    case.callback = "satisfied"
    case.save()
    with moment.at(local("2026-11-25 10:00")):
        assert execute(Close(), city, told).state is State.CLOSED
    with moment.at(local("2026-12-10 10:00")):
        execute(request(told, city), city, told)
        assert execute(changed(), province, told).state is State.DECIDED
    case = now(told)
    assert (case.closed_at, case.is_open) == (None, True)


@pytest.mark.req("AUT-01", "CLO-05")
def test_what_a_changed_result_had_promised_is_owed_no_more_and_what_it_promises_is(
    told, city, province, actor
):
    """Eight hundred were accepted; the review gives 1,200: that is accepted, owed and paid, and nothing else."""
    with moment.at(local("2026-11-24 10:00")):
        execute(GiveFeedback(accepted=True), city, told)
        assert execution(told).status == "running"
    with moment.at(local("2026-12-10 10:00")):
        execute(request(told, city), city, told)
        execute(changed(), province, told)
    case = now(told)
    assert list(case.proposals.values_list("state", "amount")) == [("set_aside", 800), ("pending", 1200)]
    # Ten calendar days from 24 November ended with 4 December: a limit that had passed stays passed.
    assert execution(told).status == "late"
    assert "AUT-01" not in {
        cite for check in gate.missing(Case(case, local("2026-12-10 11:00"))) for cite in check.cite
    }
    with moment.at(local("2026-12-11 10:00")):
        call = RecordTelling(what="review", means="call", words="电话告知核查决定", reference="录音 6")
        execute(call, province, told)
        execute(GiveFeedback(accepted=True), city, told)
        owed = performing.owed(Case(now(told), moment.now()))
        assert owed is not None
        assert owed.amount == 1200
        assert execution(told).due_at == local("2026-12-22 00:00")
        execute(Execute(proof="转账凭证"), city, told)
    assert execution(told).status == "met"


def execution(number) -> Clock:
    return Clock.objects.filter(file__number=number, key="execution").order_by("id").last()


@pytest.mark.req("CLO-10")
def test_the_paper_of_a_review_has_a_place_in_an_archived_case_as_long_as_there_may_be_one(
    told, city, province
):
    Complaint.objects.filter(number=told).update(state="archived")
    with moment.at(local("2026-12-23 16:00")):
        execute(request(told, city), city, told)
        assert execute(DecideReview(outcome="upheld", **FINDINGS), province, told).state is State.ARCHIVED
        execute(RecordTelling(what="review", means="call", words="告知", reference="录音 6"), province, told)
        with pytest.raises(Refusal) as again:
            attach(told, city, "第二份核查申请书")
    assert again.value.rule == "CLO-10"


@pytest.mark.req("CLO-10")
def test_an_archive_takes_nothing_once_no_review_could_be_decided_in_time(told, city):
    """Received on 23 November: asked for by 23 December, decided by 22 January."""
    Complaint.objects.filter(number=told).update(state="archived")
    with moment.at(local("2027-01-23 10:00")), pytest.raises(Refusal) as late:
        attach(told, city, "核查申请书")
    assert late.value.rule == "CLO-10"
    with moment.at(local("2027-01-22 10:00")):
        assert attach(told, city, "核查申请书")


def test_no_case_is_closed_while_its_result_is_under_review(asked, city):
    missing = gate.missing(Case(now(asked), local("2026-12-23 10:00")))
    assert any("2020-3/20" in check.cite for check in missing)


def test_what_the_head_office_decided_is_not_reviewed_here(actor):
    head = actor("ho.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct"), head).number
        execute(Confirm(means="call", words="已受理"), head, number)
        to_proposal(number, head, unit="life-ho")
        execute(decision(remedies=REMEDIES[1:]), head, number)
        execute(RecordTelling(what="decision", means="call", words="告知", reference="录音 1"), head, number)
        refusal = refused(request(number, head), head, number)
    assert refusal.rule == "AUT-06"


def test_the_request_is_in_writing(told, city):
    with moment.at(local("2026-12-01 10:00")):
        stray = RequestReview(grounds="口头提出", evidence="0" * 64)
        assert refused(stray, city, told).field == "evidence"


def test_a_withdrawal_ends_the_review_too(asked, city):
    with moment.at(local("2026-12-24 10:00")):
        execute(Withdraw(request="不再要求", evidence=attach(asked, city, "撤回申请")), city, asked)
    assert Review.objects.get().state == "ended"
    assert Clock.objects.get(file__number=asked, key="review").status == "cancelled"


@pytest.mark.req("SEC-04")
def test_the_journal_tells_the_whole_way_and_verifies(asked, province):
    with moment.at(local("2026-12-28 10:00")):
        execute(changed(), province, asked)
    entries = list(now(asked).journal.values_list("command", flat=True))
    assert entries[-2:] == ["request_review", "decide_review"]
    assert not list(verify(now(asked)))


@pytest.mark.req("ORG-04")
def test_a_request_is_told_to_the_nearest_who_could_decide_it(told, city):
    User.objects.filter(appointments__department=department("sc", "customer_service")).update(is_active=False)
    with moment.at(local("2026-12-22 16:00")):
        execute(request(told, city), city, told)
    alert = Alert.objects.filter(file__number=told, kind="assigned", department__isnull=False).latest("id")
    assert alert.department.unit.code == "life-ho"
