"""Joined claims follow their catastrophe: what is told to all, and papers that nobody is asked for any more.

Each claim keeps up to which version of its catastrophe it has followed, under its own lock: so each is told once,
whatever is done twice, and who was joined meanwhile is found the next time.
"""

from __future__ import annotations

from typing import Final

from redress.casework.door import Call, Outcome
from redress.claims.commands.joining import FollowCatastrophe
from redress.claims.door import DOOR
from redress.claims.models import Catastrophe, Claim
from redress.claims.states import CatastropheState
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH: Final = 50


def follow(catastrophe: int) -> int:
    """How many claims of it followed now; who is being worked on follows the next time."""
    done, after = 0, 0
    with acting_as(SYSTEM):
        row = Catastrophe.objects.get(pk=catastrophe)
        while numbers := _behind(row, after):
            after = max(numbers)
            calls = [Call(FollowCatastrophe(), number) for number in numbers.values()]
            done += sum(isinstance(each, Outcome) for each in DOOR.execute_unlocked(calls, SYSTEM))
    return done


def follow_all() -> int:
    """The same of every open one."""
    with acting_as(SYSTEM):
        open_ones = list(Catastrophe.objects.filter(state=CatastropheState.OPEN).values_list("pk", flat=True))
    return sum(map(follow, open_ones))


def _behind(row: Catastrophe, after: int) -> dict[int, str]:
    """Key -> number of the next claims that have not followed so far."""
    behind = Claim.objects.filter(catastrophe=row, catastrophe_version__lt=row.version, pk__gt=after)
    return dict(behind.order_by("pk").values_list("pk", "number")[:BATCH])
