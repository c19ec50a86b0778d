"""What each kind of file (案卷) brings to the services that serve all of them: clocks, evidence, letters and the rest.

A service asks here what it needs of a file, and names no kind. Rooms describe theirs, `assembly` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise

from redress.casework.addressed import Addressed
from redress.casework.chain import Broken
from redress.casework.command import Command
from redress.casework.disposal import Keeps
from redress.casework.door import Call, Outcome
from redress.casework.journal import Journal
from redress.casework.models import ServedFile
from redress.casework.numbering import SPAN
from redress.casework.refusals import Refusal
from redress.casework.registry import Registry
from redress.casework.served_door import ServedDoor
from redress.casework.sight import Sight
from redress.casework.untouched import Imports
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.privacy import kinds as privacy


def _nobody(row: Any, actor: Actor) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of file."""

    name: str
    """As `casework_file` has it."""
    label: str | Promise
    door: ServedDoor[Any, Any, Any]
    """Through which its files change; it knows their table, their journal and their numbers."""
    commands: Registry[Any]
    """What can be done to its files."""
    verifies: Callable[[Collection[int] | None], Iterable[tuple[str, Sequence[Broken]]]] | None = None
    """Number and faults of the journals of these files, or of all; `journal.verify` unless the kind knows better."""
    left_alone: Callable[[], models.QuerySet[Any]] | None = None
    """Keys of files that its door leaves out for now: timed work passes them by."""
    imports: Imports | None = None
    """How its files come with an import of a register and go with it; None where none does (INT-17)."""
    page: str = "desk:file"
    """The name of the address of a file's page, which takes its number; that of any kind, unless it has its own."""
    kept_out: Callable[[Any, Actor], Sequence[str]] = _nobody
    """Of a row and a person who sees it: why papers of it are not given to that person, in words."""
    owning: frozenset[Duty] = frozenset()
    """Duties with which somebody may own a file of its unit or beneath; of whoever gives commands on it, where it does
    not say."""
    entered: tuple[str, ...] = ("number", "unit_id")
    """Columns of its row that stay as they were entered, but for commands that say they change them."""
    conflicts: tuple[str, str, str] | None = None
    """Where it is on record who must keep out: the table, its columns of the file and of when it was set aside."""
    speaks: Callable[[Any, Actor], bool] | None = None
    """Of a row and a person: whether that person has to speak with its customer, whatever conflicts say; None: whoever
    gives commands on such files of its unit."""
    found_by: Mapping[str, privacy.Kind] = field(default_factory=dict)
    """Blind indexes by which its files are found in the one search box, as a query calls them from its row
    (`phone_index`, `parties__phone_index`), and of which kind of value each is."""
    keeps: Keeps = field(default_factory=Keeps)
    """What stays of a file that is disposed of."""
    services: tuple[object, ...] = ()
    """What services ask of it, each by a class of its own: what is said in letters (`letters.writing.Writing`), what is
    told and to whom (`messages.speaking.Speaking`)."""

    # As programs address it (`casework/addressed.py`).
    path: str
    title: str
    example: str = ""
    """A number; one of its numbering unless it is said."""
    opens: type[Command]
    opening: str = ""
    given: Callable[[], tuple[type[Command], ...]] | None = None
    """Commands that people and programs give on a file; all but those that make one or that only the system gives."""
    read: Callable[[Actor, str], Any] | None = None
    """The row of a number (`find`, unless the kind knows better)."""
    told_elsewhere: bool = False
    """What can be done with it now is told by an operation of its own."""

    @property
    def journal(self) -> Journal[Any]:
        return self.door.journal

    @property
    def model(self) -> type[ServedFile]:
        """The table of its files."""
        return self.journal.files

    @property
    def number(self) -> re.Pattern[str]:
        """How its numbers are written."""
        return self.door.numbering.pattern

    @property
    def series(self) -> int:
        """Its keys lie from `series * SPAN` on."""
        return self.door.numbering.series

    @property
    def own(self) -> tuple[models.Field[Any, Any], ...]:
        """The columns of its table beside those that every file has."""
        every = {each.name for each in ServedFile._meta.get_fields()} | {"id"}
        return tuple(each for each in self.model._meta.concrete_fields if each.name not in every)

    @property
    def sight(self) -> Sight:
        """Who sees its files."""
        return self.model.sight

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def verify(self, files: Collection[int] | None) -> Iterable[tuple[str, Sequence[Broken]]]:
        """Number and faults of the journals of these files, or of all."""
        return self.journal.verify(files) if self.verifies is None else self.verifies(files)

    @property
    def owners(self) -> frozenset[Duty]:
        """Duties with which a file of it may be somebody's."""
        return self.owning or frozenset[Duty]().union(*(each.admitted() for each in self.commands))

    def whole(self, row: Any, actor: Actor) -> bool:
        """Whether somebody sees personal data of the file as they are, on the page and on paper: who speaks with its
        customer, and need not keep out (SEC-02, ORG-13)."""
        return actor.system or (self.has_business(row, actor) and not self.kept_out(row, actor))

    def has_business(self, row: Any, actor: Actor) -> bool:
        """Whether somebody has to speak with its customer, whatever conflicts say."""
        if self.speaks is not None:
            return self.speaks(row, actor)
        duties = frozenset[Duty]().union(*(each.duties for each in self.for_people()))
        return actor.has_over(duties, row.unit_id)

    def visible_to(self, actor: Actor) -> models.QuerySet[Any]:
        """The rows that somebody sees."""
        manager: Any = self.model._default_manager
        rows: models.QuerySet[Any] = manager.visible_to(actor)
        return rows

    def advance(self, **of: int) -> Command:
        """The command that takes a step of a clock, of the clock's key (`clock`) and the step (`step`)."""
        return self._named("advance_clock")(**of)

    def recompute(self) -> Command:
        """The command that computes its clocks anew, as the calendar learnt a year (CLK-06)."""
        return self._named("recompute_clocks")()

    def _named(self, name: str) -> type[Command]:
        command: type[Command] | None = self.commands.get(name)
        if command is None:
            raise LookupError(f"No command on a {self.name} is called {name}.")
        return command

    def find(self, actor: Actor, number: str) -> Any:
        """The row with that number. Raises Refusal where who acts sees none."""
        rows = self.visible_to(actor).select_related("unit", "owner")
        found = rows.filter(number=number.strip().upper()).first()
        if found is None:
            raise self.door.unknown(number)
        return found

    def for_people(self) -> tuple[type[Command], ...]:
        """Commands that people and programs give on a file of it, in their order."""
        if self.given is not None:
            return self.given()
        return tuple(each for each in self.commands if not (each.creates or each.automatic))

    def addressed(self) -> Addressed:
        """The kind as programs address it."""
        return Addressed(
            path=self.path,
            title=self.title,
            thing=self.name.replace("_", " "),
            number=f"^{self.number.pattern}$",
            example=self.example or self.door.numbering.example,
            door=self.door,
            opens=self.opens,
            commands=self.for_people(),
            opening=self.opening,
            read=None if self.told_elsewhere else self.read or self.find,
        )

    @property
    def keys(self) -> range:
        """The keys that its files may have."""
        return range(self.series * SPAN, (self.series + 1) * SPAN)


