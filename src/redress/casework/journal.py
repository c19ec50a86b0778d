"""The journal of one kind of file: its tables, what is read of them, and whether its chains hold (SEC-04)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final, Generic, TypeVar

from django.db import connection, models
from django.utils.translation import gettext_noop

from redress.casework.chain import CHANGED, Broken, broken, canonical
from redress.casework.events import from_json
from redress.casework.models import Entry, EntryText, ServedFile
from redress.casework.words import Texts
from redress.organisation.statements import Asked, array, given
from redress.rulebook import Event
from redress.sealing.keys import SealKeys, sealing_keys

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal says of a file's way: the events its clocks read, and the states it has been in, in order."""

    events: list[Event]
    states: list[str]


@dataclass(frozen=True, slots=True)
class Journal(Generic[E]):
    """Entries of one kind of file, and the words that stand apart from them; `file` names the file in both."""

    files: type[ServedFile]
    entries: type[E]
    texts: type[EntryText]
    file: str
    """The column, as in `complaint_id`."""

    def past_of(self, file_id: int) -> Past:
        """All of it, in the order it was entered: one query."""
        return past_in(self.ask_past(file_id))

    def ask_past(self, file_id: int) -> Asked:
        """Asks for it; `past_in` reads it."""
        return Asked(_PAST.format(table=self.entries._meta.db_table, file=self.file), [file_id])

    def events_of(self, file_ids: Iterable[int]) -> dict[int, list[Event]]:
        """All events of the files, in the order they were entered: one query."""
        found: dict[int, list[Event]] = {}
        with connection.cursor() as cursor:
            cursor.execute(
                _EVENTS.format(table=self.entries._meta.db_table, file=self.file), [array(file_ids)]
            )
            for file_id, sequence, events in cursor.fetchall():
                found.setdefault(file_id, []).extend(from_json(kept, sequence) for kept in json.loads(events))
        return found

    def entered_at(self, file_ids: Collection[int]) -> dict[int, datetime]:
        """When these files were entered, whatever their entries say of before: one query, none for none."""
        if not file_ids:
            return {}
        first = self._rows().filter(**{f"{self.file}__in": file_ids}, sequence=1).order_by()
        return dict(first.values_list(self.file, "at"))

    def verify(self, files: Collection[int] | None = None) -> Iterator[tuple[str, list[Broken]]]:
        """(number, faults) of these files, or of all: each entry follows the one before it, and is as sealed."""
        entries = self._rows().order_by(self.file, "sequence")
        rows = self.files._default_manager.order_by("pk")
        if files is not None:
            entries, rows = entries.filter(**{f"{self.file}__in": files}), rows.filter(pk__in=files)
        keys = sealing_keys()
        found = {
            pk: list(group)
            for pk, group in groupby(entries.iterator(5000), key=lambda entry: getattr(entry, self.file))
        }
        for pk, number, head in rows.values_list("pk", "number", "journal_head"):
            yield number, list(self._broken(found.pop(pk, []), number, head, keys))
        for pk in found:
            yield str(pk), [Broken(0, NO_FILE)]

    def skeleton(self, file_id: int, before: int | None = None) -> str:
        """SHA-256 over what the journal keeps of each entry when its content is destroyed (CLO-10).

        The entry of the disposal holds it, and that entry is sealed like any other: so who did what when stays provable
        although the content, which the hash of each entry covers, is gone. `before`: entries below that sequence only.
        """
        entries = self._rows().filter(**{self.file: file_id}).order_by("sequence")
        return skeleton_of(entries if before is None else entries.filter(sequence__lt=before))

    def _broken(self, entries: list[Any], number: str, head: str, keys: SealKeys) -> Iterator[Broken]:
        """As a chain; of what was disposed of, entries before are a skeleton, which the disposal's own entry names."""
        disposed = next((each for each in entries if each.command == DISPOSE), None)
        bare = disposed.sequence if disposed else 0
        for fault in broken(iter(entries), number, head, keys):
            if fault.sequence >= bare or fault.what != CHANGED:
                yield fault
        if disposed and skeleton_of(entries[: bare - 1]) != disposed.facts.get("skeleton"):
            yield Broken(bare, NOT_THE_SKELETON)

    def given(self, by: int | None, keys: Sequence[str]) -> Iterable[E]:
        """The entries of what somebody gave under these keys, with their files."""
        return self._rows().filter(by_id=by, key__in=keys).select_related(self.name)

    def knows(self, by: int, key: str) -> bool:
        """Whether somebody gave something under this key of a call."""
        return self._rows().filter(by_id=by, key=key).exists()

    def since(self, file_id: int, sequence: int) -> Iterable[E]:
        """The entries of a file that came after that one, with who gave them."""
        later = self._rows().filter(**{self.file: file_id}, sequence__gt=sequence)
        return later.select_related("by").order_by("sequence")

    def words_of(self, entry: E) -> Texts:
        """The words of one entry: one query."""
        of = {self.file: getattr(entry, self.file), "sequence": entry.sequence}
        kept = self.texts._default_manager.filter(**of).first()
        return kept.texts if kept else {}  # type: ignore[attr-defined] # bound to the row, so the kind's own column

    def file_of(self, entry: E) -> ServedFile:
        """The file of an entry."""
        found: ServedFile = getattr(entry, self.name)
        return found

    @property
    def name(self) -> str:
        """What entries call their file."""
        return self.file.removesuffix("_id")

    def _rows(self) -> models.QuerySet[Any]:
        return self.entries._default_manager.all()


def past_in(asked: Asked) -> Past:
    """What was found of the file that was asked for."""
    return past_of((sequence, json.loads(events), state) for sequence, events, state in asked.all())


def past_of(entries: Iterable[tuple[int, list[dict[str, Any]], str]]) -> Past:
    """What these entries say, of each its sequence, events and state, in the order they were entered."""
    past = Past([], [])
    for sequence, events, state in entries:
        past.events.extend(from_json(kept, sequence) for kept in events)
        past.states.append(state)
    return past


DISPOSE: Final = "dispose"
"""The command after which the entries before it are a skeleton."""
NOT_THE_SKELETON: Final = gettext_noop("what is left of the entries before the disposal was changed")


def skeleton_of(entries: Iterable[Entry]) -> str:
    """Of these entries, in their order."""
    digest = hashlib.sha256()
    for e in entries:
        at = e.at.astimezone(UTC).isoformat()
        kept = [e.sequence, at, e.command, e.by_id, e.state, e.events, e.key, e.previous, e.hash]
        digest.update(canonical(kept) + b"\n")
    return digest.hexdigest()


NO_FILE = gettext_noop("the entries of a case that is not there")

_PAST = "SELECT sequence, events, state FROM {table} WHERE {file} = %s ORDER BY sequence"
_EVENTS = f"""
    SELECT {{file}}, sequence, events FROM {{table}}
     WHERE {{file}} = ANY ({given("%s")}) ORDER BY {{file}}, sequence
"""  # noqa: S608 - names of tables and columns
