"""The door of claims: what comes with imports beside what every door of a kind does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from redress.casework import moment
from redress.casework.door import Call
from redress.casework.journal import Journal
from redress.casework.numbering import Numbering
from redress.casework.refusals import Refusal
from redress.casework.served_door import ServedDoor
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim, ClaimEntry
from redress.claims.numbers import NUMBERS
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import OVER, ClaimState
from redress.importing import runs
from redress.organisation.actor import Actor


class ClaimDoor(ServedDoor[Claim, OpenClaim, ClaimEntry]):
    """The door through which every claim changes."""

    name: ClassVar[str] = "claim"
    states: ClassVar[type[ClaimState]] = ClaimState
    key_once: ClassVar[str] = "claim_key_once"
    journal: ClassVar[Journal[ClaimEntry]] = JOURNAL
    numbering: ClassVar[Numbering] = NUMBERS
    file: ClassVar[type[OpenClaim]] = OpenClaim

    ended: ClassVar[frozenset[ClaimState]] = OVER

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Claim]:
        found = super().lock(numbers, calls, actor, skip=skip)
        taking = any(isinstance(each.command, ClaimCommand) and each.command.takes_back for each in calls)
        return found if taking else runs.free(found, skip, ClaimState.TAKEN_BACK)

    def blank(self, call: Call) -> OpenClaim:
        if isinstance(call.command, ClaimCommand) and not call.command.draws:
            return OpenClaim(Claim(state=ClaimState.REPORTED), moment.now(), key=call.key)
        return super().blank(call)

    def moved(self, file: OpenClaim, state: str) -> None:
        if state != file.row.state or file.is_new:
            file.row.state_since = file.since or file.now
        super().moved(file, state)

    def over_at(self, file: OpenClaim) -> datetime:
        return file.since or file.now

    def unknown(self, number: str) -> Refusal:
        return NoSuchClaim(number)


DOOR = ClaimDoor()

execute = DOOR.execute
"""Give one command on a claim. Raises Refusal (or one of its kinds); then nothing was written."""
