"""Who could take over claims that were chosen together (CLM-05)."""

from __future__ import annotations

from collections.abc import Collection

from redress.claims import recusal
from redress.claims.models import Claim
from redress.organisation.actor import Actor


def free(actor: Actor, numbers: Collection[str]) -> list[int]:
    """Who may handle the first of them that the actor sees; each command says of whom its own claim is not."""
    seen = Claim.objects.visible_to(actor).filter(number__in=numbers)
    first = seen.select_related("unit").order_by("id").first()
    return recusal.free(first) if first is not None else []
