"""Writes the cases of a batch, each batch a transaction; what is here is left alone.

One case that cannot be taken never stops the others: a batch that is refused is written case by case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from django.db import DataError, IntegrityError, connection, transaction

from redress.casework.door import Call
from redress.casework.refusals import Refusal, Stale, Unavailable
from redress.complaints import imported
from redress.complaints.commands.import_case import ImportCase
from redress.complaints.executor import execute_many
from redress.complaints.imported import Here
from redress.operations.importing import further
from redress.operations.importing.cases import Prepared
from redress.operations.importing.report import Report
from redress.operations.importing.run import Run
from redress.organisation.actor import SYSTEM


def write(batch: Sequence[Prepared], run: Run, report: Report) -> None:
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
