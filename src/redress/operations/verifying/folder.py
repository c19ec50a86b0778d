"""Every checkpoint that is kept as a file against those of the database: none missing, none that says something else.

The owner of the database can take a seal away together with the checkpoint that names it. The file still tells.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_noop

from redress.operations.verifying import older
from redress.operations.verifying.report import Progress, Report
from redress.sealing import registry
from redress.sealing.models import Checkpoint, Seal

NONE = gettext_noop(
    "there is none, neither in the database nor in the folder: nothing would tell what was taken away; run redress"
    " checkpoint"
)
ROW_GONE = gettext_noop(
    "the checkpoint of this file is not in the database: it was taken away, or the database was set back"
)
OTHER = gettext_noop("the database says something else in the checkpoint of this number")
NOT_OURS = gettext_noop("the file is no checkpoint that this house signed")
FILE_GONE = gettext_noop(
    "its file is not in the folder of checkpoints; redress checkpoint writes it again from the database"
)
FEWER = gettext_noop("the register has fewer entries than a checkpoint in the folder says")


def verify(report: Report, tell: Progress) -> None:
    """Files of REDRESS_CHECKPOINTS, whose names say nothing, against rows. As the house, in one snapshot."""
    rows = dict(Checkpoint.objects.values_list("pk", "statement"))
    paths = files()
    kept: set[int] = set()
    fewer: set[str] = set()
    for path in paths:
        report.saw("checkpoint files", 1)
        try:
            number, statement = _read(path)
        except (older.BadCheckpoint, UnicodeDecodeError):
            report.fault(path.name, NOT_OURS)
            continue
        if rows.get(number) == statement:
            kept.add(number)
            continue
        report.fault(path.name, OTHER if number in rows else ROW_GONE)
        fewer |= _fewer(statement)
    for label in sorted(fewer):
        report.fault(label, FEWER)
    tell(f"{len(paths):,}")
    for number in sorted(rows.keys() - kept):
        report.fault(f"checkpoint {number}", FILE_GONE)
    if not rows and not paths and Seal.objects.exists():
        report.fault("checkpoint", NONE)


def files() -> list[Path]:
    """What lies in the folder as a checkpoint, in the order of names."""
    return sorted(Path(settings.REDRESS_CHECKPOINTS).glob("*.json"))


def _read(path: Path) -> tuple[int, str]:
    """(number, statement). Raises BadCheckpoint."""
    text = path.read_text(encoding="utf-8")
    older.read(text)
    file = json.loads(text)
    return int(file["number"]), str(file["statement"])


def _fewer(statement: str) -> set[str]:
    """Registers, of those that lose nothing, that have fewer entries now."""
    said = json.loads(statement)["journals"]
    named = ((registry.FORMERLY.get(label, label), each) for label, each in said.items())
    return {
        label
        for label, each in named
        if label in registry.lose_nothing() and apps.get_model(label).objects.count() < each["entries"]
    }
