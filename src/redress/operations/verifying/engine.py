"""Verifies everything, or what came since the last time with a share of what is old.

One snapshot of the database: work goes on meanwhile and is no fault. Seals first, because what they say is trusted
afterwards; then every row against its last seal, chains of journals, files.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction

from redress.assembly import FILES
from redress.operations.verifying import cases, files, folder, journals, keys, tree
from redress.operations.verifying.report import Progress, Report
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.sealing import latest, rows
from redress.sealing.keys import sealing_keys
from redress.sealing.models import Verification

SHARE = 7
"""Of what is old a seventh is looked at each time: all of it once a week."""
FEW = 300_000
"""Seals up to which everything is looked at each time: it takes a minute."""
KEPT = 1000
"""Faults that a record of a run keeps."""


def silent(_what: str) -> None:
    """Tells nobody."""


def verify(*, whole: bool, tell: Progress = silent) -> Report:
    """What was found. The run is recorded when it could be finished."""
    began = datetime.now(UTC)
    last = next(
        (run for run in Verification.objects.filter(found=0).order_by("-pk")[:20] if _ours(run)), None
    )
    report = Report()
    with acting_as(SYSTEM), _snapshot():
        whole = whole or last is None or _few()
        tree.verify(report, tell, after=0 if whole or last is None else last.until)
        folder.verify(report, tell)
        if whole:
            latest.make()
            _rows(report, tell)
            journals.verify(report, tell)
            keys.verify(report)
        else:
            newest = Verification.objects.order_by(
                "-pk"
            ).first()  # a run that found something takes its turn too
            turn = (newest.pk if newest else 0) % SHARE
            since = _since(last)
            latest.make(seals="s.id > %s", params=[since])
            written = _files()
            _rows(report, tell, within="redress_latest")
            latest.make(rows="mod(r.pk, %s) IN (%s, %s)", params=[SHARE, turn, turn - SHARE])
            _rows(report, tell, share=(turn, SHARE))
            journals.verify(report, tell, written)
            keys.verify(report, written)
        files.verify(report, tell)
    _record(report, began, whole=whole)
    return report


def _few() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) <= %s FROM (SELECT FROM sealing_seal LIMIT %s) s", [FEW, FEW + 1])
        return bool(cursor.fetchone()[0])


def _since(last: Verification | None) -> int:
    """The seal from which rows are looked at again."""
    return int(last.looked_at.get("newest seal", 0)) if last else 0


def _rows(report: Report, tell: Progress, share: tuple[int, int] | None = None, within: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(seal), 0) FROM redress_latest")
        known, newest = cursor.fetchone()
    report.saw("rows", known)
    report.looked_at["newest seal"] = max(newest, report.looked_at.get("newest seal", 0))
    for table, faults in rows.compare(share=share, within=within):
        tell(table)
        for fault in faults:
            report.fault(fault.where, fault.what)


def _files() -> list[int]:
    """Files that were written since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.pk FROM redress_latest l JOIN sealing_kind k ON k.id = l.kind WHERE k.table = ANY (%s)",
            [[kind.table for kind in FILES]],
        )
        return [pk for (pk,) in cursor.fetchall()]


@contextmanager
def _snapshot() -> Iterator[None]:
    """Reads see one moment; a transaction that is open already keeps what it sees."""
    own = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if own:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        yield


def _record(report: Report, began: datetime, *, whole: bool) -> None:
    run = Verification(
        began_at=began,
        ended_at=datetime.now(UTC),
        whole=whole,
        until=report.until,
        looked_at=report.looked_at,
        faults=[[fault.where, fault.what] for fault in report.faults[:KEPT]],
        found=len(report.faults),
    )
    run.mac = _mac(run, sealing_keys().key)
    with acting_as(SYSTEM):
        run.save(force_insert=True)


def _ours(run: Verification) -> bool:
    """Whether we made the record: a false one would have the next run look at less."""
    return any(hmac.compare_digest(bytes(run.mac), _mac(run, key)) for key in sealing_keys().keys.values())


def _mac(run: Verification, key: bytes) -> bytes:
    said = [
        "verification",
        run.began_at.astimezone(UTC).isoformat(),
        run.until,
        run.found,
        run.looked_at.get("newest seal", 0),
    ]
    return hmac.digest(key, json.dumps(said).encode(), "sha256")


def verify_cases(numbers: Sequence[str]) -> tuple[list[Report], list[str]]:
    """Of each case a report; and the numbers that no case has."""
    with acting_as(SYSTEM), _snapshot():
        found = keys.of(numbers)
        reports = []
        for number in sorted(found):
            report = Report()
            cases.verify(report, found[number])
            reports.append(report)
    return reports, sorted(set(numbers) - found.keys())
