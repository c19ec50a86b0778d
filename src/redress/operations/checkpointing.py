"""Checkpoints that leave the database: as a file, by mail (SEC-04). As a page: `letters/checkpoint_page.py`."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.messages.channels.base import Answer, Parcel
from redress.messages.channels.mail.channel import Mail
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.sealing import checkpoints
from redress.sealing.models import Checkpoint


def make() -> list[Checkpoint]:
    """New checkpoints if anything was sealed since the last, each also as a file in REDRESS_CHECKPOINTS."""
    with acting_as(SYSTEM):
        made = checkpoints.make()
    for each in made:
        keep(each)
    return made


def keep(checkpoint: Checkpoint) -> Path:
    """The file of a checkpoint, complete or not there.

    A file that says something else under the same number stays: it is what tells that the database was set back.
    """
    folder = Path(settings.REDRESS_CHECKPOINTS)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"checkpoint-{checkpoint.pk:08d}.json"
    if path.exists():
        if _statement(path) == checkpoint.statement:
            return path
        path = path.with_stem(f"{path.stem}-{checkpoints.code(checkpoint.statement)}")
    draft = path.with_suffix(".part")
    draft.write_text(checkpoints.document(checkpoint), encoding="utf-8")
    draft.replace(path)
    return path


def _statement(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["statement"])
    except (ValueError, KeyError, TypeError):
        return ""


def keep_missing() -> int:
    """Write the files of checkpoints of the database that the folder lacks; how many."""
    with acting_as(SYSTEM):
        there = {_statement(path) for path in Path(settings.REDRESS_CHECKPOINTS).glob("*.json")}
        lacking = [each for each in Checkpoint.objects.iterator(100) if each.statement not in there]
        for each in lacking:
            keep(each)
    return len(lacking)


def mail(checkpoint: Checkpoint) -> Answer | None:
    """Send it to REDRESS_CHECKPOINT_MAIL; None where no address is set."""
    if not settings.REDRESS_CHECKPOINT_MAIL:
        return None
    code = checkpoints.code(checkpoint.statement)
    subject = _("Checkpoint %(n)s: %(code)s") % {"n": checkpoint.pk, "code": code}
    body = checkpoints.document(checkpoint)
    return Mail().send(
        Parcel(
            key=f"checkpoint-{checkpoint.pk}",
            address=settings.REDRESS_CHECKPOINT_MAIL,
            name="",
            subject=subject,
            body=body,
            written_at=checkpoint.at,
        )
    )


def first_of_its_day(checkpoint: Checkpoint) -> bool:
    """By the house's own days."""
    begins = timezone.localtime(checkpoint.at).replace(hour=0, minute=0, second=0, microsecond=0)
    return not Checkpoint.objects.filter(pk__lt=checkpoint.pk, at__gte=begins).exists()
