"""Disposal of a case after the period of retention: one person proposes, another confirms (CLO-10)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import LinkKind
from redress.complaints.models import Complaint
from redress.complaints.recusing import recusal
from redress.complaints.states import ENDED
from redress.complaints.writes import ENDS
from redress.disposal import commands as disposal


class _Disposal(Command):
    """A step of it."""

    family = Family.CLOSING
    within = ENDED


def _check(case: Case) -> None:
    """Besides being due: papers of what was merged belong to the case that took it up."""
    kept_by = None if case.row.held else _taken_up_by(case)
    if kept_by is not None:
        refuse(
            "CLO-10",
            _(
                "The papers belong to case %(number)s, which it was merged into; that one is "
                "disposed of first. Open that one."
            )
            % {"number": kept_by.number},
        )
    disposal.check_due(case)


def _taken_up_by(case: Case) -> Complaint | None:
    """A query only where any link is on record."""
    if not recusal.may_conflict(case):
        return None
    return Complaint.objects.filter(
        disposed_at=None,
        linked_from__complaint=case.row,
        linked_from__kind=LinkKind.MERGE,
        linked_from__ended_at=None,
    ).first()


class ProposeDisposal(disposal.Propose, _Disposal):
    """Propose that a case whose period has passed is destroyed; another person decides (CLO-10)."""

    act = "work"
    writes = Writes(add=("complaints_disposal",))

    @classmethod
    def check_file(cls, file: Case) -> None:
        _check(file)


class RefuseDisposal(disposal.Refuse, _Disposal):
    """Take back or refuse a proposed disposal, with the reason (CLO-10)."""

    act = "work"
    writes = Writes(delete=("complaints_disposal",))


class Dispose(disposal.Dispose, _Disposal):
    """Destroy personal data, narrative and files of the case, confirmed by a second person (CLO-10).

    The row keeps its codes and dates, the journal its skeleton, so that figures and the hash chain hold. It cannot be
    undone.
    """

    act = "work"
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

    @classmethod
    def check_file(cls, file: Case) -> None:
        _check(file)
