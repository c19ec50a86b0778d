"""Attaching evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command, Facts
from redress.complaints.commands.contact import admit_handlers
from redress.complaints.commands.types import RequiredLine
from redress.complaints.refusals import refuse
from redress.evidence.kinds import EvidenceKind
from redress.evidence.models import Attachment, Blob
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class AttachEvidence(Command):
    """Attach a file that the evidence room has checked and stored, by the hash of its content (FLW-05, SEC-04)."""

    name = "attach_evidence"
    label = gettext_lazy("Attach evidence")
    cite = ("FLW-05",)
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = OPEN_STATES | {State.CLOSED}

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", title=gettext_noop("File"))
    kind: EvidenceKind = Field(title=gettext_noop("Kind"))
    file_name: RequiredLine = Field(title=gettext_noop("File name"))

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whoever handles the case; and the unit that took it for another: it holds what was handed in (ORG-07)."""
        if actor.has_over(common.INTAKE_TOO, case.row.received_unit_id):
            return
        admit_handlers(cls, case, actor)

    def check(self, case: Case, actor: Actor) -> None:
        if not Blob.objects.filter(pk=self.sha256).exists():
            refuse("FLW-05", _("This file was not uploaded; upload it first."), field="sha256")
        if case.row.attachments.filter(blob_id=self.sha256, kind=self.kind).exists():
            refuse("FLW-05", _("This file is already attached to the case."), field="sha256")

    def do(self, case: Case, actor: Actor) -> Facts:
        case.add(
            Attachment(
                complaint=case.row,
                blob_id=self.sha256,
                kind=self.kind,
                name=self.file_name,
                by_id=actor.id,
                at=case.now,
            )
        )
        case.event("evidence_attached")
        return {"sha256": self.sha256, "kind": self.kind, "name": self.file_name}
