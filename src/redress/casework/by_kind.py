"""What a service asks of each kind of file, as the kinds bring it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Generic, Protocol, TypeVar

from redress.casework.kinds import KINDS
from redress.casework.models import File


class OfKind(Protocol):
    """What one kind brings: it names the table of its files."""

    model: type[File]


T = TypeVar("T", bound=OfKind)

SERVICES: Final[list[ByKind[Any]]] = []
"""Every service that asks something of each kind; `assembly` fills them from what the kinds bring."""


class ByKind(Generic[T]):
    """One answer for each kind of file. Filled once, before anybody asks."""

    def __init__(self, asks: type[Any]) -> None:
        self.asks = asks
        """What a kind brings is one of these."""
        self._by_model: dict[type[File], T] = {}
        SERVICES.append(self)

    def assemble(self, brought: Iterable[T]) -> None:
        self._by_model = {each.model: each for each in brought}

    def of(self, row: File) -> T:
        """What the kind of that file brings. Raises LookupError where it brings nothing."""
        try:
            return self._by_model[type(row)]
        except KeyError:
            raise LookupError(f"{type(row).__name__} brings nothing of this.") from None

    def get(self, row: File) -> T | None:
        """The same, None where it brings nothing."""
        return self._by_model.get(type(row))

    def of_key(self, file_id: int) -> T:
        """The same of the file with that key."""
        return self._by_model[KINDS.of(file_id).model]
