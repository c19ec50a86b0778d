"""Photos and scans of the papers of a claim (CLM-04)."""

from __future__ import annotations

from typing import ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, FileName
from redress.casework.refusals import check_code, refuse
from redress.claims import choices
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES
from redress.claims.states import OPEN, ClaimState
from redress.evidence.attaching import HANDLE, Attach, attachment, own
from redress.evidence.checking import check_name
from redress.evidence.kinds import EvidenceKind
from redress.evidence.models import Upload
from redress.organisation.actor import Actor

MOST: Final = 20
"""Files that come with one report or one receipt."""


class AttachToClaim(Attach, ClaimCommand):
    """Attach a photo, a scan or another file to a claim, as one of its papers where it is one (CLM-04, SEC-05).

    `upload` is the handle that the upload was answered with; it serves once, and only whom it was given to.
    """

    name = "attach_to_claim"
    label = gettext_lazy("Attach a file")
    cite: ClassVar[tuple[str, ...]] = ("CLM-04", "CLM-02")
    duties = TAKES
    within = OPEN | {ClaimState.CLOSED}
    prompts = {"paper": Prompt(choices=choices.asked)}

    kind: EvidenceKind = Field(default=EvidenceKind.CUSTOMER, title=gettext_noop("Kind"))
    paper: Code = Field(default="", title=gettext_noop("Paper"))

    example = {
        "upload": "k3V0Zp5b8Q1xT7dLw2NfRhYc9uJmAs6E",
        "kind": "customer",
        "file_name": "事故现场.jpg",
    }

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.paper:
            check_code("CLM-04", "paper", self.paper, file.papers)
        super().check(file, actor)

    def _about(self) -> str:
        return self.paper

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        return super().do(file, actor) | ({"paper": self.paper} if self.paper else {})


class HandedIn(BaseModel):
    """A file that came with a report or with papers: its upload, its name, and which paper it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    upload: str = Field(pattern=HANDLE, min_length=1, title=gettext_noop("Upload"))
    file_name: FileName = Field(title=gettext_noop("File name"))
    paper: Code = Field(default="", title=gettext_noop("Paper"))


def check(file: OpenClaim, actor: Actor, command: ClaimCommand, files: list[HandedIn]) -> list[Upload]:
    """The uploads of these files; refused on `files` where one is not one's own, or comes twice."""
    found = [own(file, actor, "CLM-04", "files", command=command.name, handle=each.upload) for each in files]
    for each, upload in zip(files, found, strict=True):
        check_name(each.file_name, upload.blob.content_type)
    contents = [upload.blob_id for upload in found]
    known = (
        set()
        if file.is_new
        else set(
            file.row.attachments.filter(blob_id__in=contents, kind=EvidenceKind.CUSTOMER).values_list(
                "blob_id", flat=True
            )
        )
    )
    if len(contents) != len(set(contents)) or known:
        refuse(
            "CLM-04", _("One of these files is attached already, or comes twice. Take it out."), field="files"
        )
    return found


def attach(
    file: OpenClaim, actor: Actor, files: list[HandedIn], found: list[Upload], sole: str = ""
) -> list[str]:
    """Attach what was checked; the contents, by their SHA-256. `sole`: the paper that they are where none is named."""
    for each, upload in zip(files, found, strict=True):
        name = check_name(each.file_name, upload.blob.content_type)
        file.add(attachment(file, actor, upload, EvidenceKind.CUSTOMER, name, each.paper or sole))
    if found:
        file.event("evidence_attached")
    return [upload.blob_id for upload in found]
