"""Which duties write rows beneath a case, and where it stands then, as the registry of commands has it (SEC-01).

A person who can run SQL is asked what the commands that write such a row ask: one of their duties, in a post that
reaches the unit of the case or the one that took it, or in a department that shares it; and a state in which that
command may be given, or to which it leads.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from redress.assembly import ALL, BY_NAME
from redress.complaints.commands.base import Accompanying, Automatic, Command, Creating
from redress.complaints.commands.dispose import Dispose
from redress.operations.floor.writers import COLUMNS, WRITERS, Writers
from redress.organisation.kinds import Duty
from redress.rulebook import State

DISPOSED = "disposed"
"""In the place of a state: a second person has confirmed that the case is disposed of."""

VERBS = tuple(each.name for each in fields(Writers) if each.name != "person")


def of(names: tuple[str, ...]) -> frozenset[Duty]:
    """Of whoever may give one of the commands; what the system alone gives is nobody's."""
    return frozenset[Duty]().union(*(BY_NAME[name].admitted() for name in names))


def to(table: str, verb: str) -> frozenset[Duty] | None:
    """Duties that add, change or delete rows of a table; None: whoever works on the case."""
    writers = WRITERS.get(table)
    names: tuple[str, ...] = getattr(writers, verb) if writers else ()
    return of(names) if names else None


def states(command: type[Command]) -> frozenset[State]:
    """Where a case stands before or after the command, or after one that comes with it on another case."""
    given = {command}
    if command.alongside is not Command.alongside:
        given |= {each for each in ALL if issubclass(each, Accompanying)}
    return frozenset[State]().union(*(each.begins_in() | _ends(each) for each in given))


def _ends(command: type[Command]) -> frozenset[State]:
    made = command.enters if issubclass(command, Creating) else frozenset[State]()
    return made.union(command.moves.values(), *command.branches.values())


def asked(names: tuple[str, ...], *, confirms: bool = False) -> dict[str, frozenset[Duty]]:
    """Where a case stands -> duties of those of the commands that may write then. `confirms`: the disposal itself."""
    found: dict[str, frozenset[Duty]] = {}
    for name in names:
        command = BY_NAME[name]
        for state in states(command) if confirms or command is not Dispose else (DISPOSED,):
            found[state] = found.get(state, frozenset()) | command.admitted()
    return found


def writers() -> dict[str, dict[str, list[str]]]:
    """What is written, as 'table/verb' and 'complaints_complaint.column', and by whom where."""
    found = {
        f"{table}/{verb}": asked(names, confirms=table == "complaints_disposal")
        for table, each in WRITERS.items()
        for verb in VERBS
        if (names := getattr(each, verb))
    }
    found |= {f"complaints_complaint.{column}": asked(names) for column, names in COLUMNS.items()}
    return {what: {state: sorted(each[state]) for state in sorted(each)} for what, each in found.items()}


def person(table: str) -> str:
    """The column of the person who may change the row because it is about them; ''."""
    return WRITERS[table].person if table in WRITERS else ""


def columns() -> list[str]:
    """Of the case, those that not everybody changes who works on it."""
    return sorted(COLUMNS)


@cache
def idle() -> frozenset[Duty]:
    """Duties that no command on a case names: who has one sees cases, perhaps, and does nothing with them."""
    given = (command.admitted() for command in ALL if not issubclass(command, Automatic))
    return frozenset(Duty) - frozenset[Duty]().union(*given)
