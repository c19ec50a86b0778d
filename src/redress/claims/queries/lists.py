"""Lists of claims: those in work, and those likely to become complaints (CLM-14)."""

from __future__ import annotations

from django.db.models import QuerySet

from redress.casework.paging import SIZE, Cursor, Page
from redress.claims.models import Claim
from redress.claims.queries.clocks import Timed, timed
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import OPEN
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind

Row = Claim
"""One claim, as pages show it."""
AT_RISK_OF = 500
"""So many open claims, the oldest first, are weighed for the list of risks."""


def find(actor: Actor, number: str) -> Claim:
    """The claim with that number. Raises NoSuchClaim."""
    found = _whole(Claim.objects.visible_to(actor)).filter(number=number.strip().upper()).first()
    if found is None:
        raise NoSuchClaim(number)
    return found


def page(actor: Actor, *, state: str = "", policy: str = "", after: Cursor | None = None) -> Page[Timed]:
    """Claims that the actor sees, the newest first; open ones unless a state or a policy is asked for."""
    rows = _whole(Claim.objects.visible_to(actor))
    if policy:
        rows = rows.filter(policy_index=blind(policy, Kind.POLICY))
    elif state:
        rows = rows.filter(state=state)
    else:
        rows = rows.filter(state__in=sorted(OPEN))
    if after is not None:
        rows = rows.filter(pk__lt=after.id)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    more = Cursor(None, found[SIZE - 1].pk).pack() if len(found) > SIZE else ""
    return Page(timed(found[:SIZE]), more, continued=after is not None)


def at_risk(actor: Actor) -> list[Timed]:
    """Open claims likely to become complaints, those with most points first, each with the reasons."""
    rows = _whole(Claim.objects.visible_to(actor)).filter(state__in=sorted(OPEN)).order_by("pk")[:AT_RISK_OF]
    listed = [each for each in timed(list(rows)) if each.weighed is not None and each.weighed.listed]
    return sorted(listed, key=lambda each: (-each.weighed.points if each.weighed else 0, each.claim.pk))


def _whole(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related("unit", "rulebook", "owner")
