"""Runs an import: read all, then write in batches, each a transaction. What is there already is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, IntegrityError, transaction

from redress.complaints import imported
from redress.complaints.commands.import_case import ImportCase
from redress.complaints.executor import Call, execute_many
from redress.complaints.refusals import Refusal, Unavailable
from redress.operations.console import BadInput
from redress.operations.garbage import rarely_collected
from redress.operations.importing import cases, table
from redress.operations.importing.codes import Codes
from redress.operations.importing.mapping import Mapping as CodeMapping
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500
Progress = Callable[[int], object]


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
    progress: Callable[[int], Progress] | None = None,
) -> Finished:
    """Import a file. Raises BadInput, and then says how much was written and that running again continues.

    A dry run does everything and takes it back. `progress(total)` gives a function that is told complaints done.
    """
    with rarely_collected():
        return _run(path, mapping, unit or mapping.unit, dry_run, progress)


def _run(
    path: Path,
    mapping: CodeMapping,
    unit: str,
    dry_run: bool,
    progress: Callable[[int], Progress] | None,
) -> Finished:
    began = time.monotonic()
    if not unit:
        raise BadInput(_("Say with --unit which unit the complaints belong to; the mapping names none."))
    whole = table.read(path, encoding=mapping.encoding, delimiter=mapping.delimiter, dates=mapping.dates)
    report = Report(file=path.name, mapping=mapping.mapping, unit=unit, dry_run=dry_run)
    codes = Codes(mapping)
    groups = cases.understand(whole, Reader(mapping, whole.header, path), report)
    commands = list(cases.commands(groups, codes, unit, report))
    report.unmapped = codes.unmapped
    _refuse_wrong_mapping(report, path)
    try:
        with acting_as(SYSTEM):
            imported.check(unit, mapping.channel, {mapping.level, *_levels(mapping)}, codes.all_classes())
            here = imported.known(mapping.source)
            tell = progress(len(commands)) if progress else None
            for start in range(0, len(commands), BATCH):
                batch = commands[start : start + BATCH]
                try:
                    _write(batch, here, report)
                except IntegrityError:  # another import was quicker: look again and write the rest
                    here = imported.known(mapping.source)
                    _write(batch, here, report)
                if tell:
                    tell(len(batch))
    except Unavailable as lost:
        raise BadInput(_lost(report, len(commands))) from lost
    except Refusal as refusal:
        raise BadInput(f"{refusal} {_so_far(report)}") from refusal
    except DatabaseError as problem:
        raise BadInput(_explained(problem, report, len(commands))) from problem
    report.seconds = time.monotonic() - began
    return Finished(report, whole.header)


def _levels(mapping: CodeMapping) -> set[str]:
    return {level for lists in mapping.levels.values() for level in lists}


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


def _write(batch: Sequence[ImportCase], here: Mapping[str, str], report: Report) -> None:
    """Write the cases of a batch that are not here yet, in one transaction."""
    new = [Call(command) for command in batch if command.external_number not in here]
    if new:
        with transaction.atomic() if report.dry_run else nullcontext():
            execute_many(new, SYSTEM)
            if report.dry_run:
                transaction.set_rollback(True)
    report.imported += len(new)
    report.already_present += len(batch) - len(new)
    report.changed += [
        command.external_number
        for command in batch
        if here.get(command.external_number, command.fingerprint) != command.fingerprint
    ]


def _so_far(report: Report) -> str:
    if report.dry_run or not report.imported:
        return _("Nothing was written.")
    return _("%(n)s complaints were imported before; run the same command again to continue.") % {
        "n": f"{report.imported:,}"
    }


def _lost(report: Report, total: int) -> str:
    done = report.imported + report.already_present
    said = {"done": f"{done:,}", "total": f"{total:,}"}
    lost = _("The database was lost after %(done)s of %(total)s complaints; none is half-written.") % said
    return f"{lost} {_so_far(report)}"


def _explained(problem: DatabaseError, report: Report, total: int) -> str:
    if getattr(problem.__cause__, "sqlstate", None) == "42P01":
        return _(
            "The database has no tables yet. Run 'redress migrate' first, or 'redress demo' to try the demo insurer."
        )
    if getattr(problem.__cause__, "sqlstate", None) is None:
        return _lost(report, total)
    return _("The database refused: %(problem)s") % {"problem": problem} + " " + _so_far(report)
