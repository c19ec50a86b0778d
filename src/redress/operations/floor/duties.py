"""Which duties write rows beneath a case, and where it stands then, as the registry of commands has it (SEC-01).

A person who can run SQL is asked what the commands that write such a row ask: one of their duties, in a post that
reaches the unit of the case or the one that took it, or in a department that shares it; and a state in which that
command may be given, or to which it leads.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from redress.assembly import FILES
from redress.casework.command import Command
from redress.casework.kinds import Kind
from redress.complaints.keeping.commands.dispose import Dispose
from redress.complaints.kind_of_file import COMPLAINT
from redress.operations.floor.writers import WRITERS, Writers, columns_of, writers_of
from redress.organisation.kinds import Duty

DISPOSED = "disposed"
"""In the place of a state: a second person has confirmed that the case is disposed of."""

VERBS = tuple(each.name for each in fields(Writers) if each.name != "person")


def of(names: tuple[str, ...], kind: Kind = COMPLAINT) -> frozenset[Duty]:
    """Of whoever may give one of the commands; what the system alone gives is nobody's."""
    return frozenset[Duty]().union(*(_command(kind, name).admitted() for name in names))


def to(table: str, verb: str) -> frozenset[Duty] | None:
    """Duties that add, change or delete rows of a table, in any kind of file; None: whoever works on the file."""
    named = [
        of(names, kind) for kind in FILES if (names := getattr(writers_of(kind).get(table, Writers()), verb))
    ]
    return frozenset[Duty]().union(*named) if named else None


def named(table: str) -> bool:
    """Whether some command says that it writes there."""
    return any(table in writers_of(kind) for kind in FILES)


def states(command: type[Command], kind: Kind = COMPLAINT) -> frozenset[str]:
    """Where a file stands before or after the command, or after one that comes with it on another file."""
    given = {command}
    if command.companions is not Command.companions:
        given |= {each for each in kind.commands if each.accompanies}
    return frozenset[str]().union(*(each.states_around() for each in given))


def _command(kind: Kind, name: str) -> type[Command]:
    found = kind.commands.get(name)
    assert found is not None, name
    return found


def asked(
    names: tuple[str, ...], kind: Kind = COMPLAINT, *, confirms: bool = False
) -> dict[str, frozenset[Duty]]:
    """Where a file stands -> duties of those of the commands that may write then. `confirms`: the disposal itself."""
    found: dict[str, frozenset[Duty]] = {}
    for name in names:
        command = _command(kind, name)
        for state in states(command, kind) if confirms or command is not Dispose else (DISPOSED,):
            found[state] = found.get(state, frozenset()) | command.admitted()
    return found


def writers() -> dict[str, dict[str, list[str]]]:
    """What is written, as 'kind:table/verb' and 'kind:table.column' of its own row, and by whom where."""
    found = {
        f"{kind.name}:{table}/{verb}": asked(names, kind, confirms=table == "complaints_disposal")
        for kind in FILES
        for table, each in writers_of(kind).items()
        for verb in VERBS
        if (names := getattr(each, verb))
    }
    found |= {
        f"{kind.name}:{kind.table}.{column}": asked(names, kind)
        for kind in FILES
        for column, names in columns_of(kind).items()
    }
    return {what: {state: sorted(each[state]) for state in sorted(each)} for what, each in found.items()}


def person(table: str) -> str:
    """The column of the person who may change the row because it is about them; ''."""
    return WRITERS[table].person if table in WRITERS else ""


def columns() -> dict[str, list[str]]:
    """Of the row of each kind of file, those that not everybody changes who works on it."""
    return {kind.table: sorted(columns_of(kind)) for kind in FILES}


@cache
def idle(kind: Kind = COMPLAINT) -> frozenset[Duty]:
    """Duties that no command on such a file names: who has one sees it, perhaps, and does nothing with it."""
    given = (command.admitted() for command in kind.commands if not command.automatic)
    return frozenset(Duty) - frozenset[Duty]().union(*given)
