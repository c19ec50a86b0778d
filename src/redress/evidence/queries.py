"""Reads of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.refusals import Forbidden, Unknown
from redress.evidence.models import Attachment, Blob
from redress.organisation.actor import Actor


def opened(actor: Actor, row: ServedFile, attachment_id: int) -> Attachment:
    """An attachment of a file that the actor sees; the download is logged (SEC-03). Raises Unknown, Forbidden.

    A paper has no copy with masks, so whoever must keep out of the file, and sees its people masked, is given none
    (ORG-13, SEC-01, SEC-02).
    """
    for reason in KINDS.of(row.pk).kept_out(row, actor):
        raise Forbidden(
            "ORG-13",
            _(
                "You must keep out of this case: %(reason)s. Its files are not given to you; turn to its owner."
            )
            % {"reason": reason},
        )
    found = Attachment.objects.select_related("blob").filter(file_id=row.pk, pk=attachment_id).first()
    if found is None:
        raise Unknown(row.number)
    access.log(actor, access.Action.DOWNLOAD, row.pk, fields=f"attachment {found.pk}")
    return found


def of_file(row: ServedFile) -> list[Attachment]:
    """The papers of a file, the oldest first: one query."""
    return list(Attachment.objects.filter(file_id=row.pk).order_by("id"))


def every_file() -> Iterator[str]:
    """The SHA-256 of every stored file."""
    return Blob.objects.order_by("pk").values_list("pk", flat=True).iterator(5000)
