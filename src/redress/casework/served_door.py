"""The door of a kind of file that services serve: its entries stand in a journal, their words apart from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.db import models
from pydantic import JsonValue

from redress.casework import blank, chain, flush, moment, retention, words
from redress.casework.command import Facts
from redress.casework.door import Call, Door, Outcome
from redress.casework.events import to_json
from redress.casework.inputs import MASKED
from redress.casework.journal import E, Journal
from redress.casework.models import ServedFile
from redress.casework.numbering import Numbering
from redress.casework.open_file import OpenFile
from redress.casework.refusals import Change, Refusal, Stale
from redress.casework.rulebooks import rulebook_of
from redress.organisation.actor import Actor
from redress.sealing.keys import SealKeys

Served = TypeVar("Served", bound=ServedFile)
Opened = TypeVar("Opened", bound=OpenFile[Any])


Composer = Callable[[Sequence[Any]], Mapping[int, JsonValue]]
"""Adds to open files what is told of what happened to them; what was told, by key."""
Timer = Callable[[Sequence[Any], Journal[Any]], list[models.Model]]
"""Projects the clocks of open files; rows of new ones are given back for insertion after their files."""


@dataclass
class Services:
    """What services do with every command on a file that they serve. They stand above, and put it in once."""

    composer: Composer | None = None
    timer: Timer | None = None


SERVICES: Final = Services()


class ServedDoor(Door[Served, Opened, E], Generic[Served, Opened, E]):
    """The door of a kind: it says its journal, its numbers, its states, and what an open file of it is."""

    journal: ClassVar[Journal[Any]]
    numbering: ClassVar[Numbering]
    file: ClassVar[type[Any]]
    """What a command works on."""
    ended: ClassVar[frozenset[Any]] = frozenset()
    """States in which a file is over: from then on it is kept as long as its rulebook says, and then disposed of."""

    def lock(
        self, numbers: Sequence[str], calls: Sequence[Call], actor: Actor, *, skip: bool
    ) -> dict[str, Served]:
        manager: Any = self.journal.files._default_manager
        rows = (
            manager.visible_to(actor)
            .filter(number__in=numbers)
            .order_by("number")
            .select_for_update(of=("self",), skip_locked=skip)
            .select_related("unit")
        )
        return {row.number: row for row in rows}

    def opened(self, row: Served) -> Opened:
        opened: Opened = self.file(row, moment.now())
        return opened

    def blank(self, call: Call) -> Opened:
        """A row that knows its number: it is made of the key, which is drawn before."""
        now = moment.now()
        kind: Any = self.journal.files
        row = kind(pk=self.numbering.take()[0], state=next(iter(self.states)))
        row.number = self.numbering.number(now, row.pk)
        blank: Opened = self.file(row, now, key=call.key)
        return blank

    def moved(self, file: Opened, state: str) -> None:
        """With the day until which it is kept, from when it is over (CLO-10)."""
        row: Any = file.row
        over = state in self.ended
        if self.ended and (over != (row.state in self.ended) or (over and row.retain_until is None)):
            row.retain_until = retention.until(rulebook_of(row), self.over_at(file)) if over else None
        super().moved(file, state)

    def over_at(self, file: Opened) -> datetime:
        """Since when a file that is led there is over."""
        now: datetime = file.now
        return now

    def told(self, files: Sequence[Opened]) -> Mapping[int, JsonValue]:
        return SERVICES.composer(files) if SERVICES.composer is not None else {}

    def write(self, files: Sequence[Opened]) -> None:
        """With what is due of the files, so that timed work finds it; in few statements, however many files."""
        flush.write(files, SERVICES.timer(files, self.journal) if SERVICES.timer is not None else [])

    def entries(
        self, call: Call, file: Opened, facts: Facts, actor: Actor, keys: SealKeys
    ) -> Iterable[models.Model]:
        """The entry, and apart from it the words that it only has the hashes of."""
        row, journal = file.row, self.journal
        given = call.command.model_dump(mode="json", context=MASKED, exclude_defaults=True)
        payload, kept, texts = words.taken_out(row.id, row.version, type(call.command), given, facts)
        of: dict[str, Any] = {journal.file: row.id, "sequence": row.version}
        entry = blank.new(
            journal.entries,
            **of,
            at=file.now,
            command=call.command.name,
            by_id=actor.id,
            state=row.state,
            payload=payload,
            facts=kept,
            events=[to_json(event) for event in file.events],
            key=call.key,
            request=call.digest if call.key else "",
            previous=row.journal_head,
        )
        seal = chain.seal_ordered if call.command.whole_numbers else chain.seal
        entry.hash = row.journal_head = seal(entry, row.number, keys)
        return [entry, blank.new(journal.texts, **of, texts=texts)] if texts else [entry]

    def answered(self, keys: Sequence[str], actor: Actor) -> dict[str, E]:
        return {entry.key: entry for entry in self.journal.given(actor.id, keys)}

    def request_of(self, entry: E) -> str:
        return entry.request

    def outcome_of(self, entry: E) -> Outcome:
        _payload, facts = words.put_back({}, entry.facts, self.journal.words_of(entry))
        number = self.journal.file_of(entry).number
        return Outcome(number, entry.sequence, self.states(entry.state), facts, entry.at)

    def stale(self, row: Served, seen: int) -> Refusal:
        changes = [
            Change(e.sequence, e.command, str(e.by or ""), e.at.isoformat())
            for e in self.journal.since(row.pk, seen)
        ]
        return Stale(seen, row.version, changes)
