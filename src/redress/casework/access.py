"""The access log: who read what of whom, and why (SEC-02, SEC-03).

Inside a request what was read is only noted (`log`); `redress.casework.reading` writes one entry for the answer.
Elsewhere - at the terminal, in a job - `log` writes at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone

from redress.casework.kinds import KINDS
from redress.casework.models import AccessEntry
from redress.organisation.actor import Actor
from redress.organisation.refusals import RuleStands
from redress.privacy.identity import sequence, take


class Action(StrEnum):
    """What was done, the weightiest last: one answer leaves one entry, named after the weightiest of what it did."""

    LIST = "list"
    """Several cases shown in a list."""
    READ = "read"
    LOOK_UP = "look_up"
    """A search for cases of a person, by number, name, telephone or identity."""
    DOWNLOAD = "download"
    EXPORT = "export"
    """A list or figures taken out as a file."""
    UNMASK = "unmask"
    REFUSED = "refused"
    """Something was tried and not given."""


WEIGHT = {action: place for place, action in enumerate(Action)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody came in: 'desk', 'api', 'cli'; from which address, with which session or token."""

    door: str = ""
    address: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was read or tried. `asked` are blind indexes of what was looked for, never the words."""

    action: Action
    file_id: int | None = None
    purpose: str = ""
    fields: str = ""
    note: str = ""
    asked: tuple[bytes, ...] = ()
    number: str = ""
    unit: int | None = None
    """Whose auditors read it, where nobody was signed in; without one all auditors do."""
    shown: str = ""
    """The number of the file `file_id`, where the reader was just given its row: they see it."""


@dataclass(slots=True)
class Reading:
    """What one request has read so far."""

    origin: Origin
    notes: list[Note] = field(default_factory=list)


current: ContextVar[Reading | None] = ContextVar("redress_reading", default=None)
origin: ContextVar[Origin] = ContextVar("redress_origin", default=Origin())  # noqa: B039 - frozen
"""Of what is not a request."""

_NOTE: Any = AccessEntry._meta.get_field("note")

# As a statement, for Django builds it no faster than it builds a query. The files are those of the numbers shown that
# the reader may see: a number that was typed and is nobody's, or not the reader's, is no read. What is known already is
# not asked for: a statement whose plan hangs on what it is given is planned anew at every read.
_ENTRY = """
    INSERT INTO {table} (id, at, user_id, unit_id, file_id, number, action, purpose, fields,
                         note, cases, shown, asked, address, session, door, for_people)
    SELECT {key}, %s, %s, %s, {file}, %s, %s, %s, %s, %s, f.cases, cardinality(f.cases), %s::bytea[], %s::inet, %s, %s,
           %s::int[]
      FROM (SELECT coalesce(array_agg(c.id ORDER BY c.id), '{{}}') AS cases
              FROM ({files}) c) f
"""

_SHOWN_ALONE = "SELECT %s::bigint AS id"
"""The one file that is shown is the one whose row was read."""

_SHOWN = "SELECT id FROM {table} WHERE number IN (SELECT json_array_elements_text(%s::json))"
"""In the kind's own table, whose rule is then a part of the plan; beneath the keys it would be asked row by row."""


@cache
def _entry(keyed: bool, cased: bool, alone: bool) -> str:
    """The statement where the key of the entry, the case or that there is none, and which alone is shown, are known or
    not."""
    return _ENTRY.format(
        table=AccessEntry._meta.db_table,
        key="%s::bigint" if keyed else f"(SELECT redress_next('{sequence(AccessEntry)}', 1))",
        files=_SHOWN_ALONE
        if alone
        else " UNION ALL ".join(_SHOWN.format(table=kind.table) for kind in KINDS),
        file="%s::bigint" if cased else "(SELECT c.id FROM casework_file c WHERE c.number = %s)",
    )


_LAZILY = "WHERE set_config('synchronous_commit', 'off', true) IS NOT NULL"


def log(
    actor: Actor,
    action: Action,
    file_id: int | None = None,
    purpose: str = "",
    fields: str = "",
    note: str = "",
    asked: Iterable[bytes | None] = (),
    number: str = "",
    shown: str = "",
) -> None:
    """Note, or outside a request write, one read.

    `purpose` is a code, `fields` names what was read and never what it said: both stand in clear. `note` is what
    somebody wrote, and is encrypted. What was asked for is kept as its blind index.
    """
    blind = tuple(each for each in asked if each)
    _take(actor, Note(action, file_id, purpose, fields, note, blind, number, shown=shown))


def tried(actor: Actor, what: str, number: str = "", unit: int | None = None) -> None:
    """Note, or outside a request write, an attempt that was refused: `what` names it, without personal data."""
    _take(actor, Note(Action.REFUSED, fields=what, number=number, unit=unit))


def told(refusal: RuleStands, about: str = "") -> None:
    """Note that a request is told of a refusal: one for want of authority is an attempt, however its answer looks.

    Whoever shows a refusal that somebody met in trying calls this: a form that comes back, a list of what was not done.
    """
    reading = current.get()
    if reading is not None and refusal.of_who_may:
        reading.notes.append(Note(Action.REFUSED, fields=" ".join(filter(None, (about, refusal.rule)))))


def _take(actor: Actor, note: Note) -> None:
    reading = current.get()
    if reading is None:
        write(actor, origin.get(), note)
    else:
        reading.notes.append(note)


def lazily(action: Action) -> str:
    """What of a statement says that its entry alone need not be on the disk before the page is sent.

    Only that of a mere read, and only where it is a transaction of its own: what somebody is told was saved must be.
    """
    mere = action in (Action.READ, Action.LIST, Action.LOOK_UP)
    return _LAZILY if mere and not connection.in_atomic_block else ""


def write(actor: Actor, came: Origin, note: Note, numbers: Sequence[str] = ()) -> None:
    """One entry: one statement, two with a note, which is sealed to its key. `numbers`: the cases that were shown."""
    key = take({AccessEntry: 1})[AccessEntry][0] if note.note else None
    cased = note.file_id is not None or not note.number
    alone = note.file_id is not None and list(numbers) == [note.shown]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_entry(key is not None, cased, alone)} {lazily(note.action)}",
            [
                *([] if key is None else [key]),
                timezone.now(),
                actor.id,
                actor.unit if actor.id is not None else note.unit,
                note.file_id if cased else note.number,
                note.number[:40],
                note.action,
                note.purpose[:200],
                note.fields[:200],
                _NOTE.sealed(note.note, key),
                list(note.asked),
                came.address or None,
                came.session,
                came.door,
                sorted(actor.deputises),
                *([note.file_id] if alone else [json.dumps(list(numbers))] * len(KINDS)),
            ],
        )
