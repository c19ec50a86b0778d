"""Claims on one policy, as whoever takes a report sees them beside it (CLM-02)."""

from __future__ import annotations

from redress.claims.models import Claim
from redress.organisation.actor import Actor
from redress.privacy.cipher import blinds
from redress.privacy.kinds import Kind


def on_policy(actor: Actor, number: str, most: int) -> list[Claim]:
    """The newest claims on the policy that the actor sees."""
    rows = Claim.objects.visible_to(actor).filter(policy_index__in=blinds(number, Kind.POLICY))
    return list(rows.order_by("-pk")[:most])
