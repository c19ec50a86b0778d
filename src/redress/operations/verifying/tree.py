"""Every seal under its key, and every checkpoint under the house's signature and over the leaves it names."""

from __future__ import annotations

import json

from django.db import connection
from django.utils.translation import gettext_noop

from redress.operations.verifying.report import Progress, Report
from redress.sealing import checkpoints, merkle, seals
from redress.sealing.keys import SealKeys, sealing_keys
from redress.sealing.models import Checkpoint, Seal

SEAL_CHANGED = gettext_noop("the seal was changed, or made without the house's key")
SEAL_GONE = gettext_noop("a seal that a checkpoint names is missing")
BEFORE_GONE = gettext_noop("a seal that this one followed is missing")
NOT_SIGNED = gettext_noop("the checkpoint is not signed by this house")
NOT_ROOT = gettext_noop("the checkpoint does not follow from what was sealed before it")

_LOOSE = """
    SELECT s.id FROM sealing_seal s
     WHERE s.id > %(low)s AND NOT EXISTS (SELECT FROM taken t WHERE t.id = s.id)
"""
_TAKEN = (
    "WITH taken AS MATERIALIZED (SELECT unnest(seals) AS id FROM sealing_checkpoint WHERE until > %(low)s)"
)
_TORN = """
    SELECT s.id FROM sealing_seal s
     WHERE s.id > %(low)s AND s.follows IS NOT NULL
       AND NOT EXISTS (SELECT FROM sealing_seal b WHERE b.id = s.follows)
     ORDER BY s.id LIMIT 1000
"""
_PART = 5000


def verify(report: Report, tell: Progress, after: int = 0) -> None:
    """Checkpoints with numbers above `after`, and the seals that stand in none."""
    keys = sealing_keys()
    before = Checkpoint.objects.filter(pk__lte=after).order_by("-pk").first()
    peaks, size = (list(map(bytes, before.peaks)), before.size) if before else ([], 0)
    if before:
        _statement(report, before, merkle.root_of(peaks))
    last = before
    for checkpoint in Checkpoint.objects.filter(pk__gt=after).order_by("pk").iterator(1):
        tell(f"{checkpoint.at:%Y-%m-%d %H:%M} {checkpoint.size:,}")
        peaks, size = merkle.grow(peaks, size, _leaves(report, checkpoint, keys))
        _statement(report, checkpoint, merkle.root_of(peaks))
        if (
            size != checkpoint.size
            or list(map(bytes, checkpoint.peaks)) != peaks
            or not _follows(checkpoint, last)
        ):
            report.fault(str(checkpoint), NOT_ROOT)
        report.saw("checkpoints", 1)
        last = checkpoint
    low = max(before.until - checkpoints.SLACK, 0) if before else 0
    _loose(report, keys, low)
    _torn(report, low)
    report.until = last.pk if last else 0


def _leaves(report: Report, checkpoint: Checkpoint, keys: SealKeys) -> list[bytes]:
    found = []
    for start in range(0, len(checkpoint.seals), _PART):
        part = checkpoint.seals[start : start + _PART]
        rows = {row[0]: row for row in Seal.objects.filter(pk__in=part).values_list(*seals.FIELDS)}
        for number in part:
            row = rows.get(number)
            if row is None:
                report.fault(f"seal {number}", SEAL_GONE)
                continue
            _seal(report, row, keys)
            found.append(checkpoints.leaf_of(row))
    return found


def _seal(report: Report, row: tuple, keys: SealKeys) -> None:  # type: ignore[type-arg]
    report.saw("seals", 1)
    if not seals.holds(seals.as_row(row), keys):
        report.fault(f"seal {row[0]}", SEAL_CHANGED)


def _statement(report: Report, checkpoint: Checkpoint, root: bytes) -> None:
    if not checkpoints.signed(checkpoint.statement, checkpoint.signature):
        report.fault(str(checkpoint), NOT_SIGNED)
        return
    said = json.loads(checkpoint.statement)
    if (said["size"], said["root"]) != (checkpoint.size, root.hex()):
        report.fault(str(checkpoint), NOT_ROOT)


def _follows(checkpoint: Checkpoint, last: Checkpoint | None) -> bool:
    previous = json.loads(checkpoint.statement)["previous"]
    if last is None:
        return previous is None
    return bool(
        previous and (previous["number"], previous["code"]) == (last.pk, checkpoints.code(last.statement))
    )


def _loose(report: Report, keys: SealKeys, low: int) -> None:
    """What was sealed since the last checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN + _LOOSE, {"low": low})
        numbers = sorted(number for (number,) in cursor.fetchall())
    for start in range(0, len(numbers), _PART):
        part = numbers[start : start + _PART]
        for row in Seal.objects.filter(pk__in=part).values_list(*seals.FIELDS):
            _seal(report, row, keys)


def _torn(report: Report, low: int) -> None:
    """Seals taken out from between others of their connection, whether a checkpoint knew of them or not."""
    with connection.cursor() as cursor:
        cursor.execute(_TORN, {"low": low})
        for (number,) in cursor.fetchall():
            report.fault(f"seal {number}", BEFORE_GONE)
