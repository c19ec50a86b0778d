"""Reads of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.refusals import Forbidden, Unknown
from redress.complaints import access, recusal
from redress.complaints.case import Case
from redress.complaints.queries.case import find
from redress.complaints.queries.links import merged_into
from redress.evidence.models import Attachment, Blob
from redress.organisation.actor import Actor


def opened(actor: Actor, number: str, attachment_id: int) -> Attachment:
    """An attachment of a case the actor may see; the download is logged (SEC-03). Raises Unknown, Forbidden.

    A file has no copy with masks, so whoever must keep out of the case, and sees its people masked, is given none; nor
    of a case that was merged into one that the person must keep out of (ORG-13, SEC-01, SEC-02).
    """
    row = find(actor, number)
    for reason in kept_out(Case(row, moment.now()), actor):
        raise Forbidden(
            "ORG-13",
            _(
                "You must keep out of this case: %(reason)s. Its files are not given to you; turn to its owner."
            )
            % {"reason": reason},
        )
    found = Attachment.objects.select_related("blob").filter(complaint=row, pk=attachment_id).first()
    if found is None:
        raise Unknown(number)
    access.log(actor, access.Action.DOWNLOAD, row.pk, fields=f"attachment {found.pk}")
    return found


def kept_out(case: Case, actor: Actor) -> list[str]:
    """Why the actor is given no file of the case; of a merged one also why not of the case that goes on with it."""
    if actor.system:
        return []
    reasons = recusal.kept_out(case, actor)
    while not reasons and (onward := merged_into(case.row)):
        try:
            case = Case(find(actor, onward), case.now)
        except Unknown:  # who does not see it goes on with nothing of it
            break
        reasons = recusal.kept_out(case, actor)
    return reasons


def every_file() -> Iterator[str]:
    """The SHA-256 of every stored file."""
    return Blob.objects.order_by("pk").values_list("pk", flat=True).iterator(5000)
