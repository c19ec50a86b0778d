"""Files, before they are attached to a case."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from redress.api import scopes
from redress.api.bearer import Bearer
from redress.api.calls import answer
from redress.api.operations import writes
from redress.api.schemas import StoredOut
from redress.evidence.storing import store

router = Router()


@router.post(
    "/evidence",
    auth=Bearer(scopes.EVIDENCE),
    operation_id="upload_evidence",
    summary="Upload a file",
    response=writes(StoredOut, 201),
)
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """Checks and keeps a file under the hash of its content; the same file twice is kept once. Attach it to a case
    with the command attach_evidence."""
    blob = store(file, file.name or "").blob
    return answer(StoredOut(sha256=blob.sha256, size=blob.size, content_type=blob.content_type), status=201)
