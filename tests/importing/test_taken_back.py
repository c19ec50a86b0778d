"""An import is taken back as a whole, while nobody has worked on its cases."""

import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from redress.casework import drafts, moment, untouched
from redress.casework.models import Draft
from redress.casework.refusals import Refusal
from redress.clocks import sweeper
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints import journal
from redress.complaints.executor import execute
from redress.complaints.importing.untouched import UNTOUCHED
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.models import (
    CaseText,
    Complaint,
    JournalEntry,
    JournalText,
    Matter,
    UrgingNotice,
)
from redress.complaints.oversight.recount import filings
from redress.evidence import uploads
from redress.importing import taking_back
from redress.importing.models import ImportRun
from redress.operations import checkpointing
from redress.organisation.acting import acting_as
from redress.rulebook import State
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local
from tests.importing.conftest import SAMPLES, row, write

pytestmark = pytest.mark.req("INT-17")
NEWER = SAMPLES / "ct_2018_2024.csv"


def rows(*numbers: str, **more: str) -> list[list[str]]:
    return [row(number=number, **more) for number in numbers]


@pytest.fixture
def imported(take_over, tmp_path):
    """Three cases, the last of them open; the import's number."""
    path = write(tmp_path / "some.csv", [*rows("1", "2"), row(number="3", closed="", status="Open")])
    return path, take_over(path).run


def test_nothing_but_numbers_codes_and_journals_is_left_and_the_file_imports_again(imported, take_over):
    path, run = imported
    before = list(Complaint.objects.order_by("pk").values_list("number", "class_code"))
    assert taking_back.take_back(run).cases == 3
    gone = Complaint.objects.order_by("pk")
    assert list(gone.values_list("number", "class_code")) == before
    assert {case.state for case in gone} == {State.TAKEN_BACK}
    assert [(c.facts, c.external_number, c.external_number_index, c.external_parties) for c in gone] == [
        ("", "", None, [])
    ] * 3
    assert not Matter.objects.exists()
    assert not CaseText.objects.exists()
    assert not JournalText.objects.filter(sequence=1).exists()
    assert [list(journal.verify(case)) for case in gone] == [[], [], []]
    assert set(JournalEntry.objects.filter(sequence=2).values_list("command", "by")) == {
        ("take_back_import", None)
    }
    again = take_over(path)
    assert (again.imported, again.already_present) == (3, 0)
    numbers = list(Complaint.objects.order_by("pk").values_list("pk", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 6)), "no number is missing"


def test_taken_back_cases_count_nowhere(imported, actor):
    _path, run = imported
    taking_back.take_back(run)
    assert [filing.counted for filing in filings()] == [False, False, False]
    assert not Complaint.objects.filter(counted=True).exists()


@pytest.mark.req("SEC-04")
def test_the_register_is_whole_afterwards(imported, redress, settings, tmp_path):
    settings.REDRESS_CHECKPOINTS = str(tmp_path / "checkpoints")
    checkpointing.make()
    _path, run = imported
    assert redress("import", "--take-back", run).exit_code == 0
    checkpointing.make()
    verified = redress("verify")
    assert (verified.exit_code, "0 faults" in verified.output) == (0, True), verified.output


WORK = {
    "an entry of the journal": lambda number, who: execute(PlaceHold(reason="客户已起诉"), who, number),
    "a form that is being filled in": lambda number, who: drafts.save(
        who, f"{number}/settle", {"plan": ["还没写完"]}
    ),
    "a file on its way": lambda number, who: uploads.take(
        who, ContentFile(b"%PDF-1.4\n% x\n%%EOF\n"), "a.pdf", Complaint.objects.get(number=number).pk
    ),
}


@pytest.mark.parametrize("what", WORK)
def test_an_import_somebody_worked_on_stays_whole_and_the_cases_are_named(imported, actor, what):
    _path, run = imported
    number = Complaint.objects.order_by("pk").first().number
    who = actor("psc.officer")
    with acting_as(who):
        WORK[what](number, who)
    with pytest.raises(Refusal) as refused:
        taking_back.take_back(run)
    assert number in str(refused.value)
    assert "1 cases" in str(refused.value)
    assert not Complaint.objects.filter(state=State.TAKEN_BACK).exists()
    assert ImportRun.objects.get(pk=run).taking_back_at is None


def test_of_many_cases_twenty_are_named_with_their_number():
    told = untouched.told([f"P2018-{n:07d}" for n in range(57)])
    assert "57 cases" in told
    assert told.count("P2018-") == 20
    assert "37 more" in told


def test_every_table_that_nobody_thought_of_counts_as_work():
    known = {model._meta.label_lower for model, _name in UNTOUCHED._references()}
    assert {"complaints.order", "letters.letter", "assessment.spotcheck", "evidence.upload"} <= known
    assert known.isdisjoint(UNTOUCHED.by_itself)


def test_killed_in_the_middle_the_same_call_finishes_and_nobody_works_meanwhile(
    imported, actor, monkeypatch, take_over
):
    path, run = imported
    monkeypatch.setattr(taking_back, "BATCH", 1)

    class Killed(BaseException):
        pass

    def kill(_n):
        raise Killed

    with pytest.raises(Killed):
        taking_back.take_back(run, kill)
    left = Complaint.objects.exclude(state=State.TAKEN_BACK).order_by("pk").values_list("number", flat=True)
    assert len(left) == 2
    with pytest.raises(Refusal, match="being taken back"):
        execute(PlaceHold(reason="起诉"), actor("psc.officer"), left[0])
    done = taking_back.take_back(run)
    assert (done.cases, done.before) == (2, 1)
    assert take_over(path).imported == 3
    with pytest.raises(Refusal, match="taken back already"):
        taking_back.take_back(run)


