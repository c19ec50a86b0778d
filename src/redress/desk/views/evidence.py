"""Files of a file: given out only as what they are, never run, and every download on record (SEC-03, SEC-05)."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from redress.desk.decorators import StaffRequest, staff
from redress.desk.files import find
from redress.evidence import handing_out
from redress.evidence.formats import PREVIEWS
from redress.evidence.queries import opened


@require_safe
@staff
def evidence(request: StaffRequest, number: str, attachment: int) -> HttpResponse:
    found = opened(request.actor, find(request.actor, number), attachment)
    inline = "show" in request.GET and found.blob.content_type in PREVIEWS
    return handing_out.answer(request.actor, number, found, inline=inline)
