"""What a command on a claim is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from redress.casework import command
from redress.casework.listing import listed
from redress.casework.refusals import NOT_YOUR_DUTY, Forbidden, Refusal
from redress.claims import recusal
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES
from redress.claims.refusals import wrong_state
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty


class ClaimCommand(command.Command):
    """A command on a claim."""

    duties: ClassVar[frozenset[Duty]] = HANDLES
    moves: ClassVar[Mapping[ClaimState, ClaimState]] = {}
    """From which state to which. A command that leaves the state alone lists `within` instead."""
    within: ClassVar[frozenset[ClaimState]] = OPEN
    draws: ClassVar[bool] = True
    """Whether a new claim has its number before the command runs; else the command draws those of its whole batch."""
    takes_back: ClassVar[bool] = False
    """Whether it takes back the import that the claim came with (INT-17)."""
    primary: ClassVar[bool] = False
    """Whether it is the natural next step."""
    despite_conflict: ClassVar[bool] = False
    """Whether somebody who must keep out of the claim gives it all the same (ORG-13)."""

    @classmethod
    def begins_in(cls) -> frozenset[ClaimState]:
        """States in which it may be given."""
        return frozenset(cls.moves) or cls.within

    @classmethod
    def states_around(cls) -> frozenset[str]:
        """States in which a claim stands before it or after it."""
        return frozenset(map(str, cls.begins_in() | frozenset(cls.moves.values())))

    @classmethod
    def misplaced(cls, file: OpenClaim) -> Refusal | None:
        if cls.creates or file.state in cls.begins_in():
            return None
        return wrong_state(cls.label, file.state, cls.begins_in())

    @classmethod
    def admit(cls, file: OpenClaim, actor: Actor) -> None:
        """Refuse whoever has none of `duties` in the claim's unit or above it, or must keep out of the claim."""
        if not actor.has_over(cls.duties, file.row.unit_id):
            raise cls.forbidden()
        if not cls.despite_conflict:
            recusal.check(file, actor)

    @classmethod
    def forbidden(cls) -> Forbidden:
        needed = listed(duty.label for duty in sorted(cls.duties))
        return Forbidden("SEC-01", NOT_YOUR_DUTY % {"command": cls.label, "duties": needed})

    @classmethod
    def possible(cls, file: OpenClaim, actor: Actor) -> Refusal | None:
        """Why it cannot be given now, whatever its input; None when it can."""
        if (misplaced := cls.misplaced(file)) is not None:
            return misplaced
        first: Refusal | None = None
        for way in actor.ways:
            try:
                cls.admit(file, way)
                cls.ready(file, way)
            except Refusal as refusal:
                first = first or refusal
            else:
                return None
        return first

    def leads_to(self, file: OpenClaim) -> ClaimState:
        """The state after `do`."""
        return self.moves.get(file.state, file.state)
