"""Files of a case: given out only as what they are, never run, and every download on record (SEC-03, SEC-05)."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET

from redress.desk.decorators import StaffRequest, staff
from redress.evidence.formats import PREVIEWS
from redress.evidence.names import safe
from redress.evidence.queries import opened
from redress.evidence.storing import path_of


@require_GET
@staff
def evidence(request: StaffRequest, number: str, attachment: int) -> HttpResponse:
    found = opened(request.actor, number, attachment)
    inline = "show" in request.GET and found.blob.content_type in PREVIEWS
    response = FileResponse(
        path_of(found.blob.sha256).open("rb"),
        as_attachment=not inline,
        filename=safe(found.name, found.blob.content_type),
        content_type=found.blob.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]