@pytest.mark.django_db(transaction=True)
def test_who_works_at_that_moment_either_finishes_first_or_is_refused(take_over, actor, tmp_path):
    """The lock of the case decides: a handler who has it is waited for, and then seen."""
    run = take_over(write(tmp_path / "some.csv", rows("1", "2"))).run
    number = Complaint.objects.order_by("pk").first().number
    who = actor("psc.officer")
    holds, goes = threading.Event(), threading.Event()
    said: list[str] = []

    def handler():
        try:
            with acting_as(who), transaction.atomic():
                execute(PlaceHold(reason="起诉"), who, number)
                holds.set()
                goes.wait(20)
        finally:
            connection.close()

    def taker():
        try:
            taking_back.take_back(run)
            said.append("taken back")
        except Refusal as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=handler), threading.Thread(target=taker)]
    threads[0].start()
    assert holds.wait(20)
    threads[1].start()
    threads[1].join(1)
    assert threads[1].is_alive(), "it waits for who is at work"
    goes.set()
    for each in threads:
        each.join(30)
    assert number in said[0]
    assert not Complaint.objects.filter(state=State.TAKEN_BACK).exists()


def test_a_killed_import_goes_on_under_its_number(take_over, tmp_path, monkeypatch):
    path = write(tmp_path / "some.csv", rows("1", "2", "3"))
    first = take_over(path).run
    ImportRun.objects.filter(pk=first).update(finished_at=None)
    with_more = take_over(path)
    assert with_more.run is None, "nothing was written"
    assert ImportRun.objects.get(pk=first).finished_at is not None
    assert ImportRun.objects.count() == 1


def test_a_dry_run_and_a_second_import_are_no_imports(take_over, tmp_path):
    path = write(tmp_path / "some.csv", rows("1"))
    assert take_over(path, dry_run=True).run is None
    run = take_over(path).run
    assert take_over(path).run is None
    assert list(ImportRun.objects.values_list("pk", flat=True)) == [run]


def test_commands_list_imports_and_take_them_back(redress, tmp_path):
    path = write(tmp_path / "some.csv", rows("1", "2"))
    done = redress("import", path, "--mapping", "ct-2018")
    run = ImportRun.objects.get().pk
    assert f"--take-back {run}" in done.output
    assert "some.csv" in redress("import", "--list").output
    assert f"Import {run} is taken back: 2 cases" in redress("import", "--take-back", run).output
    assert "taken back on" in redress("import", "--list").output
    again = redress("import", "--take-back", run)
    assert (again.exit_code, "taken back already" in again.output) == (2, True)
    assert redress("import", "--take-back", 999).exit_code == 2
    assert redress("import").exit_code == 2
    assert redress("import", path, "--take-back", run).exit_code == 2


@pytest.mark.req("SEC-04")
def test_the_database_lets_no_words_go_whose_import_is_not_taken_back_or_was_worked_on(imported, actor):
    _path, run = imported
    texts = JournalText.objects.filter(complaint__import_run=run, sequence=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        texts.delete()
    number = Complaint.objects.order_by("pk").first().number
    execute(PlaceHold(reason="起诉"), actor("psc.officer"), number)
    ImportRun.objects.filter(pk=run).update(taking_back_at=moment.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        texts.filter(complaint__number=number).delete()


def test_what_is_typed_while_it_is_taken_back_stops_nothing(imported, actor, monkeypatch):
    _path, run = imported
    monkeypatch.setattr(taking_back, "BATCH", 1)
    who = actor("psc.officer")
    last = Complaint.objects.order_by("pk").last().number

    def type_on(_n):
        with acting_as(who):
            drafts.save(who, f"{last}/amend", {"facts": ["补"]})

    assert taking_back.take_back(run, type_on).cases == 3
    assert not Complaint.objects.exclude(state=State.TAKEN_BACK).exists()
    assert Draft.objects.count() <= 1, "what was typed before its case went is gone with it"


@pytest.mark.req("INT-17", "CLK-08")
def test_clocks_that_urged_are_no_work_and_what_is_marked_holds_no_other_clock_up(
    take_over, actor, tmp_path, monkeypatch
):
    text = (SAMPLES.parents[1] / "importing/mappings/ct-2018.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    text = text.replace("open_cases: no_clocks", "open_cases: clocks")
    own.write_text(text.replace("archived: Closed", "archived: Closed\n  registered: Open"), "utf-8")
    came = timezone.localtime() - timedelta(days=60)
    given = [row(number=f"{n}", status="Open", closed="", opened=f"{came:%Y-%m-%d}") for n in range(3)]
    with moment.at(came):
        run = take_over(write(tmp_path / "open.csv", given), str(own)).run
    sweep()
    assert UrgingNotice.objects.filter(complaint__import_run=run).exists()
    with moment.at(local("2026-11-18 10:00")):
        other = execute(transfer(), actor("sc.officer")).number
    ImportRun.objects.filter(pk=run).update(taking_back_at=moment.now())
    theirs = Complaint.objects.filter(import_run=run).values("pk")
    Clock.objects.filter(file__in=theirs).update(next_step_at=local("2026-01-05 09:00"))
    monkeypatch.setattr(sweeper, "BATCH", 3)  # as many as stand before it
    with moment.at(local("2026-12-30 10:00")):
        sweep()
    assert JournalEntry.objects.filter(complaint__number=other, command="advance_clock").exists()
    assert taking_back.take_back(run).cases == 3
