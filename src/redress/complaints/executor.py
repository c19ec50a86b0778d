"""The door of complaints: how a case is locked, what goes with every command on it, and where its entries stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from redress.casework import blank, moment
from redress.casework import door as casework
from redress.casework.door import Call, Outcome
from redress.casework.journal import Journal
from redress.casework.numbering import Numbering
from redress.casework.refusals import Refusal
from redress.casework.served_door import ServedDoor
from redress.complaints import flush
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.numbers import NUMBERS
from redress.complaints.recusing import recusal
from redress.complaints.states import ENDED
from redress.importing import runs
from redress.organisation.actor import Actor
from redress.rulebook import State

T = TypeVar("T")
Follower = Callable[[Case, Actor], None]


class ComplaintDoor(ServedDoor[Complaint, Case, JournalEntry]):
    """The door through which every case changes."""

    states: ClassVar[type[State]] = State
    key_once: ClassVar[str] = "journal_key_once"
    journal: ClassVar[Journal[JournalEntry]] = JOURNAL
    numbering: ClassVar[Numbering] = NUMBERS
    ended: ClassVar[frozenset[State]] = ENDED

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Complaint]:
        rows = (
            Complaint.objects.visible_to(actor)
            .filter(number__in=numbers)
            .order_by("number")
            .annotate(may_conflict=recusal.MAY_CONFLICT)
            .select_for_update(of=("self",), skip_locked=skip)
        )
        commands = [call.command for call in calls if isinstance(call.command, Command)]
        # One case: its units come by a join. Many cases: they have few units, so each unit is read once.
        if len(numbers) == 1:
            rows = rows.select_related("unit", "received_unit")
        else:
            rows = rows.prefetch_related("unit", "received_unit")
            if columns := _read_by(commands):
                rows = rows.only(*columns)
        found: dict[str, Complaint] = {row.number: row for row in rows}
        taking = any(each.takes_back for each in commands)
        return found if taking else runs.free(found, skip, State.TAKEN_BACK)

    def opened(self, row: Complaint) -> Case:
        return Case(row, moment.now())

    def blank(self, call: Call) -> Case:
        return Case(blank.new(Complaint, state=State.REGISTERED), moment.now(), key=call.key)

    def moved(self, file: Case, state: str) -> None:
        row = file.row
        if state != row.state or row.state_since is None:  # history knows since when
            row.state, row.state_since = state, file.since or file.now

    followers: tuple[Follower, ...]

    def assemble(self, *, followers: tuple[Follower, ...]) -> None:
        """What rooms above bring: what goes with every command, in that order."""
        self.followers = followers

    def follow(self, file: Case, actor: Actor) -> None:
        for each in self.followers:
            each(file, actor)

    def write(self, files: Sequence[Case]) -> None:
        flush.write(files)


def _read_by(commands: Sequence[Command]) -> set[str]:
    """The columns that these commands read; none when one of them reads all."""
    if not all(command.reads for command in commands):
        return set()
    read = {"import_run", *(name for command in commands for name in command.reads)}
    return read | recusal.READS if any(command.act for command in commands) else read


DOOR = ComplaintDoor()


def execute(
    command: Command, actor: Actor, number: str = "", version: int | None = None, key: str = ""
) -> Outcome:
    """Give one command on a case. Raises Refusal (or one of its kinds); then nothing was written."""
    return DOOR.execute(command, actor, number, version, key)


def execute_many(calls: Sequence[Call], actor: Actor) -> list[Outcome]:
    """Give several commands, at most one a case: all are done or, at the first refusal, none."""
    return DOOR.execute_many(calls, actor)


def execute_unlocked(calls: Sequence[Call], actor: Actor) -> list[Outcome | Refusal | None]:
    """For the sweeper: skips cases somebody else is working on (None) and reports refusals instead of raising."""
    return DOOR.execute_unlocked(calls, actor)


def guarded(run: Callable[[], T], *, keyed: bool) -> T:
    """What one transaction does. Raises Unavailable when nothing of it stands, Doubtful when that is not known."""
    return casework.guarded(run, keyed=keyed)


def answered(key: str, actor: Actor) -> bool:
    """Whether something was done already under this key of the actor's."""
    return bool(key) and JournalEntry.objects.filter(by_id=actor.id, key=key).exists()
