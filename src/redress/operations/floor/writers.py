"""Which commands write which rows beneath a case: the database asks the duties of these of whoever writes (SEC-01).

Gathered from what each command says of itself (`Command.writes`). A table that none names, or not for what is done to
it, is written by commands of every kind. There the database asks whether somebody works on the case at all. Tests hold
every command to this while it runs; `operations.floor.duties` makes the rules of rows of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from redress import assembly  # noqa: F401 - fills the registries of commands
from redress.casework.kinds import Kind
from redress.complaints.kind_of_file import COMPLAINT
from redress.disposal import destruction


@dataclass(frozen=True, slots=True)
class Writers:
    """Names of commands; () are all. `person`: a column of whoever the row is about, who may change it by that."""

    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    person: str = ""


_ABOUT = {"committee_execution": "owner_id", "complaints_judgement": "person_id"}
"""Tables whose rows are about a person, and the column that says about whom."""


def _who(kind: Kind, verb: str, what: str) -> tuple[str, ...]:
    return tuple(command.name for command in kind.commands if what in getattr(command.writes, verb))


@cache
def writers_of(kind: Kind) -> dict[str, Writers]:
    """By table, of the commands on files of that kind."""
    named = sorted({table for each in kind.commands for table in each.writes.tables})
    return {
        table: Writers(
            _who(kind, "add", table),
            _who(kind, "change", table),
            _who(kind, "delete", table),
            _ABOUT.get(table, ""),
        )
        for table in named
    }


WRITERS: dict[str, Writers] = writers_of(COMPLAINT)
"""Of cases. Of a merge the case that takes the other up is written as well: what comes in so - holds, grounds to stand
aside, limits of offices, new facts - all may add who work on it, as what makes a case an emergency. A letter goes on
to another counsel with whatever shows that the first must keep out."""


@cache
def columns_of(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Of the file's own row, by column: () is nobody, once it is entered. Others commands of every kind change."""
    named = {column for each in kind.commands for column in each.writes.columns}
    return {
        column: _change(kind, column) for column in (*kind.entered, *sorted(named.difference(kind.entered)))
    }


def _change(kind: Kind, column: str) -> tuple[str, ...]:
    """Who says so, and the disposal, which empties whatever is no code, date or reference."""
    disposed = kind.commands.get("dispose") and column in destruction.emptied_columns(kind)
    disposal = ("dispose",) if disposed else ()
    return tuple(dict.fromkeys((*_who(kind, "columns", column), *disposal)))


COLUMNS: dict[str, tuple[str, ...]] = columns_of(COMPLAINT)
