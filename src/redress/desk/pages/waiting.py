"""Whom a case waits for when its next step is nobody's who looks at it (FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.complaints import closers, tellings
from redress.complaints.kinds import ProposalState, Told
from redress.complaints.queries.case import CaseFile
from redress.rulebook import OPEN_STATES, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is awaited, in words, and the rule that asks for it."""

    words: str
    rule: str


def waiting(file: CaseFile) -> Waiting | None:
    """A superior's answer, the decision of a review, a telling, signatures, replies to orders, who determines or closes
    it, else its owner's work; None where the case is closed or the owner looks at it."""
    if any(each.state == ProposalState.AWAITING_APPROVAL for each in file.row.proposals.all()):
        return Waiting(_("a superior's answer to the opinion"), "AUT-01")
    to_tell = tellings.owed(file.case)
    if to_tell is Told.REVIEW:
        return Waiting(_("telling the customer the result of the review"), "AUT-06")
    if file.row.under_review:
        return Waiting(_("the superior unit's decision on the review, and telling the customer"), "AUT-06")
    if to_tell is Told.DECISION:
        return Waiting(_("telling the customer the decision"), "COM-06")
    unsigned = [str(each.department) for each in file.row.sign_offs.all() if each.signed_at is None]
    if unsigned and file.case.state is State.DETERMINED:
        return Waiting(_("the signature of %(departments)s") % {"departments": listed(unsigned)}, "CLO-02")
    if file.case.state not in OPEN_STATES:
        return None
    asked = [str(order.department) for order in file.case.open_orders()]
    if asked and file.case.state is State.INVESTIGATING:
        return Waiting(_("the reply of %(departments)s") % {"departments": listed(asked)}, "FLW-03")
    if (elsewhere := _determined_or_closed(file)) is not None:
        return elsewhere
    if file.row.owner_id in file.actor.people:
        return None
    return Waiting(_("with %(owner)s, %(unit)s") % {"owner": file.row.owner, "unit": file.row.unit}, "FLW-05")


def _determined_or_closed(file: CaseFile) -> Waiting | None:
    """Who takes the last steps, where they are not the owner's: a case of a counter may be its province's (CLO-01)."""
    if file.case.state in (State.ANSWERED, State.DECIDED) and file.rulebook.method.determining is not None:
        words = _("validity and causes determined by %(who)s")
        return Waiting(words % {"who": closers.who(file.case, "decide")}, "CLO-02")
    if file.case.state is State.DETERMINED and not file.missing:
        return Waiting(_("closing by %(who)s") % {"who": closers.who(file.case)}, "CLO-01")
    return None
