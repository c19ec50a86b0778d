"""Every time that a person states lies between two events, and a false one meets no limit (INT-07, CLK-01)."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from pydantic import BaseModel

from redress.assembly import ADDRESSED, ALL
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.casework.stated import NOW
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import HandOn, Verify
from redress.complaints.handling.commands.cohandling import Urge
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.pausing import Pause, Resume
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.models import Complaint
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.papers import attach
from tests.complaints.stages import clock, decision, proposed_at_the_counter, registered, to_proposal
from tests.fixtures.insurer import local

pytestmark = pytest.mark.req("INT-07")


def times_in(kind: object, before: str = "") -> Iterator[str]:
    """The names of all fields that hold a time, those of what stands in lists as `list.field`."""
    for name, info in typing.cast("type[BaseModel]", kind).model_fields.items():
        yield from _times(info.annotation, before + name)


def _times(annotation: object, name: str) -> Iterator[str]:
    if annotation in (datetime, date) or getattr(annotation, "__name__", "") == "AwareDatetime":
        yield name
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from times_in(annotation, name + ".")
    for inner in typing.get_args(annotation):
        yield from _times(inner, name)


EVERY = {
    command.__qualname__: command for command in [*ALL, *(each for kind in ADDRESSED for each in kind.all)]
}
"""The commands on files of every kind."""


@pytest.mark.parametrize("command", EVERY.values(), ids=EVERY)
def test_every_time_that_a_command_takes_says_between_which_events_it_lies(command):
    assert set(times_in(command)) == set(command.times)


def test_there_are_such_times_and_each_ends_somewhere():
    spans = [span for command in EVERY.values() for span in command.times.values()]
    assert len(spans) >= 35
    assert {bool(span.since.words) for span in spans} == {True}
    assert any(span.until is None for span in spans), "what has happened ends now"
    assert all(span.until is not None for span in spans if span.since is NOW), "what is planned ends too"


def refused(command, actor, who, number) -> Refusal:
    with pytest.raises(Refusal) as found:
        execute(command, actor(who), number)
    return found.value


def test_an_opinion_is_not_answered_before_it_was_put_to_the_customer(actor):
    with moment.at(local("2026-11-18 10:00")):
        case = proposed_at_the_counter(actor)
    with moment.at(local("2026-11-25 10:00")):
        for stated in ("2026-11-18 09:59", "2026-11-10 10:00", "1999-01-01 00:00"):
            early = GiveFeedback(accepted=True, told_at=local(stated), recording="录音 1")
            found = refused(early, actor, "cd.officer", case.number)
            assert found.field == "told_at"
            assert "2026-11-18 10:00" in str(found)


@pytest.mark.req("AUT-05", "CLK-04")
def test_an_extension_is_not_told_before_it_was_granted(actor):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex"}
        number = execute(transfer(**given), city).number
        execute(AskExtension(reason="病历在外省"), city, number)
    with moment.at(local("2026-11-25 10:00")):
        execute(Approve(approval=1), actor("sc.cshead"), number)
    with moment.at(local("2026-11-26 10:00")):
        for stated in ("2026-11-25 09:59", "2026-11-18 10:30"):
            early = TellExtension(means="call", words="延长", reference="录音 1", at=local(stated))
            found = refused(early, actor, "cd.officer", number)
            assert (found.rule, found.field) == ("AUT-05", "at")
            assert "2026-11-25 10:00" in str(found)


def test_no_acceptance_was_told_before_the_receipt(actor):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
        for command in (Confirm, RecordContact):
            early = command(means="call", words="已受理", at=local("2026-11-18 08:59"), recording="录音 1")
            assert refused(early, actor, "sc.officer", number).field == "at"


def test_nothing_is_told_promised_or_planned_in_another_age(actor):
    with moment.at(local("2026-11-18 10:00")):
        case = registered(actor)
        far = Dispatch(to=department("sc", "finance"), opinion="请核实", planned_at=local("2036-01-01 09:00"))
        assert refused(far, actor, "cd.officer", case.number).field == "planned_at"
        past = Dispatch(
            to=department("sc", "finance"), opinion="请核实", planned_at=local("2026-11-17 09:00")
        )
        assert refused(past, actor, "cd.officer", case.number).field == "planned_at"


@pytest.mark.parametrize(
    ("written", "recording", "counts"),
    [
        # Received on Wednesday 18 November, told on Thursday at 9:00; the limit ends with Thursday.
        ("2026-11-19 16:00", "", "2026-11-19 16:00"),
        ("2026-11-19 16:00", "录音 7", "2026-11-19 09:00"),
        # Written on Friday, within the working day that the method's rule allows for proof.
        ("2026-11-20 16:00", "录音 7", "2026-11-19 09:00"),
        ("2026-11-20 16:00", "", "2026-11-20 16:00"),
        # On Monday no recording proves Thursday any more.
        ("2026-11-23 09:00", "录音 7", "2026-11-23 09:00"),
    ],
)
def test_a_confirmation_counts_from_when_it_was_written_unless_proven(actor, written, recording, counts):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), actor("sc.officer")).number
    with moment.at(local(written)):
        told = Confirm(means="call", words="已受理", at=local("2026-11-19 09:00"), recording=recording)
        execute(told, actor("sc.officer"), number)
    case = Complaint.objects.get(number=number)
    assert case.confirmed_at == local(counts)
    late = local(counts) >= local("2026-11-20 00:00")
    assert clock(case, "confirm").status == ("late" if late else "met")


@pytest.mark.req("CLK-04", "COM-05")
def test_an_opinion_that_was_rejected_ends_no_legal_limit(actor):
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", channel="letter"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        to_proposal(number, city, unit="cd")
        execute(GiveFeedback(accepted=False, objections="要求全额"), city, number)
    case = Complaint.objects.get(number=number)
    # Received on 18 November: fifteen days end with 3 December.
    limit = clock(case, "resolution_law")
    assert (limit.status, limit.due_at) == ("running", local("2026-12-04 00:00"))
    with moment.at(local("2026-12-03 23:00")):
        execute(decision(), city, number)
        execute(
            RecordTelling(what="decision", means="call", words="电话告知", reference="录音 5"), city, number
        )
    assert clock(case, "resolution_law").status == "met"


@pytest.mark.req("FLW-11")
def test_a_call_that_nobody_answered_is_no_contact(actor):
    with moment.at(local("2026-11-18 10:00")):
        case = registered(actor, class_code="claims")
        assert case.flow == "claims"
        with moment.at(local("2026-11-18 10:20")):
            tried = RecordContact(kind="progress", means="call", words="无人接听", reached=False)
            execute(tried, actor("cd.officer"), case.number)
    assert clock(case, "claims_contact").status == "running"
    with moment.at(local("2026-11-18 11:10")):
        execute(RecordContact(means="call", words="已联系"), actor("cd.officer"), case.number)
    assert clock(case, "claims_contact").status == "late"


@pytest.mark.req("INT-02", "CLK-05")
def test_what_happened_between_receipt_and_entry_counts(actor):
    city = actor("sc.officer")
    # Received on Friday at 10:00, called at 11:00, entered on Monday with the recording.
    with moment.at(local("2026-11-23 09:00")):
        number = execute(transfer(received_at=local("2026-11-20 10:00").isoformat()), city).number
        called = Confirm(means="call", words="已受理", at=local("2026-11-20 11:00"), recording="录音 3")
        execute(called, city, number)
    case = Complaint.objects.get(number=number)
    confirmed = clock(case, "confirm")
    assert (confirmed.status, confirmed.stopped_at) == ("met", local("2026-11-20 11:00"))
    assert clock(case, "entry").status == "late", "the entry was not made on the day"
    assert timedelta(0) < case.registered_at - case.received_at


@pytest.mark.req("FLW-14", "FLW-11")
def test_the_order_of_a_claims_complaint_counts_from_the_mail_not_from_its_entry(actor):
    """Mailed on Wednesday at 16:00 and entered on Thursday: the working day ends with Thursday, not with Friday."""
    with moment.at(local("2026-11-18 10:00")):
        case = registered(actor, class_code="claims")
        execute(Verify(verdict="beyond", words="超出权限"), actor("cd.officer"), case.number)
    with moment.at(local("2026-11-19 09:00")):
        mailed = HandOn(words="请核实", means=["email", "call"], at=local("2026-11-18 16:00"))
        execute(mailed, actor("cd.officer"), case.number)
    reply = clock(case, "claims_reply")
    assert (reply.started_at, reply.due_at) == (local("2026-11-18 16:00"), local("2026-11-20 00:00"))


@pytest.mark.req("INT-09", "FLW-11")
def test_a_further_matter_about_claims_has_the_limits_of_claims(actor):
    """Received on Wednesday at 10:00 on a counter's desk: contact within an hour, closed in three working days."""
    with moment.at(local("2026-11-18 10:00")):
        case = registered(
            actor, class_code="counter", matters=[{"class_code": "claims", "facts": "理赔太慢"}]
        )
    assert case.flow != "claims"
    assert clock(case, "claims_contact").due_at == local("2026-11-18 11:00")
    assert clock(case, "claims_closing").due_at == local("2026-11-24 00:00")
    with moment.at(local("2026-11-18 10:30")):
        order = Dispatch(to=department("cd", "business_management"), opinion="请核实")
        execute(order, actor("cd.officer"), case.number)
    assert clock(case, "claims_reply").due_at == local("2026-11-20 00:00")


