"""A long register is shared by several processes: the same rows, the same numbers of the report, and nothing lost."""

from __future__ import annotations

import dataclasses
import os
import signal

import pytest
from django.db import connection

from redress.complaints.models import Complaint, JournalEntry, Matter
from redress.operations.console import BadInput
from redress.operations.importing import mapping, processes, runner, work
from redress.operations.importing.processes import Several
from redress.operations.importing.report import Report
from tests.importing.conftest import row, write

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def worth_it(monkeypatch):
    """A few rows are enough for further processes, and they are waited for."""
    monkeypatch.setattr(processes, "WORTH", 0)
    monkeypatch.setattr(work, "CASES", 5)
    monkeypatch.setattr(Several, "_ready", lambda self: self._begun.result() is None)


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
