"""Imports of registers as such: begun, gone on with, being taken back (INT-17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.refusals import Refusal
from redress.importing.models import ImportRun
from redress.organisation.models import Unit
from redress.sealing.doors import atomic


class Imported(Protocol):
    """The row of a file that may have come with an import."""

    import_run_id: int | None
    state: str


Row = TypeVar("Row", bound=Imported)


@dataclass(frozen=True, slots=True)
class File:
    """What is imported: the register, the name of the mapping, the file's own name, its SHA-256, the unit's code.

    `kind`: of the files (案卷) that its rows become.
    """

    source: str
    mapping: str
    name: str
    digest: str
    unit: str
    kind: str = "complaint"


@dataclass(frozen=True, slots=True)
class Known:
    """An import there was: how many cases name it, and what became of it."""

    number: int
    source: str
    file: str
    unit: str
    cases: int
    started_at: datetime
    finished_at: datetime | None
    taking_back_at: datetime | None
    taken_back_at: datetime | None


def known() -> list[Known]:
    """All of them, the newest first: a query, and one for each kind of file that is imported."""
    files: dict[int, int] = {}
    for kind in KINDS:
        if kind.imports is not None:
            came = rows(kind.model).filter(import_run__isnull=False).order_by()
            files |= dict(came.values_list("import_run").annotate(n=Count("pk")))
    return [
        Known(
            run.pk, run.source, run.file, run.unit.code, files.get(run.pk, 0),
            run.started_at, run.finished_at, run.taking_back_at, run.taken_back_at,
        )
        for run in ImportRun.objects.select_related("unit").order_by("-pk")
    ]  # fmt: skip


def unfinished(file: File) -> int | None:
    """The import of this file that was killed before its end, by its number."""
    runs = ImportRun.objects.filter(
        kind=file.kind,
        source=file.source,
        digest=file.digest,
        unit__code=file.unit,
        finished_at=None,
        taking_back_at=None,
    )
    return runs.order_by("pk").values_list("pk", flat=True).first()


def begun(file: File) -> int:
    """The number of the import of this file: of the one that was killed before its end, or of a new one.

    Processes that share a file ask it when they find its first new cases: one of them begins it, the others wait.
    """
    unit = Unit.objects.values_list("pk", flat=True).get(code=file.unit)
    with atomic("import"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {file.digest}"])
        if (found := unfinished(file)) is not None:
            return found
        run = ImportRun(
            kind=file.kind, source=file.source, mapping=file.mapping[:60], file=file.name, digest=file.digest,
            unit_id=unit, started_at=moment.now(),
        )  # fmt: skip
        run.save(force_insert=True)
        return run.pk


def finish(run: int) -> None:
    """The file was read to its end."""
    with atomic("import"):
        found = ImportRun.objects.filter(pk=run)
        kind = KINDS.named(found.values_list("kind", flat=True).get())
        files = rows(kind.model).filter(import_run=run).count()
        found.update(finished_at=moment.now(), imported=files)


_HELD = "SELECT id, taking_back_at FROM complaints_importrun WHERE id = ANY(%s) ORDER BY id FOR SHARE"


def hold(runs: Collection[int]) -> None:
    """Inside a transaction: until its end these imports are not taken back. Refuses those that are being.

    The lock is a shared one: several processes write cases of one import at once.
    """
    if not runs:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(runs)])
        held = cursor.fetchall()
    for run, since in held:
        if since is not None:
            raise Refusal(
                "INT-17",
                _(
                    "Import %(run)s is being taken back; nothing is added to it. Import again "
                    "once that is done."
                )
                % {"run": run},
            )


def rows(files: type[ServedFile]) -> QuerySet[Any]:
    """All files of a kind that comes with imports."""
    return files._default_manager.all()


def left_alone(files: type[ServedFile]) -> QuerySet[Any, int]:
    """Keys of the files of a kind that `free` leaves out, for timed work to pass by."""
    return rows(files).filter(import_run__taking_back_at__isnull=False).values_list("pk", flat=True)


def free(files: dict[str, Row], leave_out: bool, gone: str) -> dict[str, Row]:
    """The locked files, if no import of theirs is being taken back: those that are, are left out or refused; not those
    that stand as `gone` already.

    Asked after the lock was taken: who marks an import locks all its files first. Files that came with no import, as
    most do, cost nothing.
    """
    runs = {run for row in files.values() if (run := row.import_run_id) is not None}
    if not runs:
        return files
    marked = ImportRun.objects.filter(pk__in=runs, taking_back_at__isnull=False)
    going = set(marked.values_list("pk", flat=True))
    held = [number for number, row in files.items() if row.import_run_id in going and row.state != gone]
    if held and not leave_out:
        raise Refusal(
            "INT-17",
            _(
                "%(number)s came with import %(run)s, which is being taken back; nobody works on it any more. Enter it "
                "anew if it is still to be handled."
            )
            % {"number": held[0], "run": files[held[0]].import_run_id},
        )
    return {number: row for number, row in files.items() if number not in held}