@pytest.mark.req("CLK-05")
@pytest.mark.parametrize(
    ("told", "since"), [("2026-11-22 16:00", "2026-11-19 09:00"), ("2026-11-30 09:00", "2026-11-30 09:00")]
)
def test_a_pause_that_is_told_late_counts_from_the_telling(actor, told, since):
    """Commissioned on the 19th; three days are allowed for telling, so the 22nd is in time and the 30th is not."""
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), officer).number
    with moment.at(local("2026-11-30 10:00")):
        proofs = [
            {"proof": code, "evidence": attach(number, officer, code)}
            for code in ("commission", "notice_to_customer")
        ]
        since_the_commission = {"since": local("2026-11-19 09:00"), "words": "等待鉴定"}
        pause = Pause(
            ground="appraisal", proofs=proofs, told_by="call", told_at=local(told), **since_the_commission
        )
        execute(pause, officer, number)
    assert Complaint.objects.get(number=number).pauses.get().since == local(since)


@pytest.mark.req("INT-12")
def test_that_somebody_is_not_concerned_is_not_for_any_handler_to_say(actor):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), actor("sc.officer")).number
        no = Decline(ground="not_concerned", reasons="与本人无关", means="call", reference="录音 9")
        assert refused(no, actor, "sc.officer", number).rule == "INT-12"
        assert execute(no, actor("sc.cshead"), number).state == "declined"


