"""Runs an import: reads the file as a stream and has it written in batches, by this process or by several."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError

from redress.casework.refusals import Refusal, Unavailable
from redress.operations.console import BadInput
from redress.operations.garbage import rarely_collected
from redress.operations.importing import groups, processes, table, work
from redress.operations.importing.cells import Record
from redress.operations.importing.kinds import kind_of
from redress.operations.importing.mapping import Form
from redress.operations.importing.progress import Silent, Steps
from redress.operations.importing.run import Run
from redress.operations.importing.tally import RunTally
from redress.operations.importing.work import Halted, Part, Work
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

_READING = (OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Finished:
    """The report and the header of the file, in which rejects are written."""

    report: RunTally
    header: list[str]


def run(
    path: Path,
    mapping: Form,
    *,
    unit: str = "",
    dry_run: bool = False,
    progress: Steps | None = None,
    report: RunTally | None = None,
    header: Callable[[list[str]], object] | None = None,
    hands: int = 1,
) -> Finished:
    """Import a file. Raises BadInput, and then says how much was written and that running again continues.

    A dry run does everything and takes it back; it takes no numbers of the register. `report`: filled while it
    goes, so that whoever is interrupted can tell what stands. `header` is told the columns before the first row.
    `hands`: so many processes share the work, if the file is long enough.
    """
    with rarely_collected():
        return _run(
            path,
            mapping,
            unit or mapping.unit,
            dry_run,
            progress or Silent(),
            report or kind_of(mapping).report(),
            header,
            hands,
        )


def _run(
    path: Path,
    mapping: Form,
    unit: str,
    dry_run: bool,
    progress: Steps,
    report: RunTally,
    header: Callable[[list[str]], object] | None,
    hands: int,
) -> Finished:
    began = time.monotonic()
    if not unit:
        raise BadInput(_("Say with --unit which unit the rows belong to; the mapping names none."))
    report.file, report.mapping, report.unit, report.dry_run = path.name, mapping.mapping, unit, dry_run
    wanted = set(mapping.read()) - mapping.constants.keys()
    whole = table.open_table(path, mapping.shape, wanted)
    if header is not None:
        header(whole.header)
    with _spoken(report):
        kind = kind_of(mapping)
        register = kind.fitting(mapping, whole, path, unit)
    report.skipped_above, report.unread_sheets = whole.skipped, list(whole.unread)
    run = Run(path, mapping, unit, dry_run=dry_run, settle=kind.settle)
    number = mapping.number
    place = whole.header.index(number) if number in whole.header else None
    try:
        found = groups.survey(whole.records(), place, progress.begin(_("Reading"), None))
        told = progress.begin(_("Importing"), found.rows)
        rows = groups.gathered(whole.records(), found, place, report)
        _write_all(
            rows,
            Work(register, run, kind.report),
            report,
            told,
            hands if found.rows >= processes.WORTH else 1,
        )
    except _READING as problem:
        raise BadInput(f"{table.unreadable(path, problem).message} {report.so_far()}") from problem
    _refuse_wrong_mapping(report, path)
    report.seconds = time.monotonic() - began
    return Finished(report, whole.header)


def _write_all(
    rows: Iterable[list[Record]], whole: Work, report: RunTally, told: Callable[[int], object], hands: int
) -> None:
    run = whole.run

    def done(part: Part) -> None:
        report.add(part.report, part.rejects)
        run.id = report.run if run.id is None else run.id
        told(part.report.rows)
        run.grown(report.imported)

    with _spoken(report), acting_as(SYSTEM):
        shared = processes.Several(whole, done, hands) if hands > 1 else processes.Alone(whole, done)
        with shared:
            for batch in work.batches(rows):
                shared.give(batch)
            shared.finish()
        run.finish(many=report.imported)


@contextmanager
def _spoken(report: RunTally) -> Iterator[None]:
    """What the database and the house say against an import, in words and with how much was written."""
    try:
        yield
    except Unavailable as lost:
        raise BadInput(_lost(report)) from lost
    except Refusal as refusal:
        raise BadInput(f"{refusal} {report.so_far()}") from refusal
    except DatabaseError as problem:
        raise _told(work.halted(problem), report) from problem
    except Halted as problem:
        raise _told(problem, report) from problem
    except processes.CannotBegin as problem:
        raise BadInput(f"{_no_beginning(problem)} {report.so_far()}") from problem
    except BrokenProcessPool as problem:
        raise BadInput(f"{_ended()} {report.so_far()}") from problem


def _refuse_wrong_mapping(report: RunTally, path: Path) -> None:
    if report.rows and not report.files:
        first = report.rejects[0]
        raise BadInput(
            _(
                "None of the %(rows)s rows of %(path)s can be used; line %(line)s: %(why)s. "
                "Is %(mapping)s the mapping of this file? Nothing was written."
            )
            % {
                "rows": f"{report.rows:,}",
                "path": path,
                "line": first.line,
                "why": first.because,
                "mapping": report.mapping,
            }
        )


def stopped(report: RunTally) -> str:
    """What stands when somebody ends the import with Ctrl-C."""
    return _("Stopped after %(rows)s rows; none is half-written. %(so_far)s") % {
        "rows": f"{report.rows:,}",
        "so_far": report.so_far(),
    }


def _lost(report: RunTally) -> str:
    return f"{report.lost()} {report.so_far()}"


def _told(problem: Halted, report: RunTally) -> BadInput:
    return BadInput(_lost(report) if problem.lost else f"{problem.because} {report.so_far()}")


def _no_beginning(problem: processes.CannotBegin) -> str:
    return _("A process that was to share the work could not begin: %(problem)s. Try --processes 1.") % {
        "problem": problem
    }


def _ended() -> str:
    return _(
        "A process of this import was ended from outside; what it was writing is not half-written. "
        "Where memory is short, fewer of them need less: --processes 1."
    )
