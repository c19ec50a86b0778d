"""The open claims of somebody who leaves: their numbers, and giving them to a successor (CLM-05, ORG-11)."""

from __future__ import annotations

from collections.abc import Sequence

from redress.casework import handing_over
from redress.casework.many import Result
from redress.claims.commands.recuse import AssignClaim
from redress.claims.kind_of_file import CLAIM
from redress.claims.models import Claim
from redress.claims.states import OPEN
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.models import User

MOST = 200


def open_numbers(owner: User) -> list[str]:
    """Numbers alone, the oldest first, at most `MOST`: who hands them over learns what stays, not what it is about."""
    with acting_as(SYSTEM):
        found = Claim.objects.filter(owner=owner, state__in=sorted(OPEN)).order_by("id")
        return list(found.values_list("number", flat=True)[:MOST])


def hand_over(actor: Actor, numbers: Sequence[str], successor: str, reason: str) -> list[Result]:
    """Give each claim to the successor, who must handle claims of its unit and not keep out of it."""
    command = AssignClaim(to=successor, reason=reason)
    return handing_over.hand_over(CLAIM, command, AssignClaim.duties, actor, numbers)
