"""Which duties write rows beneath a case, and where it stands then, as the registry of commands has it (SEC-01).

A person who can run SQL is asked what the commands that write such a row ask: one of their duties, in a post that
reaches the unit of the case or the one that took it, or in a department that shares it; and a state in which one of
them may be given, or to which it leads.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from redress.complaints.commands.base import Accompanying, Automatic, Command
from redress.complaints.commands.registry import ALL, BY_NAME
from redress.complaints.commands.writers import COLUMNS, WRITERS, Writers
from redress.organisation.kinds import Duty
from redress.rulebook import State

VERBS = tuple(each.name for each in fields(Writers) if each.name != "person")


def of(names: tuple[str, ...]) -> frozenset[Duty]:
    """Of whoever may give one of the commands; what the system alone gives is nobody's."""
    return frozenset[Duty]().union(*(BY_NAME[name].admitted() for name in names))


def to(table: str, verb: str) -> frozenset[Duty] | None:
    """Duties that add, change or delete rows of a table; None: whoever works on the case."""
    writers = WRITERS.get(table)
    names: tuple[str, ...] = getattr(writers, verb) if writers else ()
    return of(names) if names else None


def states(names: tuple[str, ...]) -> frozenset[State]:
    """Where a case stands before or after one of these commands, or one that comes with it on another case."""
    given = {BY_NAME[name] for name in names}
    if any(command.alongside is not Command.alongside for command in given):
        given |= {command for command in ALL if issubclass(command, Accompanying)}
    return frozenset[State]().union(*(command.begins_in() | _ends(command) for command in given))


def _ends(command: type[Command]) -> frozenset[State]:
    return frozenset(command.moves.values()).union(*command.branches.values())


def goes_with_its_case(table: str, verb: str) -> bool:
    """Whether only the disposal of the case does that, of which a second person's word stands before."""
    return getattr(WRITERS.get(table), verb, ()) == ("dispose",) and table != "complaints_disposal"


def person(table: str) -> str:
    """The column of the person who may change the row because it is about them; ''."""
    return WRITERS[table].person if table in WRITERS else ""


def columns() -> dict[str, dict[str, list[str]]]:
    """Duties that change a column of the case, of those that not everybody changes who works on it, and where."""
    return {
        column: {"duties": sorted(of(names)), "states": sorted(states(names))}
        for column, names in COLUMNS.items()
    }


@cache
def idle() -> frozenset[Duty]:
    """Duties that no command on a case names: who has one sees cases, perhaps, and does nothing with them."""
    given = (command.admitted() for command in ALL if not issubclass(command, Automatic))
    return frozenset(Duty) - frozenset[Duty]().union(*given)
