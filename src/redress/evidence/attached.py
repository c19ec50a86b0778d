"""Which files are attached to a file: what may be named as proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from redress.casework.asking import Option
from redress.casework.models import File
from redress.casework.refusals import refuse
from redress.evidence.models import Attachment
from redress.organisation.actor import Actor


def check(row: File, papers: Iterable[str], rule: str, field: str) -> None:
    """Refuse papers, by their SHA-256, that are not attached to the file: one query."""
    wanted = {paper for paper in papers if paper}
    if not wanted:
        return
    found = set(
        Attachment.objects.filter(file_id=row.pk, blob_id__in=wanted).values_list("blob_id", flat=True)
    )
    if wanted - found:
        refuse(rule, _("This file is not attached to the case; attach it first, then name it here."), field)


def options(file: Any, actor: Actor) -> list[Option]:
    """Papers of the file, by their digests."""
    return [
        Option(each.blob_id, f"{each.name} · {each.get_kind_display()}")
        for each in file.row.attachments.all()
    ]
