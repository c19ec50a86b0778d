"""The form that attaches a file: the file itself comes first, the command only names it by its handle."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.queries.case import CaseFile
from redress.desk.form_fields import Field
from redress.desk.forms import command as generic
from redress.desk.forms import reading
from redress.desk.forms.faults import NONE, Faults
from redress.desk.forms.schema import declared
from redress.evidence import uploads
from redress.evidence.formats import EXTENSIONS

SHOWN = ("file", "kind")


def parts(
    command: type[AttachEvidence], file: CaseFile, typed: reading.Typed, faults: Faults = NONE
) -> list[generic.Part]:
    """The file, or the name of the one that was uploaded already, and what kind of evidence it is."""
    fields = {field.name: field for field in declared(command)}
    uploaded = reading.one(typed, "upload")
    error = faults.of("file") or faults.of("upload") or faults.of("sha256") or faults.of("file_name")
    chosen = Field(
        "file",
        _("File"),
        kind="file",
        required=not uploaded,
        error=error,
        hint=_("Already uploaded: %(name)s") % {"name": reading.one(typed, "file_name")} if uploaded else "",
        accept=",".join(f".{extension}" for extension in EXTENSIONS),
        wide=True,
    )
    kind = generic.make(command, fields["kind"], file, typed, faults)
    kept = [
        Field(name, "", kind="hidden", value=reading.one(typed, name)) for name in ("upload", "file_name")
    ]
    return [chosen, kind, *(kept if uploaded else [])]


def take(
    file: CaseFile, typed: dict[str, list[str]], uploaded: UploadedFile[Any] | None
) -> dict[str, list[str]]:
    """What was typed, with the uploaded file stored for this case and named. Raises Refusal on 'file'."""
    if uploaded is None or uploaded.file is None:
        return typed
    made = uploads.take(file.actor, uploaded.file, uploaded.name or "", file.row.pk)
    return typed | {"upload": [made.handle], "file_name": [str(made.name)]}
