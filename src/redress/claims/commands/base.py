"""What a command on a claim is."""

from __future__ import annotations

from typing import ClassVar

from redress.casework import served_command
from redress.casework.served_command import ServedCommand
from redress.claims import recusal
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty


class ClaimCommand(ServedCommand):
    """A command on a claim."""

    states: ClassVar[type[ClaimState]] = ClaimState
    duties: ClassVar[frozenset[Duty]] = HANDLES
    within: ClassVar[frozenset[ClaimState]] = OPEN
    draws: ClassVar[bool] = True
    """Whether a new claim has its number before the command runs; else the command draws those of its whole batch."""
    takes_back: ClassVar[bool] = False
    """Whether it takes back the import that the claim came with (INT-17)."""
    despite_conflict: ClassVar[bool] = False
    """Whether somebody who must keep out of the claim gives it all the same (ORG-13)."""

    @classmethod
    def admit(cls, file: OpenClaim, actor: Actor) -> None:
        """Refuse besides whoever must keep out of the claim."""
        super().admit(file, actor)
        if not (cls.creates or cls.despite_conflict):
            recusal.check(file, actor)


class Automatic(served_command.Automatic, ClaimCommand):
    """A command that only the system gives."""
