"""The door of claims: what comes with imports beside what every door of a kind does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models

from redress.casework import bulk, moment
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
from redress.clocks.materialise import materialise
from redress.clocks.models import Clock
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
        return found if taking else runs.free(found, skip)

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

    def write(self, files: Sequence[OpenClaim]) -> None:
        """Many new ones at once, as imports bring them, a statement a table."""
        if len(files) > 1 and all(file.is_new for file in files):
            bulk.insert(_by_table(files, materialise(files, self.journal)))
        else:
            super().write(files)

    def unknown(self, number: str) -> Refusal:
        return NoSuchClaim(number)


def _by_table(
    files: Sequence[OpenClaim], clocks: Sequence[Clock]
) -> dict[type[models.Model], list[models.Model]]:
    """What many new claims are made of, each table after what it refers to: a statement each."""
    rows: dict[type[models.Model], list[models.Model]] = {Claim: [file.row for file in files]}
    for file in files:
        for new in file.inserts:
            rows.setdefault(type(new), []).append(new)
    return rows | {Clock: [*clocks]}


DOOR = ClaimDoor()

execute = DOOR.execute
"""Give one command on a claim. Raises Refusal (or one of its kinds); then nothing was written."""
