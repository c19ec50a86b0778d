"""What a command writes beneath its file: the database asks its duties of whoever writes there (SEC-01).

Named is only what not everybody writes who works on a file: the journal, shares, alerts, clocks, what follows from any
step are written by commands of every kind. `operations.floor.writers` gathers it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writes:
    """Tables to which it adds rows, and of which it changes or deletes any; columns of the file's own row."""

    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        return self.add + self.change + self.delete

    def __or__(self, other: Writes) -> Writes:
        return Writes(
            self.add + other.add,
            self.change + other.change,
            self.delete + other.delete,
            self.columns + other.columns,
        )
