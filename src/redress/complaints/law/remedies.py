"""Which remedies are open against a decision: those of the law that exist for it, no others (COM-05, AUT-06).

The review of Art. 20 is of branches' results: against what the head office decides itself, and against what a review
has decided, it would be refused; a letter that named it would send the complainant nowhere.
"""

from __future__ import annotations

from redress.complaints.case import Case
from redress.complaints.kinds import DecisionKind, Outcome
from redress.rulebook.known import REVIEW
from redress.rulebook.sections.law.schema import Remedy


def existing(case: Case, *, by_review: bool = False) -> dict[str, Remedy]:
    """The remedies against the decision of the case, or against one that a review makes, in the rulebook's order."""
    known = dict(case.rulebook.method.remedies)
    if by_review or not of_branch(case) or reviewed_for_good(case):
        known.pop(REVIEW, None)
    return known


def of_branch(case: Case) -> bool:
    """Whether a superior unit reviews results of the unit that has the case; asks the database nothing."""
    rule, unit = case.rulebook.method.review, case.row.unit
    return rule is not None and unit.kind in rule.units and unit.parent_id is not None


def reviewed_for_good(case: Case) -> bool:
    """Whether the decision that holds was upheld in a review or made by one."""
    last = case.row.reviews.order_by("id").last()
    if last is None or last.outcome == Outcome.RETURNED:
        return False
    newest = case.row.decisions.order_by("position").last()
    return last.outcome == Outcome.UPHELD or (newest is not None and newest.kind == DecisionKind.REVIEW)
