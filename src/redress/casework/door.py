"""The one door of every kind of file: it locks, compares versions, admits, does, and journals, in one transaction.

What is particular to a kind - how its files are locked, what goes with every command, where its entries stand - its own
`Door` says; in which order this happens and what a retry is told is decided here for all of them (FLW-18, SYS-01).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, connection, models, transaction
from django.utils.translation import gettext_lazy
from pydantic import JsonValue

from redress.casework.chain import request_digest
from redress.casework.command import Command, Facts
from redress.casework.open_file import OpenFile, Row
from redress.casework.refusals import Forbidden, KeyReused, Overtaken, Refusal, Unknown, of_lost
from redress.organisation.actor import Actor
from redress.organisation.constraints import broken
from redress.sealing.doors import door
from redress.sealing.keys import SealKeys, sealing_keys

T = TypeVar("T")
File = TypeVar("File", bound=OpenFile[Any])
Entry = TypeVar("Entry")

TWICE = gettext_lazy("Case %(number)s is changed twice in one batch; do one after the other.")


@dataclass(frozen=True, slots=True)
class Call:
    """A command for a file. `version` is what the caller saw, None for any; `key` makes it safe to retry."""

    command: Command
    number: str = ""
    version: int | None = None
    key: str = ""

    @property
    def digest(self) -> str:
        return request_digest(self.command.name, self.number, self.command.model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did. `replayed`: it had been done before under the same key; nothing was done again."""

    number: str
    version: int
    state: StrEnum
    facts: Facts
    at: datetime
    replayed: bool = False


def guarded(run: Callable[[], T], *, keyed: bool, name: str = "command") -> T:
    """What one transaction does behind the door of that name. Raises Unavailable when nothing of it stands, Doubtful
    when that is not known."""
    link: Any = connection
    before = link.commits
    try:
        with door(name):
            return run()
    except (OperationalError, InterfaceError) as lost:
        # What Django does after COMMIT fails as well when the server is gone, and hides how COMMIT ended.
        sent = link.commits != before
        connection.close_if_unusable_or_obsolete()
        raise of_lost(lost, keyed=keyed, inside=not sent) from lost