class Kinds:
    """Every kind, in the order of their series. Filled once, before anybody asks."""

    def __init__(self) -> None:
        self._kinds: tuple[Kind, ...] = ()

    def assemble(self, kinds: Iterable[Kind]) -> None:
        """Raises ValueError for two kinds of one name or series."""
        kinds = tuple(sorted(kinds, key=lambda kind: kind.series))
        if len({kind.name for kind in kinds}) < len(kinds) or len({kind.series for kind in kinds}) < len(
            kinds
        ):
            raise ValueError(f"Two kinds of file are called or counted alike: {[k.name for k in kinds]}.")
        self._kinds = kinds

    def of(self, file_id: int) -> Kind:
        """The kind of the file with that key. Raises LookupError for a key that no kind has."""
        for kind in self._kinds:
            if file_id in kind.keys:
                return kind
        raise LookupError(f"No kind of file has the key {file_id}.")

    def row(self, file_id: int) -> ServedFile:
        """The row of the file with that key, as far as who acts sees it. Raises LookupError and ObjectDoesNotExist."""
        found: ServedFile = self.of(file_id).model._default_manager.get(pk=file_id)
        return found

    def rows(self, file_ids: Iterable[int]) -> dict[int, ServedFile]:
        """The rows of these files that who acts sees, by key: one query a kind."""
        wanted = set(file_ids)
        found: dict[int, ServedFile] = {}
        for kind in self._kinds:
            if keys := [key for key in wanted if key in kind.keys]:
                found |= kind.model._default_manager.in_bulk(keys)
        return found

    def named(self, name: str) -> Kind:
        """The kind of that name. Raises LookupError."""
        for kind in self._kinds:
            if kind.name == name:
                return kind
        raise LookupError(f"There is no kind of file {name}.")

    def numbered(self, number: str) -> Kind | None:
        """The kind whose files are numbered so. Complaints leave the letter of their number to the company, so they are
        asked last."""
        return next((kind for kind in reversed(self._kinds) if kind.number.fullmatch(number)), None)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


KINDS = Kinds()


def together(calls: Sequence[tuple[int, Call]], actor: Actor) -> list[Outcome | Refusal | None]:
    """For timed work: the commands to files with these keys, through the doors of their kinds, as `execute_unlocked`
    does it; one answer each, kind by kind."""
    by_kind: dict[str, list[Call]] = {}
    for key, call in calls:
        by_kind.setdefault(KINDS.of(key).name, []).append(call)
    answers: list[Outcome | Refusal | None] = []
    for name, given in by_kind.items():
        answers += KINDS.named(name).door.execute_unlocked(given, actor)
    return answers
