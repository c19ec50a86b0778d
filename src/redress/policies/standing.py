"""How the cover of a policy stood on a day. Pure; a complaint is told it, a claim is held to it."""

from __future__ import annotations

from datetime import date

from redress.policies.kinds import PolicyState, Standing
from redress.policies.values import Policy

_LEFT = {
    PolicyState.LAPSED: Standing.LAPSED,
    PolicyState.SURRENDERED: Standing.ENDED,
    PolicyState.ENDED: Standing.ENDED,
}


def standing(policy: Policy, day: date) -> Standing:
    """First and last day of cover are covered; from `since` on the state stands, without it from the beginning."""
    if day < policy.begins:
        return Standing.BEFORE
    left = _LEFT.get(policy.state)
    if left is not None and (policy.since is None or day >= policy.since):
        return left
    if policy.ends is not None and day > policy.ends:
        return Standing.AFTER
    return Standing.COVERED
