"""The door of what is kept of learning from cases: corrective actions and what else has a number of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from redress.assessment.kinds import What
from redress.assessment.models import AssessmentEntry
from redress.assessment.models.entry import Numbered
from redress.assessment.recording import about
from redress.casework import chain, command, moment
from redress.casework import door as casework
from redress.casework.command import Facts
from redress.casework.door import Call, Outcome
from redress.casework.open_file import OpenFile
from redress.casework.refusals import Refusal, WrongState
from redress.organisation.actor import Actor
from redress.privacy.identity import take
from redress.sealing.keys import SealKeys

R = TypeVar("R", bound=Numbered)


class Kept(OpenFile[R]):
    """An open file of this room: what its commands read and write."""


class AssessmentCommand(command.Command):
    """A command on a file of this room."""

    what: ClassVar[What]
    """What its entry says was done, unless `entered_as` says otherwise."""
    within: ClassVar[tuple[str, ...]] = ()
    """The states in which it is given."""
    elsewhere: ClassVar[str | Promise] = ""
    """Why it is not given in another state, and what to do."""

    @classmethod
    def misplaced(cls, file: Kept[Any]) -> Refusal | None:
        """Why it cannot be given in the state of the file; None when it can."""
        if cls.creates or file.row.state in cls.within:
            return None
        return WrongState(cls.cite[0], str(cls.elsewhere))

    house: ClassVar[bool] = False
    """Whether it is done as the house, since who gives it need not see the file."""

    def entered_as(self, file: Kept[Any]) -> What:
        """What its entry says was done."""
        return self.what


def sealed(entry: AssessmentEntry) -> chain.Sealed:
    """What the hash of an entry is over."""
    return chain.Sealed.of(entry, entry.said)


class AssessmentDoor(casework.Door[R, Kept[R], AssessmentEntry], Generic[R]):
    """The door of one kind of file: its table, who sees which rows, and the letter of its numbers."""

    name: ClassVar[str] = "assessment"
    key_once: ClassVar[str] = "assessment_key_once"

    def __init__(
        self,
        model: type[R],
        states: type[StrEnum],
        visible: Callable[[Actor], QuerySet[R]],
        missing: Callable[[], Refusal],
    ) -> None:
        self.model, self.visible, self.missing = model, visible, missing
        self.states = states  # type: ignore[misc] # of each kind of this room its own

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, R]:
        commands = [call.command for call in calls if isinstance(call.command, AssessmentCommand)]
        seen = (
            self.model._default_manager.all() if all(each.house for each in commands) else self.visible(actor)
        )
        rows = seen.filter(number__in=numbers).select_for_update(of=("self",), skip_locked=skip)
        return {row.number: row for row in rows.order_by("number")}

    def opened(self, row: R) -> Kept[R]:
        return Kept(row, moment.now())

    def blank(self, call: Call) -> Kept[R]:
        """A row that knows its number: it is made of the key, which is drawn before."""
        row = self.model(pk=take({self.model: 1})[self.model][0])
        row.number = f"{self.model.LETTER}-{row.pk:06d}"
        return Kept(row, moment.now(), key=call.key)

    def unknown(self, number: str) -> Refusal:
        return self.missing()

    def entries(
        self, call: Call, file: Kept[R], facts: Facts, actor: Actor, keys: SealKeys
    ) -> Iterable[models.Model]:
        row = file.row
        assert isinstance(call.command, AssessmentCommand)
        entry = AssessmentEntry(
            at=file.now,
            by_id=actor.id,
            what=call.command.entered_as(file),
            unit_id=row.unit_id,
            about=about(row),
            number=row.number,
            sequence=row.version,
            command=call.command.name,
            state=row.state,
            said=facts,
            key=call.key,
            request=call.digest,
            previous=row.journal_head,
        )
        entry.hash = row.journal_head = chain.seal(sealed(entry), row.number, keys)
        return [entry]

    def answered(self, keys: Sequence[str], actor: Actor) -> dict[str, AssessmentEntry]:
        return {entry.key: entry for entry in AssessmentEntry.objects.filter(by_id=actor.id, key__in=keys)}

    def request_of(self, entry: AssessmentEntry) -> str:
        return entry.request

    def outcome_of(self, entry: AssessmentEntry) -> Outcome:
        return Outcome(entry.number, entry.sequence, self.states(entry.state), entry.said, entry.at)