@pytest.mark.req("FLW-04")
def test_an_order_is_not_urged_twice_in_a_minute(actor):
    with moment.at(local("2026-11-18 10:00")):
        case = proposed_at_the_counter(actor)
    order = case.orders.get().number
    with moment.at(local("2026-11-18 10:10")):
        execute(Urge(order=order, reason="请尽快"), actor("cd.officer"), case.number)
    with moment.at(local("2026-11-18 10:11")):
        assert refused(Urge(order=order, reason="再催"), actor, "cd.officer", case.number).rule == "FLW-04"
    with moment.at(local("2026-11-19 10:11")):
        execute(Urge(order=order, reason="再催"), actor("cd.officer"), case.number)


@pytest.mark.req("INT-07")
@pytest.mark.parametrize("source", ["regulator", "superior", "department"])
@pytest.mark.parametrize("channel", ["phone_in", "visit", "counter", "media"])
def test_what_is_handed_over_is_confirmed_whatever_the_channel(actor, source, channel):
    with moment.at(local("2026-11-18 10:00")):
        case = registered(actor, "sc.officer", channel=channel, source=source, facts_repeated=True)
    assert clock(case, "confirm").due_at == local("2026-11-20 00:00")


@pytest.mark.req("INT-02", "CLK-05", "CLO-08")
def test_a_mediation_and_new_facts_before_a_late_entry_count(actor):
    """Received on 18 November and entered on the 28th; without either the limit ends with 3 December."""
    officer = actor("sc.officer")
    with moment.at(local("2026-11-28 10:00")):
        late = {"received_at": local("2026-11-18 10:00").isoformat()}
        mediated, added = (execute(transfer(**late), officer).number for _ in range(2))
        assert clock(Complaint.objects.get(number=added), "resolution_law").due_at == local(
            "2026-12-04 00:00"
        )
        consent = {"proof": "consent_of_both", "evidence": attach(mediated, officer, "调解同意书")}
        begun = {"since": local("2026-11-20 09:00"), "words": "调解", "told_by": "call"}
        execute(Pause(ground="mediation", proofs=[consent], **begun), officer, mediated)
        outcome = {"proof": "mediation_outcome", "evidence": attach(mediated, officer, "调解终结")}
        over = {"until": local("2026-11-24 09:00"), "outcome": "未成"}
        execute(Resume(ground="mediation", proofs=[outcome], **over), officer, mediated)
        new = NewFacts(what="客户提交新的录音", received_at=local("2026-11-23 10:00"))
        execute(new, officer, added)
    # Four days of mediation: 3 December becomes the 7th. From 23 November fifteen days are 8 December.
    for number, due in ((mediated, "2026-12-08 00:00"), (added, "2026-12-09 00:00")):
        assert clock(Complaint.objects.get(number=number), "resolution_law").due_at == local(due)


@pytest.mark.req("CLK-03", "INT-02")
@pytest.mark.django_db
def test_progress_is_owed_from_the_receipt_however_late_the_entry(actor):
    with moment.at(local("2026-11-30 10:44")):
        late = visit(received_at="2026-11-25T10:00", complexity="complex")
        number = execute(late, actor("cd.officer")).number
    # The seventh working day after Wednesday 25 November is Friday 4 December; entered on Monday, it was the 9th.
    assert clock(Complaint.objects.get(number=number), "progress_customer").due_at == local(
        "2026-12-05 00:00"
    )
