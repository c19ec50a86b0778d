"""Attaching evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import access
from redress.casework.command import Facts
from redress.casework.inputs import FileName
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.contact import admit_handlers
from redress.complaints.commands.review import may_be_reviewed
from redress.evidence import uploads
from redress.evidence.checking import check_name
from redress.evidence.kinds import EvidenceKind
from redress.evidence.models import Attachment, Upload
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class AttachEvidence(Command):
    """Attach a file that one has uploaded oneself, within a day (FLW-05, SEC-04, SEC-05).

    `upload` is the handle that the upload was answered with; it serves once. `sha256` instead of it names the content
    of an upload of one's own. That somebody else's file exists is not told: unknown is unknown.
    """

    name = "attach_evidence"
    act = None
    label = gettext_lazy("Attach evidence")
    icon = "paperclip"
    cite = ("FLW-05",)
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = OPEN_STATES | {State.CLOSED, State.ARCHIVED}
    writes = Writes(add=("evidence_attachment",))

    upload: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,40}$", title=gettext_noop("Upload"))
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", title=gettext_noop("File"))
    kind: EvidenceKind = Field(title=gettext_noop("Kind"))
    file_name: FileName = Field(title=gettext_noop("File name"))

    _upload: Upload = PrivateAttr()
    _name: str = PrivateAttr(default="")

    example = {
        "upload": "k3V0Zp5b8Q1xT7dLw2NfRhYc9uJmAs6E",
        "kind": "internal",
        "file_name": "付款流水.pdf",
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whoever handles the case; and the unit that took it for another: it holds what was handed in (ORG-07)."""
        if actor.has_over(common.INTAKE_TOO, case.row.received_unit_id):
            return
        admit_handlers(cls, case, actor)

    @classmethod
    def admit_upload(cls, actor: Actor) -> None:
        """Nobody's file is stored who may attach none, to whichever case."""
        if not actor.system and not actor.over(cls.duties):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        """An archive takes only what a review brings, which the customer may ask for after it (AUT-06)."""
        if case.state is State.ARCHIVED and not may_be_reviewed(case):
            refuse(
                "CLO-10",
                _(
                    "The case is archived, and its result can no longer be reviewed. Register the "
                    "matter again if it goes on."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        field = "upload" if self.upload else "sha256"
        found = uploads.own(actor, case.row.pk, handle=self.upload, sha256=self.sha256)
        if found is None or (self.sha256 and found.blob_id != self.sha256):
            access.tried(actor, "attach_evidence: no upload of one's own", case.row.number)
            refuse(
                "SEC-05",
                _(
                    "You have not uploaded this file, or it was attached or a day has passed; upload it first."
                ),
                field=field,
            )
        self._name = check_name(self.file_name, found.blob.content_type)
        if case.row.attachments.filter(blob_id=found.blob_id, kind=self.kind).exists():
            refuse(
                "FLW-05",
                _("This file is already attached to the case. Nothing needs to be done."),
                field=field,
            )
        self._upload = found

    def do(self, case: Case, actor: Actor) -> Facts:
        uploads.used(self._upload)
        case.add(
            Attachment(
                file_id=case.row.pk,
                blob_id=self._upload.blob_id,
                kind=self.kind,
                name=self._name,
                by_id=actor.id,
                at=case.now,
            )
        )
        case.event("evidence_attached")
        return {"sha256": self._upload.blob_id, "kind": self.kind, "name": self._name}
