"""Reads of checkpoints and of what verifying found, for people."""

from __future__ import annotations

import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime

from redress.sealing import checkpoints
from redress.sealing.models import Checkpoint, Verification

SHOWN = 30


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint as people compare it: number, time, seals in its tree, code."""

    number: int
    at: datetime
    size: int
    code: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of verifying; `faults` as (where, what), the first of them, `found` how many there were."""

    began_at: datetime
    ended_at: datetime
    whole: bool
    looked_at: list[tuple[str, int]]
    faults: list[tuple[str, str]]
    found: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What a printed code says: the checkpoint it names, or none."""

    given: str
    row: CheckpointRow | None


def latest(before: int | None = None) -> list[CheckpointRow]:
    """The newest first; with `before` those with smaller numbers."""
    found = Checkpoint.objects.order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    return [_row(each) for each in found.only("at", "size", "statement")[:SHOWN]]


def checkpoint(number: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(pk=number).first()


def last_run() -> Run | None:
    found = Verification.objects.order_by("-pk").first()
    if found is None:
        return None
    names = ("checkpoints", "checkpoint files", "seals", "rows", "journals", "other journals", "files")
    return Run(
        found.began_at,
        found.ended_at,
        found.whole,
        [(name, int(found.looked_at.get(name, 0))) for name in names],
        [(where, what) for where, what in found.faults],
        found.found,
    )


def compare(number: int, given: str) -> Compared:
    """Whether the checkpoint of that number, signed by this house, has the code that stands on a paper."""
    found = checkpoint(number)
    plain = re.sub(r"[^0-9A-F]", "", given.upper())
    if found is None or not checkpoints.signed(found.statement, found.signature):
        return Compared(given, None)
    if json.loads(found.statement)["size"] != found.size:
        return Compared(given, None)
    row = _row(found)
    same = hmac.compare_digest(plain, row.code.replace("-", ""))
    return Compared(given, row if same else None)


def _row(found: Checkpoint) -> CheckpointRow:
    return CheckpointRow(found.pk, found.at, found.size, checkpoints.code(found.statement))
