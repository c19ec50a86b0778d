"""A file as it is handed out over HTTP: as what it is, never run, and only as it was stored (SEC-04, SEC-05)."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.refusals import Gone
from redress.evidence import storing
from redress.evidence.models import Attachment
from redress.evidence.names import safe
from redress.organisation.actor import Actor


def answer(actor: Actor, number: str, found: Attachment, *, inline: bool) -> HttpResponse:
    """The content of an attachment of the file with that number. Raises Gone when it is not there as it was stored."""
    if not storing.intact(found.blob.sha256):
        access.tried(actor, "file not as stored", number)
        raise Gone(
            "SEC-04",
            _(
                "This file is not there any more as it was stored. It is not given out; auditors "
                "see this. Ask the administrator to restore it from a backup."
            ),
        )
    response = FileResponse(
        storing.opened(found.blob.sha256),
        as_attachment=not inline,
        filename=safe(found.name, found.blob.content_type),
        content_type=found.blob.content_type,
    )
    response["Content-Length"] = str(found.blob.size)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]
