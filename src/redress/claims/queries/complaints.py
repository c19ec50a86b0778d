"""Complaints about a claim (CLM-10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from redress.claims.models import Claim, Dispute
from redress.complaints.models import Complaint
from redress.complaints.models.scope import seen, seen_by
from redress.organisation.actor import Actor
from redress.organisation.statements import Asked, Statement
from redress.privacy.cipher import blinds
from redress.privacy.kinds import Kind

MOST = 10


@dataclass(frozen=True, slots=True)
class About:
    """A complaint about the claim; `case` is None where the reader may not see it. `dispute`: what it came of here."""

    number: str
    case: Complaint | None
    dispute: Dispute | None


def ask(actor: Actor, claim: Claim) -> tuple[Statement[Complaint], Asked]:
    """Asks for the complaints about it that the reader sees; `about` reads them."""
    scope, values = ("true", []) if actor.system else (seen("t"), seen_by(actor))
    statement = _about(scope)
    return statement, statement.ask([[*blinds(claim.number, Kind.CLAIM)], *values])


@cache
def _about(scope: str) -> Statement[Complaint]:
    return Statement(
        Complaint,
        f"WHERE t.claim_number_index = ANY (%s::bytea[]) AND {scope} ORDER BY t.id DESC LIMIT {MOST}",
        only=("id", "number", "state", "unit_id", "owner_id", "next_due_at"),
    )


def about(found: Iterable[Complaint], disputes: Iterable[Dispute]) -> list[About]:
    """Complaints that the reader sees, and those of disputes that the reader does not see, the newest first."""
    of = {each.complaint: each for each in reversed(list(disputes))}
    known = [About(case.number, case, of.pop(case.number, None)) for case in found]
    return known + [About(number, None, dispute) for number, dispute in of.items()]