class Door(ABC, Generic[Row, File, Entry]):
    """The door of one kind of file: `Row` is its table, `File` what its commands work on, `Entry` its journal."""

    name: ClassVar[str] = "command"
    """What the seal says its changes were made for."""
    states: ClassVar[type[StrEnum]]
    """The states of its files."""
    key_once: ClassVar[str]
    """The constraint by which the journal holds a key once."""

    @abstractmethod
    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Row]:
        """The rows with these numbers that the actor may see, locked in the order of their numbers.

        `skip` leaves out what somebody else is working on.
        """

    @abstractmethod
    def opened(self, row: Row) -> File:
        """The file of a locked row."""

    @abstractmethod
    def blank(self, call: Call) -> File:
        """A file that is not there yet."""

    @abstractmethod
    def entries(
        self, call: Call, file: File, facts: Facts, actor: Actor, keys: SealKeys
    ) -> Iterable[models.Model]:
        """The rows of the command's journal entry, the row's `journal_head` moved on to it."""

    @abstractmethod
    def answered(self, keys: Sequence[str], actor: Actor) -> Mapping[str, Entry]:
        """The entries of what the actor gave before under these keys."""

    @abstractmethod
    def request_of(self, entry: Entry) -> str:
        """The digest of the call that the entry answers."""

    @abstractmethod
    def outcome_of(self, entry: Entry) -> Outcome:
        """What was told then."""

    def stale(self, row: Row, seen: int) -> Refusal:
        """Somebody has changed the file since the caller saw that version; kinds may tell what was done."""
        return Overtaken(row.version)

    def refusal(self, command: type[Command], row: Row, actor: Actor) -> Refusal | None:
        """Why the actor may not give it on that file now, whatever its input; None when that may be (FLW-17)."""
        file = self.opened(row)
        if (misplaced := command.misplaced(file)) is not None:
            return misplaced
        refused: list[Refusal] = []
        for way in actor.ways:
            try:
                command.admit(file, way)
                command.ready(file, way)
            except Refusal as refusal:
                refused.append(refusal)
            else:
                return None
        return refused[0]

    def moved(self, file: File, state: str) -> None:
        """The command has led the file into that state, which may be the one it was in."""
        file.row.state = state

    def follow(self, file: File, actor: Actor) -> None:
        """What goes with every command, after it is done and before it is entered."""

    def told(self, files: Sequence[File]) -> Mapping[int, JsonValue]:
        """Row -> what customers and colleagues are told of it, for the facts of its entry."""
        return {}

    def write(self, files: Sequence[File]) -> None:
        """Write what the files collected, row by row; kinds of which many change at once write in fewer statements."""
        for file in files:
            if file.is_new:
                file.row.save(force_insert=True)
            else:
                file.row.save(update_fields=file.changed_fields())
            for new in file.inserts:
                new.save(force_insert=True)
            for row, fields in file.updates.values():
                row.save(force_update=True, update_fields=fields or None)

    def execute(
        self, command: Command, actor: Actor, number: str = "", version: int | None = None, key: str = ""
    ) -> Outcome:
        """Give one command. Raises Refusal (or one of its kinds); then nothing was written."""
        return self.execute_many([Call(command, number, version, key)], actor)[0]

    def execute_many(self, calls: Sequence[Call], actor: Actor) -> list[Outcome]:
        """Give several commands, at most one a file: all are done or, at the first refusal, none."""
        keyed = all(call.key for call in calls)
        return guarded(lambda: self._run(calls, actor), keyed=keyed, name=self.name)

    def execute_unlocked(self, calls: Sequence[Call], actor: Actor) -> list[Outcome | Refusal | None]:
        """For timed work: skips files somebody else is working on (None), reports refusals instead of raising."""
        return guarded(lambda: self._run_leniently(calls, actor), keyed=False, name=self.name)

    def _run(self, calls: Sequence[Call], actor: Actor) -> list[Outcome]:
        """Do it; if that fails, perhaps because it had been done before under the same keys, tell the first answers.

        A retry that succeeds nevertheless loses at the journal's unique key, and its transaction is undone.
        """
        for call in calls:
            call.command.beforehand(actor, call.number)
        try:
            return self._do(calls, actor)
        except (Refusal, IntegrityError) as failed:
            keys = [call.key for call in calls if call.key]
            entries = self.answered(keys, actor) if keys else {}
            if entries and all(call.key in entries for call in calls):
                return [self._replay(call, entries[call.key]) for call in calls]
            if broken(failed) == self.key_once:
                raise KeyReused from failed
            raise

    def _do(self, calls: Sequence[Call], actor: Actor) -> list[Outcome]:
        with transaction.atomic():
            locked = self._locked(calls, actor, skip=False)
            work = [(call, self._open(call, locked)) for call in calls]
            _prepare(work)
            done = []
            for call, file in work:
                with _in_its_fields(call.command), _of_this(call):
                    way = _admit(call.command, file, actor)
                    done.append((call, file, _facts(call.command, file, way)))
            done += self._companions(done, locked, actor)
            return self._finish(done, actor)[: len(calls)]

    def _companions(
        self, done: Sequence[tuple[Call, File, Facts]], locked: dict[str, Row], actor: Actor
    ) -> list[tuple[Call, File, Facts]]:
        """What the commands give to the files they touch, each of which is touched once in a batch."""
        others: dict[str, tuple[Call, File, Facts]] = {}
        taken = {file.row.number for _, file, _ in done}
        for call, file, _ in done:
            for command, number in call.command.companions(file):
                if number in taken:
                    raise Refusal("FLW-18", TWICE % {"number": number})
                taken.add(number)
                also = Call(command, number)
                other = self._open(also, locked)
                with _in_its_fields(call.command):
                    way = _admit(command, other, actor)
                    others[number] = (also, other, _facts(command, other, way))
        return list(others.values())

    def _run_leniently(self, calls: Sequence[Call], actor: Actor) -> list[Outcome | Refusal | None]:
        with transaction.atomic():
            locked = self._locked(calls, actor, skip=True)
            work = [(call, self.opened(locked[call.number])) for call in calls if call.number in locked]
            _prepare(work)
            results: dict[str, Outcome | Refusal] = {}
            done = []
            for call, file in work:
                try:
                    with _in_its_fields(call.command):
                        way = _admit(call.command, file, actor)
                except Refusal as refusal:
                    results[call.number] = refusal
                else:
                    done.append((call, file, _facts(call.command, file, way)))
            results |= {outcome.number: outcome for outcome in self._finish(done, actor)}
            return [results.get(call.number) for call in calls]

    def _locked(self, calls: Sequence[Call], actor: Actor, *, skip: bool) -> dict[str, Row]:
        named = {number for call in calls for number in (call.number, *call.command.also_locks)}
        numbers = sorted(filter(None, named))
        return self.lock(numbers, calls, actor, skip=skip) if numbers else {}

    def _open(self, call: Call, rows: dict[str, Row]) -> File:
        if call.command.creates:
            return self.blank(call)
        if call.number not in rows:
            raise self.unknown(call.number)
        row = rows[call.number]
        if call.version is not None and call.version != row.version:
            raise self.stale(row, call.version)
        return self.opened(row)

    def unknown(self, number: str) -> Refusal:
        """There is no such file that the actor may see."""
        return Unknown(number)

    def _finish(self, done: Sequence[tuple[Call, File, Facts]], actor: Actor) -> list[Outcome]:
        for call, file, _said in done:
            self.moved(file, call.command.leads_to(file))
            self.follow(file, actor)
            file.row.version += 1
        files = [file for _, file, _ in done]
        told = self.told(files)
        keys = sealing_keys()
        outcomes = []
        for call, file, said in done:
            row = file.row
            facts: Facts = {**said, "told": told[row.pk]} if row.pk in told else said
            for entry in self.entries(call, file, facts, actor, keys):
                file.add(entry)
            outcomes.append(Outcome(row.number, row.version, self.states(row.state), facts, file.now))
        self.write(files)
        return outcomes

    def _replay(self, call: Call, entry: Entry) -> Outcome:
        if self.request_of(entry) != call.digest:
            raise KeyReused
        return replace(self.outcome_of(entry), replayed=True)


