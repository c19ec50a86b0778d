"""Runs an import: reads the file as a stream, writes in batches, each a transaction; what is here is left alone.

One row that cannot be taken never stops the others: a batch that is refused is written case by case.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)

from redress.complaints import imported, numbers
from redress.complaints.commands.import_case import ImportCase
from redress.complaints.executor import Call, execute_many
from redress.complaints.imported import Here
from redress.complaints.refusals import Refusal, Stale, Unavailable
from redress.operations.console import BadInput
from redress.operations.garbage import rarely_collected
from redress.operations.importing import cases, further, groups, table
from redress.operations.importing.cases import Prepared
from redress.operations.importing.codes import Codes
from redress.operations.importing.mapping import Mapping as CodeMapping
from redress.operations.importing.progress import Silent, Steps
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader
from redress.operations.importing.run import Run
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500
_READING = (OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Finished:
    """The report and the header of the file, in which rejects are written."""

    report: Report
    header: list[str]


def run(
    path: Path,
    mapping: CodeMapping,
    *,
    unit: str = "",
    dry_run: bool = False,
    progress: Steps | None = None,
    report: Report | None = None,
    header: Callable[[list[str]], object] | None = None,
) -> Finished:
    """Import a file. Raises BadInput, and then says how much was written and that running again continues.

    A dry run does everything and takes it back; it takes no numbers of the register. `report`: filled while it
    goes, so that whoever is interrupted can tell what stands. `header` is told the columns before the first row.
    """
    with rarely_collected():
        return _run(
            path, mapping, unit or mapping.unit, dry_run, progress or Silent(), report or Report(), header
        )


def _run(
    path: Path,
    mapping: CodeMapping,
    unit: str,
    dry_run: bool,
    progress: Steps,
    report: Report,
    header: Callable[[list[str]], object] | None,
) -> Finished:
    began = time.monotonic()
    if not unit:
        raise BadInput(_("Say with --unit which unit the complaints belong to; the mapping names none."))
    report.file, report.mapping, report.unit, report.dry_run = path.name, mapping.mapping, unit, dry_run
    wanted = set(mapping.columns.all()) - mapping.constants.keys()
    whole = table.open_table(path, mapping.shape, wanted)
    if header is not None:
        header(whole.header)
    reader, codes = Reader(mapping, whole, path), Codes(mapping)
    report.skipped_above, report.unread_sheets = whole.skipped, list(whole.unread)
    run = Run(path, mapping, unit, dry_run=dry_run)
    number = mapping.columns.number
    place = whole.header.index(number) if number in whole.header else None
    try:
        found = groups.survey(whole.records(), place, progress.begin(_("Reading"), None))
        rows = groups.usable(whole.records(), reader, found, place, report, last=mapping.rows == "last")
        work = cases.prepared(rows, codes, reader, unit, report)
        with numbers.provisional() if dry_run else nullcontext():
            _write_all(work, codes, run, report, progress.begin(_("Importing"), found.rows))
    except _READING as problem:
        raise BadInput(f"{table.unreadable(path, problem).message} {_so_far(report)}") from problem
    report.unmapped, report.orders = codes.unmapped, reader.dates.orders
    _refuse_wrong_mapping(report, path)
    report.seconds = time.monotonic() - began
    return Finished(report, whole.header)


def _write_all(
    work: Iterator[Prepared], codes: Codes, run: Run, report: Report, told: Callable[[int], object]
) -> None:
    mapping = codes.mapping
    levels = {level for lists in mapping.levels.values() for level in lists}
    try:
        with acting_as(SYSTEM):
            for each in codes.all_units(run.unit):
                imported.check(each, codes.all_channels(), {mapping.level, *levels}, codes.all_classes())
            for batch in _batches(work):
                _write_or_close(batch, run, report)
                told(sum(len(each.rows) for each in batch))
                run.grown(report.imported)
            run.finish(many=report.imported)
    except Unavailable as lost:
        raise BadInput(_lost(report)) from lost
    except Refusal as refusal:
        raise BadInput(f"{refusal} {_so_far(report)}") from refusal
    except DatabaseError as problem:
        raise BadInput(_explained(problem, report)) from problem


def _write_or_close(batch: Sequence[Prepared], run: Run, report: Report) -> None:
    """A connection that broke is closed at once: nobody is told anything by it any more."""
    try:
        _write(batch, run, report)
    except (OperationalError, InterfaceError):
        connection.close_if_unusable_or_obsolete()
        raise


def _batches(work: Iterator[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    for each in work:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _refuse_wrong_mapping(report: Report, path: Path) -> None:
    if report.rows and not report.complaints:
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


def _write(batch: Sequence[Prepared], run: Run, report: Report) -> None:
    """Write the cases of a batch that are not here yet; another import that is quicker makes it look again."""
    source = run.mapping.source
    here = imported.known(source, [each.command.external_number for each in batch])
    new = run.of([each for each in batch if each.command.external_number not in here])
    report.run = run.id
    try:
        written = _at_once(new, report)
    except IntegrityError:
        here = imported.known(source, [each.command.external_number for each in batch])
        new = run.of([each for each in batch if each.command.external_number not in here])
        written = _one_by_one(new, report)
    except (Refusal, DataError) as problem:
        if isinstance(problem, Unavailable):
            raise
        written = _one_by_one(new, report)
    present = [each.command for each in batch if each.command.external_number in here]
    changed = {
        command.external_number: (command, here[command.external_number])
        for command in present
        if command.fingerprint not in here[command.external_number].marks
    }
    gained, told = _add(source, changed, report)
    report.extended += sorted(gained)
    report.changed += sorted(changed.keys() - gained - told)
    report.already_present += len(present)
    for each in batch:
        if each.command.external_number in here:
            report.note(each.command, each.rows)
    for each in written:
        report.imported += 1
        report.note(each.command, each.rows)


def _add(
    source: str, changed: Mapping[str, tuple[ImportCase, Here]], report: Report
) -> tuple[set[str], set[str]]:
    """Numbers of cases that have gained matters, and of those to which another import brought the same meanwhile.

    A case that another import was quicker with is looked at again as it is then; one that somebody has begun with is
    left as it is.
    """
    gained: set[str] = set()
    told: set[str] = set()
    while changed:
        stale = {
            number
            for number, call in further.calls(changed).items()
            if not _given(number, call, gained, report)
        }
        here = imported.known(source, sorted(stale))
        told |= {number for number in here if changed[number][0].fingerprint in here[number].marks}
        changed = {number: (changed[number][0], here[number]) for number in here.keys() - told}
    return gained, told


def _given(number: str, call: Call, gained: set[str], report: Report) -> bool:
    """Whether the case was as the call was computed for it; whether it took the matters is told in `gained`."""
    try:
        with transaction.atomic():
            execute_many([call], SYSTEM)
            if report.dry_run:
                transaction.set_rollback(True)
    except Unavailable:
        raise
    except Stale:
        return False
    except Refusal:
        return True
    gained.add(number)
    return True


def _at_once(new: Sequence[Prepared], report: Report) -> Sequence[Prepared]:
    if new:
        with transaction.atomic() if report.dry_run else nullcontext():
            execute_many([Call(each.command) for each in new], SYSTEM)
            if report.dry_run:
                transaction.set_rollback(True)
    return new


def _one_by_one(new: Sequence[Prepared], report: Report) -> list[Prepared]:
    """What can be written; the rest goes to the rejects with what was said against it."""
    written: list[Prepared] = []
    for each in new:
        try:
            with transaction.atomic() if connection.in_atomic_block else nullcontext():
                _at_once([each], report)
        except Unavailable:
            raise
        except Refusal as refusal:
            each.reject(f"{refusal.field}: {refusal}" if refusal.field else str(refusal), report)
        except (DataError, IntegrityError) as problem:
            each.reject(str(problem).splitlines()[0], report)
        else:
            written.append(each)
    return written


def stopped(report: Report) -> str:
    """What stands when somebody ends the import with Ctrl-C."""
    return _("Stopped after %(rows)s rows; none is half-written. %(so_far)s") % {
        "rows": f"{report.rows:,}",
        "so_far": _so_far(report),
    }


def _so_far(report: Report) -> str:
    if report.dry_run or not report.imported:
        return _("Nothing was written.")
    return _("%(n)s complaints were imported before; run the same command again to continue.") % {
        "n": f"{report.imported:,}"
    }


def _lost(report: Report) -> str:
    lost = _("The database was lost after %(done)s complaints; none is half-written.") % {
        "done": f"{report.imported + report.already_present:,}"
    }
    return f"{lost} {_so_far(report)}"


def _explained(problem: DatabaseError, report: Report) -> str:
    state = getattr(problem.__cause__, "sqlstate", None)
    if state == "42P01":
        return _(
            "The database has no tables yet. Run 'redress migrate' first, or 'redress demo' to try the demo insurer."
        )
    if state is None or state.startswith(("57P", "08")):
        return _lost(report)
    return _("The database refused: %(problem)s") % {"problem": problem} + " " + _so_far(report)
