"""How the cover of a policy stood on a day. Pure; a complaint is told it, a claim is held to it."""

from __future__ import annotations

from datetime import date

from redress.policies.kinds import PolicyState, Standing
from redress.policies.values import Policy

_STANDS = {
    PolicyState.IN_FORCE: Standing.COVERED,
    PolicyState.LAPSED: Standing.LAPSED,
    PolicyState.SURRENDERED: Standing.ENDED,
    PolicyState.ENDED: Standing.ENDED,
}


def standing(policy: Policy, day: date) -> Standing:
    """First and last day of cover are covered; from `since` on the state stands, without it from the beginning."""
    if day < policy.begins:
        return Standing.BEFORE
    stands = _STANDS[policy.state]
    if stands is not Standing.COVERED and (policy.since is None or day >= policy.since):
        return stands
    if policy.ends is not None and day > policy.ends:
        return Standing.AFTER
    return Standing.COVERED
