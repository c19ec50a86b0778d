"""A file while a command works on it: the locked row, and the changes collected so far."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, Generic, Self, TypeVar

from django.db import models

from redress.casework.models.file import File
from redress.privacy.fields import BlindIndexField
from redress.rulebook import Event

Row = TypeVar("Row", bound=File)


@dataclass
class OpenFile(Generic[Row]):
    """An open file: what commands read and write. Its door makes it and writes what it collected."""

    row: Row
    now: datetime
    inserts: list[models.Model] = field(default_factory=list)
    updates: dict[tuple[type[models.Model], Any], tuple[models.Model, tuple[str, ...]]] = field(
        default_factory=dict
    )
    events: list[Event] = field(default_factory=list)
    key: str = ""
    """The idempotency key of the command that makes this file."""
    keys: dict[type[models.Model], list[int]] = field(default_factory=dict)
    """Keys that were drawn for new rows, to be given to them in this order."""
    _before: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = {} if self.is_new else dict(self.row.__dict__)

    @property
    def is_new(self) -> bool:
        """Whether the command makes the file."""
        return self.row._state.adding

    def as_read(self) -> Self:
        """The file as it was before the command, to compare with; nothing of it is to be changed or written."""
        row = copy(self.row)
        row.__dict__ = dict(self._before)
        return type(self)(row, self.now)

    def add(self, new: models.Model) -> None:
        """Insert a row with the command; rows of one kind go in one statement."""
        self.inserts.append(new)

    def change(self, existing: models.Model, *fields: str) -> None:
        """Write a changed row with the command: these columns, or all."""
        self.updates[type(existing), existing.pk] = (existing, fields)

    def event(self, name: str, at: datetime | None = None, **more: Any) -> None:
        """Tell the clocks. `at` is when it counts; default now."""
        self.events.append(Event(name=name, at=at or self.now, **more))

    def became(self, field: str) -> bool:
        """Whether the command has changed that column, or made the file; what nobody read nobody changed."""
        if field not in self.row.__dict__ and not self.is_new:
            return False
        return bool(self._before.get(field) != getattr(self.row, field))

    def changed_fields(self) -> list[str]:
        """Columns of the file's row that differ from what was read."""
        before, now = self._before, self.row.__dict__
        kind = type(self.row)
        changed = [
            name
            for name in _columns(kind)
            if now.get(name) is not before.get(name) and now.get(name) != before.get(name)
        ]
        indexes = _indexes(kind)
        return changed + [indexes[name] for name in changed if name in indexes]

    def with_entry(self, sequence: int) -> list[Event]:
        """The events, knowing which journal entry they stand in."""
        return [replace(event, entry=sequence) for event in self.events]


@cache
def _columns(kind: Any) -> tuple[str, ...]:
    return tuple(column.attname for column in kind._meta.concrete_fields)


@cache
def _indexes(kind: Any) -> dict[str, str]:
    """Column -> the blind index that follows it."""
    fields = kind._meta.concrete_fields
    return {each.of: each.attname for each in fields if isinstance(each, BlindIndexField)}
