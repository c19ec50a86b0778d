"""Files, before they are attached to a case."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from redress.api import scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.operations import writes
from redress.api.schemas import StoredOut
from redress.evidence import uploads
from redress.evidence.attaching import admit_upload

router = Router()


@router.post(
    "/evidence",
    auth=Bearer(scopes.EVIDENCE),
    operation_id="upload_evidence",
    summary="Upload a file",
    response=writes(StoredOut, 201),
)
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """Checks and keeps a file for a day. Attach it by the handle `upload` with attach_evidence, to a claim with
    attach_to_claim or receive_materials; it serves once, and only whom it was given to."""
    actor = actor_of(request)
    admit_upload(actor)
    made = uploads.take(actor, file, file.name or "")
    return answer(
        StoredOut(
            upload=made.handle,
            sha256=made.blob.sha256,
            size=made.blob.size,
            content_type=made.blob.content_type,
        ),
        status=201,
    )
