"""After closing: revision by the superior unit, legal hold, retention and disposal by two persons."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from redress.casework import drafts, moment
from redress.casework.models import Disposal
from redress.casework.refusals import Refusal
from redress.complaints import journal
from redress.complaints.closing.commands.close import Archive, Close, TransferOut
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.closing.commands.revise import ReviseClosure
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.keeping.commands.dispose import Dispose, ProposeDisposal, RefuseDisposal
from redress.complaints.keeping.commands.hold import LiftHold, PlaceHold
from redress.complaints.models import Complaint, EmergencyEntry, JournalEntry, JournalText, Party
from redress.disposal import destruction
from redress.evidence import uploads
from redress.evidence.storing import path_of, store
from redress.messages.models import Alert
from redress.organisation.acting import acting_as, become
from tests.complaints.inputs import COMPLAINANT, department, transfer, visit
from tests.fixtures.desk import _as_the_house
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

SECRETS = (
    "刘建国",
    "13800001234",
    "510101196501011234",
    "P510001",
    "银行存折",
    "立即退保",
    "陪同客户开户",
    "张秘密",
)
LATER = local("2037-01-05 10:00")


def closed(actor) -> str:
    counter = actor("cd.officer")
    number = execute(visit(), counter).number
    execute(Settle(plan="陪同客户开户后办理退保", basis="退保规则第三条，客户刘建国同意"), counter, number)
    business = department("cd", "business_management")
    execute(
        Determine(
            validity="unsubstantiated",
            reasons="客户刘建国误解规则",
            causes=[{"code": "customer_misunderstanding", "department": business}],
        ),
        counter,
        number,
    )
    execute(Sign(department=business, remark="刘建国一案同意"), actor("cd.businesshead"), number)
    execute(Close(), counter, number)
    return number


@pytest.fixture
def done(actor, wednesday) -> str:
    return closed(actor)


@pytest.fixture
def archived(done, actor) -> str:
    execute(Archive(), actor("cd.officer"), done)
    return done


def case(number: str) -> Complaint:
    return Complaint.objects.get(number=number)


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


def revision(unit="cd", kind="sales", **more) -> ReviseClosure:
    causes = [{"code": "misconduct", "department": department(unit, kind)}]
    return ReviseClosure(
        **({"validity": "substantiated", "reasons": "录音证实误导", "causes": causes} | more)
    )


@pytest.mark.req("CLO-03")
def test_the_province_revises_a_counters_closure_and_the_history_stays(done, actor):
    execute(revision(), actor("sc.officer"), done)
    row = case(done)
    assert row.validity == "substantiated"
    assert [cause.code for cause in row.causes.all()] == ["misconduct"]
    kept = row.revisions.get()
    assert kept.before["validity"] == "unsubstantiated"
    assert kept.before["causes"] == [["customer_misunderstanding", department("cd", "business_management")]]
    told = set(Alert.objects.filter(file_id=row.pk, kind="revised").values_list("department_id", flat=True))
    assert {department("cd", "sales"), department("cd", "business_management")} <= told
    assert Alert.objects.filter(file_id=row.pk, kind="revised", user=row.owner).exists()
    assert row.state == "closed"


@pytest.mark.req("CLO-03")
@pytest.mark.parametrize("username", ["cd.officer", "cd.cshead", "gx.officer", "sc.claims"])
def test_nobody_revises_the_closure_of_his_own_or_a_foreign_unit(done, actor, username):
    assert refused(revision(), actor(username), done).status in (403, 404)
    assert case(done).validity == "unsubstantiated"


@pytest.mark.req("CLO-03")
def test_a_revision_that_changes_nothing_or_names_no_cause_is_refused(done, actor):
    same = [{"code": "customer_misunderstanding", "department": department("cd", "business_management")}]
    refusal = refused(revision(validity="unsubstantiated", causes=same), actor("sc.officer"), done)
    assert refusal.rule == "CLO-03"
    assert refused(revision(causes=[]), actor("sc.officer"), done).field == "causes"


@pytest.mark.req("CLO-10")
def test_papers_are_kept_for_the_longest_period_of_the_rulebook(archived, actor):
    assert case(archived).retain_until == date(2036, 11, 18)


@pytest.mark.req("CLO-10")
def test_a_case_that_was_handed_over_has_a_date_of_retention_too(actor, wednesday):
    number = execute(visit(), actor("cd.officer")).number
    execute(TransferOut(to=department("cd", "sales"), reason="属于业务咨询"), actor("cd.officer"), number)
    assert case(number).retain_until == date(2036, 11, 18)


@pytest.mark.req("CLO-10")
def test_nothing_is_disposed_of_before_its_day_nor_while_open_nor_by_one_person_alone(actor, archived):
    first, second = actor("sc.officer"), actor("sc.cshead")
    assert "2036-11-18" in str(refused(ProposeDisposal(), first, archived))
    with moment.at(local("2036-11-18 23:00")):
        assert refused(ProposeDisposal(), first, archived).rule == "CLO-10"
    with moment.at(LATER):
        still_open = execute(visit(received_at="2037-01-05T09:00"), actor("cd.officer")).number
        assert refused(ProposeDisposal(), first, still_open).status == 409
        assert refused(Dispose(), second, archived).rule == "CLO-10", "nothing is proposed"
        execute(ProposeDisposal(), first, archived)
        refusal = refused(Dispose(), first, archived)
        assert (refusal.status, refusal.rule) == (403, "CLO-10")
        execute(RefuseDisposal(reason="仍有诉讼风险"), second, archived)
        assert refused(Dispose(), second, archived).rule == "CLO-10"
    assert case(archived).facts


@pytest.mark.req("CLO-10")
def test_a_legal_hold_stops_disposal_until_it_is_lifted(archived, actor):
    first, second = actor("sc.officer"), actor("sc.cshead")
    with moment.at(LATER):
        execute(ProposeDisposal(), first, archived)
        execute(PlaceHold(reason="客户已起诉"), second, archived)
        assert "CLO-10" in str(refused(Dispose(), second, archived))
        assert case(archived).facts
        execute(LiftHold(reason="判决生效"), first, archived)
        hold = case(archived).holds.get()
        assert (hold.lifted_by_id, hold.lift_reason) == (first.id, "判决生效")
        with acting_as(second):
            execute(Dispose(), second, archived)
    assert case(archived).facts == ""


def everything() -> str:
    """Every row of every table as the program reads it, opened, as text."""
    found = []
    for model in apps.get_models():
        if model._meta.managed:
            columns = [each.attname for each in model._meta.concrete_fields]
            found += [
                str([getattr(row, column) for column in columns]) for row in model._default_manager.all()
            ]
    return "\n".join(found)


def as_stored() -> str:
    """Every row of every table as it lies in the database."""
    with connection.cursor() as cursor:
        found = []
        for model in apps.get_models():
            if model._meta.managed:
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
                found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def destroy(actor, number, capture) -> None:
    with moment.at(LATER), capture(execute=True):
        for command, username in ((ProposeDisposal(reason="期满"), "sc.officer"), (Dispose(), "sc.cshead")):
            with acting_as(actor(username)) as who:
                execute(command, who, number)


@pytest.mark.req("CLO-10", "SEC-04")
def test_disposal_destroys_what_it_should_and_the_chain_still_verifies(
    actor, wednesday, django_capture_on_commit_callbacks
):
    counter = actor("cd.officer")
    number = execute(visit(), counter).number
    stored = uploads.take(
        counter, ContentFile(b"%PDF-1.4\n% unique " + number.encode() + b"\n%%EOF\n"), "张秘密.pdf"
    )
    execute(AttachEvidence(upload=stored.handle, kind="internal", file_name="张秘密.pdf"), counter, number)
    execute(RecordContact(means="call", kind="other", words="回电张秘密，确认退保"), counter, number)
    drafts.save(counter, f"{number}/settle", {"plan": ["刘建国的草稿"]})
    execute(Settle(plan="陪同客户开户后办理退保", basis="规则，客户刘建国同意"), counter, number)
    business = department("cd", "business_management")
    causes = [{"code": "process", "department": business}]
    execute(Determine(validity="unsubstantiated", reasons="刘建国误解", causes=causes), counter, number)
    execute(Sign(department=business, remark="张秘密同意"), actor("cd.businesshead"), number)
    execute(Close(), counter, number)
    execute(Archive(), counter, number)
    before = everything()
    assert [secret for secret in SECRETS if secret not in before] == []
    stored_before = as_stored()
    assert number in stored_before
    assert [secret for secret in SECRETS if secret in stored_before] == []
    assert JournalText.objects.filter(complaint__number=number).exists()
    assert path_of(stored.blob.sha256).exists()

    destroy(actor, number, django_capture_on_commit_callbacks)

    text = everything()
    assert [secret for secret in SECRETS if secret in text] == []
    assert not path_of(stored.blob.sha256).exists()
    row = case(number)
    assert not Party.objects.filter(complaint=row).exists()
    disposed = row.journal.get(command="dispose").sequence
    assert not JournalText.objects.filter(complaint=row, sequence__lt=disposed).exists()
    assert list(journal.verify(row)) == []
    assert (row.validity, row.class_code, row.state) == ("unsubstantiated", "payments", "archived")
    assert [cause.code for cause in row.causes.all()] == ["process"]
    certificate = Disposal.objects.get(file_id=row.pk)
    assert certificate.files == [stored.blob.sha256]
    assert certificate.files_gone_at is not None
    assert certificate.destroyed["complaints.party"] == 1
    assert certificate.proposed_by_id != certificate.confirmed_by_id
    last = row.journal.order_by("sequence").last()
    assert last.facts["skeleton"] == certificate.skeleton


@pytest.mark.req("CLO-10")
def test_a_case_that_ended_before_a_result_is_disposed_of_too(
    actor, wednesday, django_capture_on_commit_callbacks
):
    people = [COMPLAINANT, {"role": "agent", "name": "李代理", "phone": "13700002222"}]
    officer = actor("sc.officer")
    number = execute(transfer(source="direct", complainant_kind="agent", people=people), officer).number
    decline = Decline(ground="no_authorisation", reasons="未提供授权", means="letter", reference="EMS 12")
    execute(decline, officer, number)
    destroy(actor, number, django_capture_on_commit_callbacks)
    assert not Party.objects.filter(complaint__number=number).exists()
    assert list(journal.verify(case(number))) == []


@pytest.mark.req("CLO-10")
def test_files_of_a_disposal_that_died_after_the_commit_are_deleted_later(archived, actor):
    stored = store(ContentFile(b"%PDF-1.4\n% left behind\n%%EOF\n"), "a.pdf")
    row = case(archived)
    Disposal.objects.create(
        file_id=row.pk,
        retained_until=row.retain_until,
        proposed_by_id=actor("sc.officer").id,
        proposed_at=moment.now(),
        confirmed_by_id=actor("sc.cshead").id,
        confirmed_at=moment.now(),
        files=[stored.blob.sha256],
    )
    assert destruction.finish() == 1
    assert not path_of(stored.blob.sha256).exists()
    assert destruction.finish() == 0


@pytest.mark.req("CLO-10", "SEC-04")
def test_after_disposal_a_changed_skeleton_is_found(archived, actor, django_capture_on_commit_callbacks):
    destroy(actor, archived, django_capture_on_commit_callbacks)
    row = case(archived)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what only a superuser can
        cursor.execute(
            "UPDATE complaints_journalentry SET by_id = 1 WHERE complaint_id = %s AND sequence = 2", [row.pk]
        )
    assert "what is left of the entries before the disposal was changed" in [
        fault.what for fault in journal.verify(row)
    ]


@pytest.mark.req("CLO-10", "SEC-04")
def test_the_database_empties_no_journal_whose_disposal_two_persons_did_not_confirm(archived, actor):
    row = case(archived)
    Disposal.objects.create(
        file_id=row.pk,
        retained_until=row.retain_until,
        proposed_by_id=actor("sc.officer").id,
        proposed_at=moment.now(),
    )
    for statement in (
        "UPDATE complaints_journalentry SET payload = '{}', facts = '{}' WHERE complaint_id = %s",
        "SELECT redress_dispose(%s)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])
    Disposal.objects.filter(file_id=row.pk).update(
        confirmed_by=actor("sc.cshead").id, confirmed_at=moment.now()
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_journalentry SET command = 'x' WHERE complaint_id = %s", [row.pk])
    with (
        acting_as(actor("gx.officer")),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute("SELECT redress_dispose(%s)", [row.pk])


@pytest.mark.req("CLO-10")
def test_the_database_wants_two_persons(archived, actor):
    who = actor("sc.officer").id
    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
        Disposal.objects.create(
            file_id=case(archived).pk,
            retained_until=date(2036, 11, 18),
            proposed_by_id=who,
            proposed_at=moment.now(),
            confirmed_by_id=who,
            confirmed_at=moment.now(),
        )


@pytest.mark.req("CLO-10")
def test_nothing_more_is_done_with_a_case_that_was_disposed_of(
    archived, actor, desk, django_capture_on_commit_callbacks
):
    destroy(actor, archived, django_capture_on_commit_callbacks)
    assert refused(PlaceHold(reason="迟到的起诉"), actor("sc.officer"), archived).rule == "CLO-10"
    page = desk("sc.officer", language="en").get(f"/case/{archived}")
    assert page.status_code == 200
    assert JournalEntry.objects.filter(complaint__number=archived).count() == 8
    assert json.dumps([case(archived).external_parties, case(archived).external_dates]) == "[[], []]"


@pytest.mark.req("CLO-10", "FLW-16")
def test_what_was_entered_in_an_emergency_goes_with_its_case(
    archived, actor, django_capture_on_commit_callbacks
):
    row = case(archived)
    EmergencyEntry.objects.create(
        complaint=row,
        kind="up",
        to="省公司",
        source="",
        words="张秘密",
        at=row.received_at,
        entered_at=row.received_at,
    )
    with moment.at(LATER):
        execute(ProposeDisposal(), actor("sc.officer"), archived)
        become(actor("sc.cshead"))
        with django_capture_on_commit_callbacks(execute=True):
            execute(Dispose(), actor("sc.cshead"), archived)
        _as_the_house()
    assert not EmergencyEntry.objects.filter(complaint=row).exists()
    assert Disposal.objects.get(file__number=archived).destroyed["complaints.emergencyentry"] == 1
