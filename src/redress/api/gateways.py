"""Where gateways report: signed, and safe to repeat (COM-10)."""

from __future__ import annotations

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from redress.casework.inputs import CLEAN
from redress.messages import reports
from redress.organisation.acting import become
from redress.organisation.actor import NOBODY
from redress.outward import signing

MOST_BYTES = 16_384


class Report(BaseModel):
    """What became of a text message: `reference` is the key it was sent with, `id` the gateway's own."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    reference: Annotated[str, CLEAN] = Field(min_length=1, max_length=120)
    id: Annotated[str, CLEAN] = Field(default="", max_length=120)
    state: Literal["delivered", "failed"]
    reason: Annotated[str, CLEAN] = Field(default="", max_length=400)


@csrf_exempt
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    if not _signed(request):
        return HttpResponse("The signature does not hold.", status=401, content_type="text/plain")
    try:
        report = Report.model_validate_json(request.body)
    except ValidationError as invalid:
        return HttpResponse(_words(invalid), status=422, content_type="text/plain")
    known = _take(report)
    return HttpResponse(status=204 if known else 404)


def _signed(request: HttpRequest) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return False
    said = request.headers
    return signing.holds(
        settings.REDRESS_SMS_SECRET,
        "POST",
        request.path,
        said.get("X-Time", ""),
        request.body,
        said.get("X-Signature", ""),
    )


def _take(report: Report) -> bool:
    try:
        if report.state == "delivered":
            return reports.delivered(report.reference, report.id)
        return reports.undelivered(report.reference, report.reason, report.id)
    finally:
        become(NOBODY)  # the connection serves somebody else next


def _words(invalid: ValidationError) -> str:
    return "\n".join(
        f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in invalid.errors(include_input=False)
    )