def _prepare(work: Sequence[tuple[Call, Any]]) -> None:
    for kind in {type(call.command) for call, _ in work}:
        kind.prepare([(call.command, file) for call, file in work])


@contextmanager
def _of_this(call: Call) -> Iterator[None]:
    """A refusal of one of a batch says of which file it is."""
    try:
        yield
    except Refusal as refusal:
        refusal.number = call.number
        raise


@contextmanager
def _in_its_fields(given: Command) -> Iterator[None]:
    """A refusal names a field of what was given: a rule that several commands ask may name one of another's."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field not in type(given).model_fields:
            refusal.field = type(given).within_field.get(refusal.field, "")
        raise


def _admit(command: Command, file: Any, actor: Actor) -> Actor:
    """The way in which the actor may do it: alone, or else in the place of an absent person (ORG-12)."""
    if (misplaced := command.misplaced(file)) is not None:
        raise misplaced
    refused: list[Refusal] = []
    for way in actor.ways:
        try:
            command.admit(file, way)
            command.keep_out(file, way)
            command.ready(file, way)
            command.check(file, way)
            command.in_time(file)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            return way
    # Who has the duty in one way or another is told what stands against it, not that the duty is missing.
    raise next((each for each in refused if not isinstance(each, Forbidden)), refused[0])


def _facts(command: Command, file: Any, way: Actor) -> Facts:
    """What was done, and for whom when a deputy did it."""
    facts = command.do(file, way)
    return {**facts, "on_behalf_of": way.on_behalf_of} if way.on_behalf_of else facts
