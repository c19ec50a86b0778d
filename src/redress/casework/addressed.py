"""A kind of file as programs address it: what it is called, its door, the commands that are given on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redress.casework.command import Command
from redress.casework.door import Door
from redress.casework.refusals import Refusal
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A kind of file on which people and programs give commands.

    `number` is the pattern of its numbers, `example` one of them. `opens` makes a file, where a command begins one; a
    token that may do so has the scope `opening`, that of the command unless it is said. `commands` are given on a file.
    """

    path: str
    """Its plural, in addresses."""
    title: str
    """As the description of the API heads its operations."""
    thing: str
    """What one is called in a sentence."""
    number: str
    example: str
    door: Door[Any, Any, Any]
    opens: type[Command] | None = None
    commands: tuple[type[Command], ...]
    opening: str = ""
    broad: str = "command"
    """The scope of a token that includes all its commands."""
    read: Callable[[Actor, str], Any] | None = None
    """The row with that number, for telling what can be done with it. Raises Refusal. None where a room tells it."""

    @property
    def all(self) -> tuple[type[Command], ...]:
        """What makes a file, if anything does, and what is given on one."""
        return (self.opens, *self.commands) if self.opens is not None else self.commands

    def offered(self, row: Any, actor: Actor) -> list[tuple[type[Command], Refusal | None]]:
        """Every command, with what stands against the actor's giving it on that row now, or None (FLW-17)."""
        return [(command, self.door.refusal(command, row, actor)) for command in self.commands]
