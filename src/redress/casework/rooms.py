"""What a room brings to the house. It says so in its `brings.py`, and `assembly` puts all of it together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from redress.casework.addressed import Addressed
from redress.casework.command import Command
from redress.casework.kinds import Kind
from redress.rulebook.words import Words


@dataclass(frozen=True, slots=True)
class On:
    """Commands on files of the kind of that name, behind the command `after`; '' where they are the kind's own. A kind
    that no service serves goes by its `thing`."""

    kind: str
    commands: tuple[type[Command], ...]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brings:
    """Of one room. Rooms come in the order of INSTALLED_APPS."""

    kinds: tuple[Kind, ...] = ()
    """Kinds of file that services serve, with what these ask of them."""
    addressed: tuple[Addressed, ...] = ()
    """Kinds of file that no service serves."""
    commands: tuple[On, ...] = ()
    events: Mapping[str, Words] = field(default_factory=dict)
    """What happens to its files and starts, stops or tells of clocks, beside the events that rulebooks know."""
    morning: tuple[Callable[[], int], ...] = ()
    """Lists that go out when a working day has begun; each says how many messages."""
    fills: tuple[Callable[[], None], ...] = ()
    """What it puts into places that rooms below hold open. Asked once, when every kind and command is known."""


def in_order(brought: Iterable[On]) -> dict[str, list[type[Command]]]:
    """By kind, its commands in the order in which a file meets them. Raises LookupError for an unknown `after`."""
    found: dict[str, list[type[Command]]] = {}
    for on in sorted(brought, key=lambda each: bool(each.after)):
        of_kind = found.setdefault(on.kind, [])
        place = len(of_kind)
        if on.after:
            names = [command.name for command in of_kind]
            if on.after not in names:
                raise LookupError(f"No command on a {on.kind} is called {on.after}.")
            place = names.index(on.after) + 1
        of_kind[place:place] = on.commands
    return found
