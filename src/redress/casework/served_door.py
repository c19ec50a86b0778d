"""The door of a kind of file that services serve: its entries stand in a journal, their words apart from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models

from redress.casework import blank, chain, words
from redress.casework.command import Facts
from redress.casework.door import Call, Door, Outcome
from redress.casework.events import to_json
from redress.casework.inputs import MASKED
from redress.casework.journal import E, Journal
from redress.casework.models import ServedFile
from redress.casework.open_file import OpenFile
from redress.casework.refusals import Change, Refusal, Stale
from redress.organisation.actor import Actor
from redress.sealing.keys import SealKeys

Served = TypeVar("Served", bound=ServedFile)
Opened = TypeVar("Opened", bound=OpenFile[Any])


class ServedDoor(Door[Served, Opened, E], Generic[Served, Opened, E]):
    """Where entries stand and what a retry is told; how files are locked and what goes with commands the kind says."""

    journal: ClassVar[Journal[Any]]

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
