"""The door of claims: how a claim is locked, and which number a new one has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.db import models
from pydantic import JsonValue

from redress.casework import moment
from redress.casework.door import Call
from redress.casework.journal import Journal
from redress.casework.refusals import Refusal
from redress.casework.served_door import ServedDoor
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim, ClaimEntry
from redress.claims.numbers import NUMBERS
from redress.claims.refusals import NoSuchClaim
from redress.claims.states import ClaimState
from redress.clocks.materialise import materialise
from redress.clocks.models import Clock
from redress.complaints import bulk, imported_runs
from redress.messages.composing.compose import compose
from redress.organisation.actor import Actor


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
        found = {row.number: row for row in rows}
        taking = any(isinstance(each.command, ClaimCommand) and each.command.takes_back for each in calls)
        return found if taking else imported_runs.free(found, skip)

    def opened(self, row: Claim) -> OpenClaim:
        return OpenClaim(row, moment.now())

    def blank(self, call: Call) -> OpenClaim:
        """A row that knows its number: it is made of the key, which is drawn before."""
        now = moment.now()
        if not (isinstance(call.command, ClaimCommand) and call.command.draws):
            return OpenClaim(Claim(state=ClaimState.REPORTED), now, key=call.key)
        row = Claim(pk=NUMBERS.take()[0], state=ClaimState.REPORTED)
        row.number = NUMBERS.number(now, row.pk)
        return OpenClaim(row, now, key=call.key)

    def moved(self, file: OpenClaim, state: str) -> None:
        if state != file.row.state or file.is_new:
            file.row.state, file.row.state_since = state, file.since or file.now

    def told(self, files: Sequence[OpenClaim]) -> Mapping[int, JsonValue]:
        """Messages of what happened are added to the claims; what was told, by claim (CLM-05)."""
        return compose(files)

    def write(self, files: Sequence[OpenClaim]) -> None:
        """With what is due of the claims, so that timed work finds it."""
        clocks = materialise(files, self.journal)
        if len(files) > 1 and all(file.is_new for file in files):
            bulk.insert(_by_table(files, clocks))
            return
        super().write(files)
        Clock.objects.bulk_create(clocks)

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
