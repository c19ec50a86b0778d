"""Disposal after the period of retention: one person proposes, another confirms (CLO-10)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, Text
from redress.casework.refusals import Forbidden, refuse
from redress.casework.writes import Writes
from redress.complaints import destruction
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import LinkKind
from redress.complaints.models import Complaint, Disposal
from redress.complaints.writes import ENDS
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State

DISPOSES = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})
ENDED = frozenset({State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED, State.DECLINED, State.MERGED})
"""Where a case may be disposed of; an open or merely closed one never is."""


def _check_due(case: Case) -> None:
    row = case.row
    if row.held:
        refuse(
            "CLO-10", _("The case is under legal hold; nothing of it is destroyed. Release the hold first.")
        )
    kept_by = Complaint.objects.filter(
        disposed_at=None,
        linked_from__complaint=row,
        linked_from__kind=LinkKind.MERGE,
        linked_from__ended_at=None,
    ).first()
    if kept_by is not None:
        refuse(
            "CLO-10",
            _(
                "The papers belong to case %(number)s, which it was merged into; that one is "
                "disposed of first. Open that one."
            )
            % {"number": kept_by.number},
        )
    if row.retain_until is None:
        refuse("CLO-10", _("The case has no date of retention. Archive it first."))
    if row.retain_until >= timezone.localdate(case.now):
        refuse(
            "CLO-10",
            _("The case is kept until %(day)s. Propose it after that day.")
            % {"day": row.retain_until.isoformat()},
        )


class ProposeDisposal(Command):
    """Propose that a case whose period has passed is destroyed; another person decides (CLO-10)."""

    name = "propose_disposal"
    act = "work"
    label = gettext_lazy("Propose disposal")
    icon = "trash"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = DISPOSES
    within = ENDED
    writes = Writes(add=("complaints_disposal",))

    reason: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"reason": "保存期限已满"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        _check_due(case)

    def check(self, case: Case, actor: Actor) -> None:
        if Disposal.objects.filter(complaint=case.row).exists():
            refuse(
                "CLO-10",
                _("The disposal of this case is already proposed. Ask a second person to confirm it."),
            )
        if actor.id is None:
            raise Forbidden("CLO-10", _("A disposal is proposed by a person. Sign in and do it yourself."))

    def do(self, case: Case, actor: Actor) -> Facts:
        assert case.row.retain_until is not None and actor.id is not None, "check() refuses it"
        case.add(
            Disposal(
                complaint=case.row,
                retained_until=case.row.retain_until,
                reason=self.reason,
                proposed_by_id=actor.id,
                proposed_at=case.now,
            )
        )
        return {"retained_until": str(case.row.retain_until)}


class RefuseDisposal(Command):
    """Take back or refuse a proposed disposal, with the reason (CLO-10)."""

    name = "refuse_disposal"
    act = "work"
    label = gettext_lazy("Refuse disposal")
    icon = "trash-off"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = DISPOSES
    within = ENDED
    writes = Writes(delete=("complaints_disposal",))

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "尚有关联件未办结"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        _proposed(case)

    def do(self, case: Case, actor: Actor) -> Facts:
        _proposed(case).delete()
        return {}


class Dispose(Command):
    """Destroy personal data, narrative and files of the case, confirmed by a second person (CLO-10).

    The row keeps its codes and dates, the journal its skeleton, so that figures and the hash chain hold. It cannot be
    undone.
    """

    name = "dispose"
    act = "work"
    label = gettext_lazy("Confirm disposal")
    icon = "trash-x"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = DISPOSES
    within = ENDED
    writes = ENDS | Writes(
        change=(
            "committee_ruling", "complaints_authorisation", "complaints_callback", "complaints_cause",
            "complaints_contact", "complaints_decision", "complaints_disposal", "complaints_earlierlimit",
            "complaints_emergencyentry", "complaints_finding", "complaints_flowstep", "complaints_judgement",
            "complaints_legalhold", "complaints_link", "complaints_matter", "complaints_paper",
            "complaints_party", "complaints_proposal", "complaints_rereview", "complaints_revision",
            "complaints_signoff", "complaints_telling", "complaints_urgingnotice", "evidence_attachment",
        ),
        delete=(
            "committee_execution", "committee_referral", "committee_ruling", "complaints_approval",
            "complaints_authorisation", "complaints_callback", "complaints_casetext", "complaints_cause",
            "complaints_contact", "complaints_decision", "complaints_disposal", "complaints_earlierlimit",
            "complaints_emergencyentry", "complaints_finding", "complaints_flowstep", "complaints_judgement",
            "complaints_legalhold", "complaints_link", "complaints_matter", "complaints_order",
            "complaints_paper", "complaints_party", "complaints_pause", "complaints_proposal",
            "complaints_rereview", "complaints_review", "complaints_revision", "complaints_signoff",
            "complaints_telling", "complaints_urgingnotice", "evidence_attachment", "letters_letter",
        ),
        columns=("amount", "archived_at", "class_code", "complexity", "disposed_at", "validity"),
    )  # fmt: skip
    example = {}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        _check_due(case)

    def check(self, case: Case, actor: Actor) -> None:
        proposed = _proposed(case)
        if actor.id is None:
            raise Forbidden("CLO-10", _("A disposal is confirmed by a person. Sign in and do it yourself."))
        if proposed.proposed_by_id == actor.id:
            raise Forbidden(
                "CLO-10", _("Who proposed the disposal does not confirm it; ask a second person.")
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        disposal = _proposed(case)
        disposal.confirmed_by_id, disposal.confirmed_at = actor.id, case.now
        destruction.destroy(case, disposal)
        return {
            "proposed_by": disposal.proposed_by_id,
            "skeleton": disposal.skeleton,
            "destroyed": disposal.destroyed,
            "emptied": disposal.emptied,
            "minutes": [*disposal.minutes],
            "files": disposal.files,
        }


def _proposed(case: Case) -> Disposal:
    found = Disposal.objects.filter(complaint=case.row, confirmed_at=None).first()
    if found is None:
        refuse("CLO-10", _("No disposal of this case is proposed. Propose it first."))
    return found
