"""Reads of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from redress.complaints import access
from redress.complaints.models import Complaint
from redress.complaints.refusals import Unknown
from redress.evidence.models import Attachment, Blob
from redress.organisation.actor import Actor


def opened(actor: Actor, number: str, attachment_id: int) -> Attachment:
    """An attachment of a case the actor may see; the download is logged (SEC-03). Raises Unknown.

    Sight of the case is all it takes, also for who must keep out of handling it: a file has no copy with masks.
    """
    case = Complaint.objects.visible_to(actor).filter(number=number).only("pk").first()
    found = Attachment.objects.select_related("blob").filter(complaint=case, pk=attachment_id).first()
    if case is None or found is None:
        raise Unknown(number)
    access.log(actor, access.Action.DOWNLOAD, case.pk, fields=f"attachment {found.pk}")
    return found


def every_file() -> Iterator[str]:
    """The SHA-256 of every stored file."""
    return Blob.objects.order_by("pk").values_list("pk", flat=True).iterator(5000)
