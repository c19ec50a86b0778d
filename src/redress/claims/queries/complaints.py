"""Complaints about a claim, and the claim of a complaint: each leads to the other (CLM-10)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.claims.models import Claim, Dispute
from redress.claims.numbers import NUMBERS
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.privacy.cipher import blinds
from redress.privacy.kinds import Kind

MOST = 10


@dataclass(frozen=True, slots=True)
class About:
    """A complaint about the claim; `case` is None where the reader may not see it. `dispute`: what it came of here."""

    number: str
    case: Complaint | None
    dispute: Dispute | None


def about(actor: Actor, claim: Claim) -> list[About]:
    """Complaints that the reader sees, and those of disputes that the reader does not see, the newest first."""
    seen = (
        Complaint.objects.visible_to(actor)
        .filter(claim_number_index__in=blinds(claim.number, Kind.CLAIM))
        .select_related("unit", "owner")
        .order_by("-id")[:MOST]
    )
    disputes = {each.complaint: each for each in claim.disputes.order_by("-id")}
    found = [About(case.number, case, disputes.pop(case.number, None)) for case in seen]
    return found + [About(number, None, dispute) for number, dispute in disputes.items()]


def of_complaint(actor: Actor, number: str) -> Claim | None:
    """The claim that a complaint names, where it is one of this house and the reader sees it."""
    written = number.strip().upper()
    if not NUMBERS.pattern.fullmatch(written):
        return None
    return Claim.objects.visible_to(actor).select_related("unit", "owner").filter(number=written).first()
