"""The door of claims: how a claim is locked, and which number a new one has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import JsonValue

from redress.casework import moment
from redress.casework.door import Call
from redress.casework.journal import Journal
from redress.casework.refusals import Refusal
from redress.casework.served_door import ServedDoor
from redress.claims.file import OpenClaim
from redress.claims.models import Claim, ClaimEntry, ClaimText
from redress.claims.numbers import NUMBERS
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import ClaimState
from redress.clocks.materialise import materialise
from redress.clocks.models import Clock
from redress.messages.composing.compose import compose
from redress.organisation.actor import Actor

JOURNAL = Journal(files=Claim, entries=ClaimEntry, texts=ClaimText, file="claim_id")


class ClaimDoor(ServedDoor[Claim, OpenClaim, ClaimEntry]):
    """The door through which every claim changes."""

    name: ClassVar[str] = "claim"
    states: ClassVar[type[ClaimState]] = ClaimState
    key_once: ClassVar[str] = "claim_key_once"
    journal: ClassVar[Journal[ClaimEntry]] = JOURNAL

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Claim]:
        rows = (
            Claim.objects.visible_to(actor)
            .filter(number__in=numbers)
            .order_by("number")
            .select_for_update(of=("self",), skip_locked=skip)
            .select_related("unit", "rulebook")
        )
        return {row.number: row for row in rows}

    def opened(self, row: Claim) -> OpenClaim:
        return OpenClaim(row, moment.now())

    def blank(self, call: Call) -> OpenClaim:
        """A row that knows its number: it is made of the key, which is drawn before."""
        now = moment.now()
        row = Claim(pk=NUMBERS.take()[0], state=ClaimState.REPORTED)
        row.number = NUMBERS.number(now, row.pk)
        return OpenClaim(row, now, key=call.key)

    def moved(self, file: OpenClaim, state: str) -> None:
        if state != file.row.state or file.is_new:
            file.row.state, file.row.state_since = state, file.now

    def told(self, files: Sequence[OpenClaim]) -> Mapping[int, JsonValue]:
        """Messages of what happened are added to the claims; what was told, by claim (CLM-05)."""
        return compose(files)

    def write(self, files: Sequence[OpenClaim]) -> None:
        """With what is due of the claims, so that timed work finds it."""
        clocks = materialise(files, self.journal)
        super().write(files)
        Clock.objects.bulk_create(clocks)

    def unknown(self, number: str) -> Refusal:
        return NoSuchClaim(number)


DOOR = ClaimDoor()

execute = DOOR.execute
"""Give one command on a claim. Raises Refusal (or one of its kinds); then nothing was written."""
