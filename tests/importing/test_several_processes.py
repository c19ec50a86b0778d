"""A long register is shared by several processes: the same rows, the same numbers of the report, and nothing lost."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from concurrent.futures import wait
from types import ModuleType

import pytest
from django.db import connection

from redress.complaints.importing.imported import know_texts
from redress.complaints.models import Complaint, JournalEntry, Matter
from redress.importing.models import ImportRun
from redress.operations.console import BadInput
from redress.operations.importing import mapping, processes, runner, table, work
from redress.operations.importing.codes import Codes
from redress.operations.importing.complaints import Complaints
from redress.operations.importing.processes import Alone, Several
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader
from redress.operations.importing.run import Run
from redress.operations.importing.work import Work
from tests.importing.conftest import row, write

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def worth_it(monkeypatch):
    """A few rows are enough for further processes, and they are waited for."""
    monkeypatch.setattr(processes, "WORTH", 0)
    monkeypatch.setattr(work, "CASES", 5)
    ready = Several._ready
    monkeypatch.setattr(Several, "_ready", lambda self: bool(wait([self._begun])) and ready(self))


@pytest.fixture
def register(tmp_path):
    """Sixty-one complaints, of which two have more than one row, two are rejected and one says a row twice."""
    rows = [row(number=str(n)) for n in range(60)]
    rows[7] = row(number="7", opened="yesterday")
    rows[30] = row(number="30", reason="Nobody knows")
    rows += [row(number="3", coverage="Auto"), row(number="8"), row(number="60", closed="")]
    return write(tmp_path / "register.csv", rows)


def told(report: Report) -> dict[str, object]:
    left_out = ("seconds", "run", "keep", "dry_run")
    return {f.name: getattr(report, f.name) for f in dataclasses.fields(report) if f.name not in left_out}


def test_two_processes_tell_what_one_tells_and_write_what_one_writes(register):
    alone = runner.run(register, mapping.load("ct-2018"), dry_run=True).report
    tried = runner.run(register, mapping.load("ct-2018"), dry_run=True, hands=2).report
    assert told(tried) == told(alone)
    assert Complaint.objects.count() == 0
    report = runner.run(register, mapping.load("ct-2018"), hands=2).report
    assert told(report) == told(alone)
    assert (report.imported, report.rejected) == (59, 2)
    assert Complaint.objects.filter(import_run=report.run).count() == JournalEntry.objects.count() == 59
    assert Matter.objects.count() == report.matters
    again = runner.run(register, mapping.load("ct-2018"), hands=2).report
    assert (again.imported, again.already_present) == (0, 59)


def test_what_is_written_is_sealed_and_without_holes_in_the_numbers(register):
    from redress.sealing.models import Seal

    runner.run(register, mapping.load("ct-2018"), dry_run=True, hands=2)
    runner.run(register, mapping.load("ct-2018"), hands=2)
    drawn = sorted(Complaint.objects.values_list("id", flat=True))
    assert drawn == list(range(drawn[0], drawn[0] + 59))
    entries = set(JournalEntry.objects.values_list("pk", flat=True))
    sealed = {pk for pks in Seal.objects.values_list("pks", flat=True) for pk in pks}
    assert entries <= sealed


def test_what_is_here_already_is_shared_too_and_what_is_new_in_it_comes_with_one_import(
    register, tmp_path, monkeypatch
):
    lines = register.read_text("utf-8").splitlines(keepends=True)
    begun = tmp_path / "begun.csv"
    begun.write_text("".join(lines[:31]), "utf-8")
    runner.run(begun, mapping.load("ct-2018"))
    alone = []
    give = Alone.give
    monkeypatch.setattr(Alone, "give", lambda self, batch: alone.append(batch) or give(self, batch))
    report = runner.run(register, mapping.load("ct-2018"), hands=2).report
    assert (report.already_present, report.imported) == (29, 30)
    assert [*ImportRun.objects.order_by("pk").values_list("imported", flat=True)] == [29, 30]
    again = runner.run(register, mapping.load("ct-2018"), hands=2).report
    assert (again.already_present, again.imported, again.run) == (59, 0, None)
    assert ImportRun.objects.count() == 2
    assert alone == []


def test_processes_do_not_begin_again_what_called_the_import(register, tmp_path, monkeypatch):
    script = tmp_path / "script.py"
    script.write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n", "utf-8")
    caller = ModuleType("__main__")
    caller.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", caller)
    assert runner.run(register, mapping.load("ct-2018"), hands=2).report.imported == 59
    assert not (tmp_path / "ran").exists()
    assert sys.modules["__main__"] is caller


def test_where_no_process_can_begin_this_one_does_all_and_says_why(register, monkeypatch, caplog):
    monkeypatch.setattr(processes, "_surroundings", lambda: (7, [], "en", None))
    assert runner.run(register, mapping.load("ct-2018"), hands=2).report.imported == 59
    assert caplog.text.count("could not begin") == 1
    assert "TypeError" in caplog.text


def test_of_two_batches_that_fail_one_is_told_and_the_other_stands_in_the_log(register, caplog):
    chosen = mapping.load("ct-2018")
    whole = table.open_table(register, chosen.shape, set(chosen.columns.all()))
    run = Run(register, chosen, "psc", dry_run=True, settle=know_texts)
    shared = Several(
        Work(Complaints(Reader(chosen, whole, register), Codes(chosen), "psc"), run, Report), print, 2
    )
    with pytest.raises(AttributeError), shared:
        for _turn in range(2):
            shared.give(["nothing that has cells"])
        shared.finish()
    assert caplog.text.count("another batch of the import failed as well") == 1
    assert "AttributeError" in caplog.text


def test_a_process_that_is_killed_is_told_and_the_next_run_continues(register):
    report = Report()
    with pytest.raises(BadInput, match="ended from outside") as raised:
        runner.run(
            register, mapping.load("ct-2018"), hands=2, report=report, progress=After(2, killing_one_process)
        )
    assert "run the same command again" in raised.value.message
    stands = Complaint.objects.count()
    assert 9 <= report.imported <= stands < 59
    assert Matter.objects.values("complaint").distinct().count() == stands
    rest = runner.run(register, mapping.load("ct-2018"), hands=2).report
    assert (rest.already_present, rest.imported) == (stands, 59 - stands)
    assert rest.run == Complaint.objects.values_list("import_run", flat=True).first()


def test_ctrl_c_waits_for_what_is_under_way_and_knows_what_stands(register):
    report = Report()
    with pytest.raises(KeyboardInterrupt):
        runner.run(register, mapping.load("ct-2018"), hands=2, report=report, progress=After(3, interrupting))
    assert 0 < report.imported < 59
    assert Complaint.objects.count() == report.imported
    assert f"{report.imported} complaints were imported" in runner.stopped(report)


class After:
    """Does something when so many batches were told."""

    def __init__(self, batches, what):
        self.batches, self.what = batches, what

    def begin(self, title, total):
        done = []

        def tell(more):
            done.append(more)
            if total is not None and len(done) == self.batches:
                self.what()

        return tell


def killing_one_process():
    import multiprocessing

    os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)


def interrupting():
    assert connection.connection is not None
    raise KeyboardInterrupt
