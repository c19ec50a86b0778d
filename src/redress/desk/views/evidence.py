"""Files of a case: given out only as what they are, never run, and every download on record (SEC-03, SEC-05)."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redress.casework import access
from redress.casework.refusals import Gone
from redress.complaints.queries.case import find
from redress.desk.decorators import StaffRequest, staff
from redress.evidence import storing
from redress.evidence.formats import PREVIEWS
from redress.evidence.names import safe
from redress.evidence.queries import opened


@require_safe
@staff
def evidence(request: StaffRequest, number: str, attachment: int) -> HttpResponse:
    found = opened(request.actor, find(request.actor, number), attachment)
    inline = "show" in request.GET and found.blob.content_type in PREVIEWS
    if not storing.intact(found.blob.sha256):
        access.tried(request.actor, "file not as stored", number)
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
