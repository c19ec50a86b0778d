"""What is still missing before a case is closed: one answer for screen, API, bulk action and job (CLO-02, CLO-05)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from redress.complaints.flows.gates import asked
from redress.complaints.kinds import CALLED_BACK, ProposalState

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.rulebook.sections.handling.schema import Check


def missing(case: Case) -> list[Check]:
    """Every precondition of closing that does not hold yet, in the rulebook's order.

    This list is the gate: `Close` is refused while it is not empty, and nothing else closes a case (CLO-05).
    """
    return list(missing_by_key(case).values())


def missing_by_key(case: Case) -> dict[str, Check]:
    """The same by the rulebook's key."""
    ruled = ruled_away(case)
    return {
        key: check
        for key, check in case.rulebook.before_closing(case.subject).items()
        if key not in ruled and not _HOLDS[key](case)
    }


def ruled_away(case: Case) -> Collection[str]:
    """What a ruling that the case be closed stands in for (ORG-03)."""
    rule = case.rulebook.method.committee.closing_ruled
    return rule.instead_of if rule and case.row.closing_ruling == "close" else ()


def _signed(case: Case) -> bool:
    signatures = [sign_off.signed_at for sign_off in case.row.sign_offs.all()]
    return bool(signatures) and all(signatures)


def _decision_told(case: Case) -> bool:
    """A decision that the customer was told ends the handling, also one the customer does not accept (COM-05)."""
    return case.row.decided_at is not None and case.row.result_told_at is not None


_HOLDS: dict[str, Callable[[Case], bool]] = {
    "confirmed_written": lambda case: case.row.confirmed_at is not None,
    "validity": lambda case: bool(case.row.validity),
    "causes": lambda case: bool(case.row.causes.all()),
    "sign_offs": _signed,
    "feedback": lambda case: (
        _decision_told(case)
        or any(proposal.state == ProposalState.ACCEPTED for proposal in case.row.proposals.all())
    ),
    "callback": lambda case: (
        case.row.callback in CALLED_BACK
        or _decision_told(case)
        or not case.rulebook.callback_needed(case.subject)
    ),
    "no_open_review": lambda case: not case.row.under_review,
    "approvals": lambda case: not case.row.approvals_waiting,
    "executed": lambda case: not any(proposal.owed for proposal in case.row.proposals.all()),
    "extension_told": lambda case: not case.row.notice_owed,
    "no_open_orders": lambda case: not case.open_orders(),
    "committee_asked": lambda case: asked(case),
    "committee_ruled": lambda case: case.row.committee != "referred" and case.row.closing_ruling != "stay",
    "ruling_executed": lambda case: case.row.committee != "executing",
}
# Whole relations, not filtered ones: a page that has read them asks the database nothing more.

READS = ("causes", "sign_offs", "proposals", "orders", "referrals")
"""The relations that the gate looks at; who examines many cases reads them beforehand."""
