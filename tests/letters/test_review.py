"""A letter from draft through legal review to the customer (COM-04, COM-05, COM-06)."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from redress.assembly import ALL
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.journal import JOURNAL
from redress.complaints.law.commands.decide import Decide
from redress.complaints.letters.base import OnOneLetter
from redress.complaints.letters.draft import DraftLetter, DropLetter, ReissueLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.models import Complaint, Contact, JournalEntry, Proposal
from redress.evidence import storing
from redress.letters.commands.review import Mark
from redress.letters.models import Letter, LetterRemark
from redress.messages.models import Alert
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local
from tests.fixtures.rows import write
from tests.letters.inputs import OPINION, drafted, found_out, reviewed, version

REMEDIES = ["review", "mediation", "arbitration", "litigation"]

pytestmark = pytest.mark.django_db


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


@pytest.mark.req("COM-04")
def test_an_opinion_is_returned_with_marks_revised_passed_and_sent(number, officer, counsel):
    letter = drafted(number, officer, reasons="公司未在期限内核定。")
    execute(SubmitLetter(letter=letter), officer, number)
    mark = Mark(part="reasons", quote="期限内", remark="写明是哪一部法律规定的期限")
    execute(ReturnLetter(letter=letter, remark="理由不足", marks=[mark]), counsel, number)
    assert version(letter).state == "returned"
    assert LetterRemark.objects.get(letter__number=letter).quote == "期限内"

    execute(ReviseLetter(letter=letter, parts={"reasons": OPINION["reasons"]}), officer, number)
    assert [(v.revision, v.state) for v in Letter.objects.filter(number=letter)] == [
        (1, "replaced"),
        (2, "draft"),
    ]
    assert version(letter).parts["decision"] == OPINION["decision"]
    execute(SubmitLetter(letter=letter), officer, number)
    passed = execute(PassLetter(letter=letter), counsel, number)

    sent = execute(SendLetter(letter=letter, means="post", proof="挂号 XA123456789"), officer, number)
    final = version(letter)
    assert (final.state, final.revision, final.proof) == ("sent", 2, "挂号 XA123456789")
    assert sent.facts["sha256"] == passed.facts["sha256"] == final.pdf_id
    assert hashlib.sha256(storing.read(final.pdf_id)).hexdigest() == final.pdf_id


@pytest.mark.req("COM-04")
def test_what_legal_has_not_passed_cannot_be_sent(number, officer, counsel):
    letter = drafted(number, officer)
    send = SendLetter(letter=letter, means="hand", proof="客户签收")
    assert refused(send, officer, number).rule == "COM-04"
    execute(SubmitLetter(letter=letter), officer, number)
    assert refused(send, officer, number).rule == "COM-04"
    execute(ReturnLetter(letter=letter, remark="重写"), counsel, number)
    assert refused(send, officer, number).rule == "COM-04"
    assert version(letter).sent_at is None


@pytest.mark.req("COM-04")
def test_what_legal_passed_does_not_change_by_command_or_by_sql(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    refusal = refused(ReviseLetter(letter=letter, parts={"decision": "不予赔付"}), officer, number)
    assert (refusal.rule, refusal.field) == ("COM-04", "letter")
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        write(Letter.objects.get(number=letter), parts={"decision": "不予赔付"})
    assert version(letter).parts["decision"] == OPINION["decision"]


@pytest.mark.req("COM-04", "AUT-03")
def test_nobody_reviews_their_own_letter(number, officer, actor):
    legal = Department.objects.get(unit__code="sc", kind="legal")
    Appointment.objects.create(
        user_id=officer.id, department=legal, duty=Duty.LEGAL, period=DateRange(date(2026, 1, 1))
    )
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    assert refused(PassLetter(letter=letter), actor("sc.officer"), number).rule == "AUT-03"
    execute(PassLetter(letter=letter), actor("sc.legal"), number)


@pytest.mark.req("COM-04")
def test_only_legal_counsel_reviews(number, officer, actor):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    for who in ("sc.officer", "sc.cshead", "sc.claimshead"):
        assert refused(PassLetter(letter=letter), actor(who), number).status in (403, 404)


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("part", ["verification", "decision", "basis", "reasons", "remedies"])
def test_an_opinion_without_a_mandatory_part_goes_nowhere(part, number, officer):
    letter = drafted(number, officer, **{part: " "})
    execute(ReviseLetter(letter=letter, parts={part: ""}), officer, number)
    refusal = refused(SubmitLetter(letter=letter), officer, number)
    assert (refusal.rule, refusal.field) == ("2020-3/19", "letter")


@pytest.mark.req("COM-05")
@pytest.mark.parametrize("way", ["核查", "调解", "仲裁", "诉讼"])
def test_remedies_that_leave_one_out_are_refused(way, number, officer):
    letter = drafted(number, officer, remedies=OPINION["remedies"].replace(way, "其他方式"))
    refusal = refused(SubmitLetter(letter=letter), officer, number)
    assert refusal.rule == "2020-3/19"
    assert way in str(refusal.because)


@pytest.mark.req("COM-08")
def test_taboo_words_stop_a_letter_until_they_are_confirmed(number, officer):
    letter = drafted(number, officer, reasons=OPINION["reasons"] + "其余情况我们不清楚，也没有办 法。")
    refusal = refused(SubmitLetter(letter=letter), officer, number)
    assert (refusal.rule, refusal.field) == ("COM-08", "taboo_acknowledged")
    assert "我马上为您核实，请稍候" in str(refusal.because)
    assert "没有办法" in str(refusal.because)
    execute(SubmitLetter(letter=letter, taboo_acknowledged=True), officer, number)
    assert version(letter).state == "in_review"


@pytest.mark.req("COM-06")
def test_sending_leaves_proof_a_contact_and_an_entry_of_the_journal(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    assert refused(SendLetter(letter=letter, means="post"), officer, number).field == "proof"
    at = "2026-11-18T10:30+08:00"
    with moment.at(local("2026-11-18 11:00")):
        execute(SendLetter(letter=letter, means="post", proof="挂号 XA1", at=at), officer, number)
    contact = Contact.objects.latest("id")
    assert (contact.kind, contact.means, contact.at) == ("result", "letter", local("2026-11-18 10:30"))
    entry = JournalEntry.objects.latest("sequence")
    assert {event["name"] for event in entry.events} == {
        "letter_sent",
        "letter_posted",
        "opinion_sent",
        "contacted",
    }
    assert entry.facts["sha256"] == version(letter).pdf_id


@pytest.mark.req("COM-06", "COM-10")
@pytest.mark.parametrize(
    ("kind", "means", "posted"),
    [
        ("one_time_notice", "post", True),
        ("one_time_notice", "hand", False),
        ("one_time_notice", "email", False),
        ("service_order", "internal", False),
    ],
)
def test_the_customer_hears_of_a_letter_on_its_way_only_where_one_was_posted(
    number, officer, kind, means, posted
):
    """A form of within the house goes to no customer, and who has a letter in hand need not be told that it comes."""
    parts = {"opinion": "请核实"} if kind == "service_order" else {"missing": "身份证复印件", "how": "三日内"}
    letter = drafted(number, officer, kind, **parts)
    execute(SendLetter(letter=letter, means=means, proof="回执 1"), officer, number)
    entry = JournalEntry.objects.latest("sequence")
    assert ("letter_posted" in {event["name"] for event in entry.events}) is posted
    told = [each for each in entry.facts.get("told", []) if "user" not in each]
    assert [each["rule"] for each in told] == (["letter"] if posted else [])


@pytest.mark.req("COM-06", "COM-05")
def test_a_decision_is_told_by_its_letter_and_the_legal_limit_ends(number, officer, counsel):
    decision = Decide(
        **{code: text for code, text in OPINION.items() if code != "remedies"}, remedies=REMEDIES
    )
    execute(decision, officer, number)
    letter = execute(DraftLetter(kind="processing_opinion"), officer, number).facts["letter"]
    assert version(letter).parts["decision"] == OPINION["decision"]
    execute(SubmitLetter(letter=letter), officer, number)
    execute(PassLetter(letter=letter), counsel, number)
    execute(SendLetter(letter=letter, means="post", proof="挂号 XA1"), officer, number)
    case = Complaint.objects.get(number=number)
    telling = case.tellings.get()
    assert (telling.what, telling.means, telling.reference) == ("decision", "letter", "挂号 XA1")
    assert case.decisions.get().state == "told"
    assert case.clocks.get(key="resolution_law").status == "met"


@pytest.mark.req("COM-06")
def test_it_cannot_have_gone_before_it_was_passed(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    early = SendLetter(letter=letter, means="hand", proof="签收", at="2026-11-18T09:00+08:00")
    assert refused(early, officer, number).field == "at"


@pytest.mark.req("COM-04")
def test_the_execution_of_a_sent_opinion_has_a_clock_that_the_record_stops(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    promised = SendLetter(letter=letter, means="hand", proof="签收", execute_by="2026-11-20T17:00+08:00")
    execute(promised, officer, number)
    clock = Complaint.objects.get(number=number).clocks.get(key="opinion_execution")
    assert (clock.status, clock.due_at) == ("running", local("2026-11-20 17:00"))
    execute(RecordExecution(letter=letter, done="已转账20000元"), officer, number)
    clock.refresh_from_db()
    assert clock.status == "met"


@pytest.mark.req("COM-04", "AUT-01")
def test_an_opinion_that_awaits_approval_again_is_not_sent(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    Proposal.objects.filter(complaint__number=number).update(amount=50_000)
    execute(Amend(complainants=25, reason="另有24人联名"), officer, number)
    assert Proposal.objects.get(complaint__number=number).state == "awaiting_approval"
    sent = SendLetter(letter=letter, means="post", proof="XA1")
    assert (refused(sent, officer, number).rule, refused(sent, officer, number).field) == ("AUT-01", "letter")


@pytest.mark.req("COM-04", "AUT-01")
def test_the_execution_of_a_letter_is_the_performance_of_what_was_accepted(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    execute(SendLetter(letter=letter, means="hand", proof="签收"), officer, number)
    case = Complaint.objects.get(number=number)
    if case.state == "proposed":
        execute(GiveFeedback(accepted=True), officer, number)
    assert case.proposals.get().amount
    execute(RecordExecution(letter=letter, done="已转账，回单0231"), officer, number)
    performed = case.proposals.get()
    assert (performed.execution, performed.executed_by_id) == ("已转账，回单0231", officer.id)
    assert not performed.owed
    again = RecordExecution(letter=letter, done="再次转账")
    assert refused(again, officer, number).rule == "COM-04"
    assert refused(Execute(proof="再次"), officer, number).rule == "AUT-01"


@pytest.mark.req("COM-05", "COM-07")
def test_what_keeps_a_letter_from_going_is_said_of_the_letter_by_who_sends_it(officer, wednesday):
    """The rules are those of writing it, which has fields for its parts; sending has not."""
    number = execute(transfer(), officer).number
    letter = execute(DraftLetter(kind="one_time_notice"), officer, number).facts["letter"]
    sending = SendLetter(letter=letter, means="hand", proof="本人签收")
    assert refused(sending, officer, number).field == "letter", "a part is missing"
    parts = {"missing": "身份证复印件（\U000216df）", "how": "三日内"}
    execute(ReviseLetter(letter=letter, parts=parts), officer, number)
    lacking = refused(sending, officer, number)
    assert (lacking.rule, lacking.field) == ("COM-07", "letter"), "a character that the font lacks"


@pytest.mark.req("COM-07")
@pytest.mark.parametrize(
    "command", [each for each in ALL if issubclass(each, OnOneLetter)], ids=lambda each: each.name
)
def test_each_step_of_a_letter_has_a_field_for_what_is_wrong_with_its_words(command):
    for field in ("kind", "parts"):
        assert field in command.model_fields or command.within_field[field] in command.model_fields


@pytest.mark.req("COM-06", "INT-06")
def test_an_acknowledgement_confirms_the_acceptance(officer, wednesday):
    number = execute(transfer(channel="letter", source="direct"), officer).number
    letter = drafted(number, officer, "acknowledgement", contact="95500")
    execute(SendLetter(letter=letter, means="post", proof="XA2"), officer, number)
    assert Complaint.objects.get(number=number).confirmed_at is not None
    assert refused(Confirm(means="letter", words="再次"), officer, number).rule == "INT-07"


@pytest.mark.req("COM-04")
def test_a_sent_letter_is_issued_again_under_a_new_number(number, officer, counsel):
    letter = reviewed(number, officer, counsel)
    execute(SendLetter(letter=letter, means="hand", proof="签收"), officer, number)
    again = ReissueLetter(letter=letter, because="金额有误", parts={"decision": "支付医疗保险金21000元。"})
    new = execute(again, officer, number).facts["letter"]
    assert new != letter
    assert (version(new).supersedes.number, version(new).state) == (letter, "draft")
    assert refused(again, officer, number).rule == "COM-04"
    assert refused(SendLetter(letter=new, means="hand", proof="签收"), officer, number).rule == "COM-04"


@pytest.mark.req("COM-07")
def test_numbers_run_without_gaps_a_kind_a_unit_a_year(officer, wednesday):
    number = execute(transfer(), officer).number
    first = drafted(number, officer, "claims_guide")
    with pytest.raises(Refusal):
        execute(DraftLetter(kind="claims_guide", parts={"nonsense": "x"}), officer, number)
    second = drafted(number, officer, "claims_guide")
    found_out(number, officer)
    other = drafted(number, officer, "closing_notice")
    assert [int(n.rsplit("-", 1)[1]) for n in (first, second, other)] == [1, 2, 1]
    assert first.startswith("赔引〔2026〕SC-")


def test_a_dropped_letter_keeps_its_number(number, officer):
    letter = drafted(number, officer)
    execute(DropLetter(letter=letter, because="重复"), officer, number)
    assert version(letter).state == "dropped"
    assert drafted(number, officer) != letter


def test_legal_counsel_and_writer_are_alerted(number, officer, counsel):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    assert Alert.objects.get(kind="review", department__unit__code="sc").words == letter
    execute(ReturnLetter(letter=letter, remark="请改"), counsel, number)
    assert Alert.objects.get(kind="reviewed", user_id=officer.id).words == letter


def test_the_journal_holds_the_hash_of_a_text_and_not_the_text(number, officer):
    drafted(number, officer)
    entry = JournalEntry.objects.latest("sequence")
    assert OPINION["decision"] not in str(entry.payload)
    assert len(JOURNAL.words_of(entry)["facts/text"]) == 64


def test_the_database_knows_no_reviewer_who_is_the_author(number, officer):
    letter = drafted(number, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(number=letter).update(reviewer_id=officer.id)
