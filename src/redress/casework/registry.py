"""The commands of one kind of file: rooms bring them, one place puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from redress.casework.command import Command

C = TypeVar("C", bound=Command)


class Registry(Generic[C]):
    """Commands in the order in which a file meets them. Filled once, before anybody asks."""

    def __init__(self) -> None:
        self._by_name: dict[str, type[C]] = {}

    def assemble(self, commands: Iterable[type[C]]) -> None:
        """Raises ValueError for two commands of one name."""
        for command in commands:
            if self._by_name.setdefault(command.name, command) is not command:
                raise ValueError(
                    f"There are two commands {command.name}: {command}, {self._by_name[command.name]}."
                )

    def get(self, name: str) -> type[C] | None:
        """The command of that name; entries of before may name one that is no more."""
        return self._by_name.get(name)

    def __iter__(self) -> Iterator[type[C]]:
        return iter(self._by_name.values())
