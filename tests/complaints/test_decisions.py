"""Decisions, the proof that they were told, and customers who cannot be reached (COM-05, COM-06)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.closing import gate
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.law.commands.telling import RecordAttempt, RecordTelling
from redress.complaints.models import Complaint, Telling
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import REMEDIES, decision, to_proposal
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer):
    """Proposed on 18 November 2026; the law gives until the end of 3 December."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), officer).number
        execute(Confirm(means="call", words="已受理"), officer, number)
        to_proposal(number, officer, unit="sc")
    return number


@pytest.fixture
def decided(number, officer):
    with moment.at(local("2026-11-30 10:00")):
        execute(GiveFeedback(accepted=False, objections="要求全部支付"), officer, number)
        execute(decision(), officer, number)
    return number


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def now(number) -> Complaint:
    return Complaint.objects.select_related("unit", "received_unit", "rulebook").get(number=number)


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("left_out", REMEDIES)
def test_a_decision_names_every_remedy(left_out, number, officer):
    some = [remedy for remedy in REMEDIES if remedy != left_out]
    refusal = refused(decision(remedies=some), officer, number)
    assert (refusal.rule, refusal.field) == ("COM-05", "remedies")
    assert now(number).state == State.PROPOSED


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("part", ["decision", "verification", "basis", "reasons"])
def test_a_decision_has_all_its_parts(part):
    with pytest.raises(ValueError, match=part):
        decision(**{part: " "})


@pytest.mark.req("COM-05")
def test_a_decision_rests_on_the_latest_opinion(decided, officer):
    case = now(decided)
    made = case.decisions.get()
    assert (made.state, made.proposal, made.amount) == ("made", 1, 800)
    assert (case.state, case.decided_at) == (State.DECIDED, local("2026-11-30 10:00"))


@pytest.mark.req("COM-06", "CLK-04")
def test_a_decision_told_ends_the_legal_limit_on_the_day_it_was_posted(number, officer):
    with moment.at(local("2026-12-02 10:00")):
        execute(decision(), officer, number)
    assert now(number).state == State.DECIDED
    assert Clock.objects.get(file__number=number, key="resolution_law").status == "running"
    with moment.at(local("2026-12-07 10:00")):
        receipt = attach(number, officer, "邮寄回执", "other")
        letter = RecordTelling(
            what="decision",
            means="letter",
            at="2026-12-03T17:00",
            delivered_at="2026-12-05T09:00",
            words="寄出处理决定书",
            evidence=receipt,
        )
        told = execute(letter, officer, number)
    law = Clock.objects.get(file__number=number, key="resolution_law")
    assert (law.status, law.stopped_at) == ("met", local("2026-12-03 17:00"))
    assert told.facts["in_time"] is True
    case = now(number)
    assert case.result_told_at == local("2026-12-03 17:00")
    assert case.result_received_at == local("2026-12-05 09:00"), "a review is counted from the receipt"


@pytest.mark.req("COM-06")
def test_what_was_posted_after_the_last_day_was_told_too_late(number, officer):
    with moment.at(local("2026-12-02 10:00")):
        execute(decision(), officer, number)
    with moment.at(local("2026-12-04 00:00")):
        told = execute(
            RecordTelling(what="decision", means="email", words="发送处理决定", reference="邮件 118"),
            officer,
            number,
        )
    assert told.facts["in_time"] is False
    assert Clock.objects.get(file__number=number, key="resolution_law").status == "late"


@pytest.mark.req("COM-06")
def test_a_decision_is_not_told_without_proof(number, officer):
    with moment.at(local("2026-11-20 10:00")):
        execute(decision(), officer, number)
        bare = RecordTelling(what="decision", means="call", words="电话告知")
        assert refused(bare, officer, number).field == "evidence"
        stray = RecordTelling(what="decision", means="call", words="电话告知", evidence="0" * 64)
        assert refused(stray, officer, number).field == "evidence"
        assert execute(bare.model_copy(update={"reference": "录音 7788"}), officer, number)


@pytest.mark.req("COM-06")
def test_nothing_is_told_that_was_not_decided(number, officer):
    with moment.at(local("2026-11-20 10:00")):
        command = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 1")
        assert refused(command, officer, number).field == "what"
        execute(decision(), officer, number)
        early = command.model_copy(update={"at": local("2026-11-19 10:00")})
        assert refused(early, officer, number).field == "at"


@pytest.mark.req("COM-06")
def test_three_attempts_on_three_days_make_a_customer_unreachable(number, officer):
    with moment.at(local("2026-11-27 10:00")):
        execute(decision(), officer, number)
    for day, unreachable in ((30, False), (30, False), (1, False), (2, True)):
        when = f"2026-11-{day} 15:00" if day == 30 else f"2026-12-0{day} 15:00"
        with moment.at(local(when)):
            tried = execute(RecordAttempt(what="decision", means="call", words="无人接听"), officer, number)
        assert tried.facts["unreachable"] is unreachable, when
    law = Clock.objects.get(file__number=number, key="resolution_law")
    assert (law.status, law.stopped_at) == ("met", local("2026-12-02 15:00"))
    assert Telling.objects.filter(complaint__number=number, what="decision", reached=False).count() == 4


@pytest.mark.req("COM-06")
def test_a_confirmation_is_proof_of_telling(number):
    told = Telling.objects.get(complaint__number=number, what="acceptance")
    assert (told.means, told.in_time, told.at) == ("call", True, local("2026-11-18 10:00"))


@pytest.mark.req("COM-05", "CLO-02")
def test_a_case_whose_customer_never_agrees_is_closed_on_a_decision_that_was_told(decided, officer):
    determine = Determine(
        validity="substantiated",
        reasons="部分属实",
        causes=[{"code": "delay", "department": department("sc", "claims")}],
    )
    with moment.at(local("2026-12-01 10:00")):
        assert refused(determine, officer, decided).rule == "COM-06"
        missing = {check.cite[0] for check in gate.missing(Case(now(decided), moment.now()))}
        assert "COM-01" in missing
        told = RecordTelling(what="decision", means="call", words="电话告知", reference="录音 9")
        execute(told, officer, decided)
        assert (
            execute(GiveFeedback(accepted=False, objections="仍不接受"), officer, decided).state
            is State.DECIDED
        )
        assert execute(determine, officer, decided).state is State.DETERMINED
        missing = {check.cite[0] for check in gate.missing(Case(now(decided), moment.now()))}
        assert "COM-01" not in missing
