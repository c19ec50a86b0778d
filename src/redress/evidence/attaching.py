"""Attaching a file, on whatever kind of file it is given (FLW-05, SEC-05): a kind adds who may and from where."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import access
from redress.casework.command import Command, Facts
from redress.casework.inputs import FileName
from redress.casework.kinds import KINDS
from redress.casework.refusals import forbidden, refuse
from redress.casework.writes import Writes
from redress.evidence import uploads
from redress.evidence.checking import check_name
from redress.evidence.kinds import EvidenceKind
from redress.evidence.models import Attachment, Upload
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty

HANDLE: Final = r"^[A-Za-z0-9_-]{0,40}$"


def own(
    file: Any, actor: Actor, rule: str, field: str, *, command: str, handle: str = "", sha256: str = ""
) -> Upload:
    """The upload of one's own that is named, of a content that the file does not have. That somebody else's file exists
    is not told: unknown is unknown."""
    found = uploads.own(actor, file.row.pk, handle=handle, sha256=sha256)
    if found is None or (sha256 and found.blob_id != sha256):
        access.tried(actor, f"{command}: no upload of one's own", file.row.number)
        refuse(
            "SEC-05",
            _("You have not uploaded this file, or it was attached or a day has passed; upload it first."),
            field=field,
        )
    return found


def attachment(
    file: Any, actor: Actor, upload: Upload, kind: EvidenceKind, name: str, about: str = ""
) -> Attachment:
    """The row of an upload that is attached; the upload has served."""
    uploads.used(upload)
    return Attachment(
        file_id=file.row.pk,
        blob_id=upload.blob_id,
        kind=kind,
        name=name,
        about=about,
        by_id=actor.id,
        at=file.now,
    )


class Attach(Command):
    """Attach a file that one has uploaded oneself, within a day (FLW-05, SEC-04, SEC-05).

    `upload` is the handle that the upload was answered with; it serves once. `sha256` instead of it names the content
    of an upload of one's own. That somebody else's file exists is not told: unknown is unknown.
    """

    label = gettext_lazy("Attach evidence")
    icon = "paperclip"
    cite: ClassVar[tuple[str, ...]] = ("FLW-05",)
    writes = Writes(add=("evidence_attachment",))

    upload: str = Field(default="", pattern=HANDLE, title=gettext_noop("Upload"))
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", title=gettext_noop("File"))
    kind: EvidenceKind = Field(title=gettext_noop("Kind"))
    file_name: FileName = Field(title=gettext_noop("File name"))

    _upload: Upload = PrivateAttr()
    _name: str = PrivateAttr(default="")

    def check(self, file: Any, actor: Actor) -> None:
        field = "upload" if self.upload else "sha256"
        found = own(
            file, actor, self.cite[0], field, command=self.name, handle=self.upload, sha256=self.sha256
        )
        self._name = check_name(self.file_name, found.blob.content_type)
        if file.row.attachments.filter(blob_id=found.blob_id, kind=self.kind).exists():
            refuse(
                self.cite[0],
                _("This file is already attached to the case. Nothing needs to be done."),
                field=field,
            )
        self._upload = found

    def _about(self) -> str:
        """What of the file it is, where that has a name of its own."""
        return ""

    def do(self, file: Any, actor: Actor) -> Facts:
        file.add(attachment(file, actor, self._upload, self.kind, self._name, self._about()))
        file.event("evidence_attached")
        return {"sha256": self._upload.blob_id, "kind": self.kind, "name": self._name}


def admit_upload(actor: Actor) -> None:
    """Nobody's file is stored who may attach none, to whichever file. Raises Forbidden."""
    given = [each for kind in KINDS for each in kind.commands if issubclass(each, Attach)]
    if not actor.system and not any(actor.over(each.duties) for each in given):
        raise forbidden(Attach.label, frozenset[Duty]().union(*(each.duties for each in given)))
