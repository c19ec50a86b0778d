"""Writes the files of a batch, each batch a transaction; what is here is left alone.

One file that cannot be taken never stops the others: a batch that is refused is written file by file.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from django.db import DataError, IntegrityError, connection, transaction

from redress.casework.door import Call
from redress.casework.refusals import Refusal, Unavailable
from redress.operations.importing.register import Prepared, Register
from redress.operations.importing.run import Run
from redress.operations.importing.tally import Tally
from redress.organisation.actor import SYSTEM


def write(batch: Sequence[Prepared], register: Register, run: Run, report: Tally) -> None:
    """Write the files of a batch that are not here yet; another import that is quicker makes it look again."""
    numbers = [each.command.external_number for each in batch]
    here = register.known(numbers)
    new = run.of([each for each in batch if each.command.external_number not in here])
    report.run = run.id
    try:
        written = _at_once(new, register, report)
    except IntegrityError:
        here = register.known(numbers)
        new = run.of([each for each in batch if each.command.external_number not in here])
        written = _one_by_one(new, register, report)
    except (Refusal, DataError) as problem:
        if isinstance(problem, Unavailable):
            raise
        written = _one_by_one(new, register, report)
    present = [each for each in batch if each.command.external_number in here]
    changed = {
        each.command.external_number: (each.command, here[each.command.external_number])
        for each in present
        if each.command.fingerprint not in here[each.command.external_number].marks
    }
    report.changed += sorted(changed.keys() - register.changed(changed, report))
    report.already_present += len(present)
    report.imported += len(written)
    for each in (*present, *written):
        register.note(each, report)
    register.written(present, report)


def _at_once(new: Sequence[Prepared], register: Register, report: Tally) -> Sequence[Prepared]:
    if new:
        with transaction.atomic() if report.dry_run else nullcontext():
            register.execute([Call(each.command) for each in new], SYSTEM)
            register.written(new, report)
            if report.dry_run:
                transaction.set_rollback(True)
    return new


def _one_by_one(new: Sequence[Prepared], register: Register, report: Tally) -> list[Prepared]:
    """What can be written; the rest goes to the rejects with what was said against it."""
    written: list[Prepared] = []
    for each in new:
        try:
            with transaction.atomic() if connection.in_atomic_block else nullcontext():
                _at_once([each], register, report)
        except Unavailable:
            raise
        except Refusal as refusal:
            named = register.called(refusal.field)
            each.reject(f"{named}: {refusal}" if named else str(refusal), report)
        except (DataError, IntegrityError) as problem:
            each.reject(str(problem).splitlines()[0], report)
        else:
            written.append(each)
    return written
