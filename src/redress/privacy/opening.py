"""Encrypted values on their way from the database: opened when they are asked for, in the row they stand in."""

from __future__ import annotations

import logging
from typing import Any, Protocol

from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from redress.privacy import cipher

log = logging.getLogger("redress.privacy")


class Column(Protocol):
    """What an encrypted field says of the values of its column."""

    attname: str
    mutable: bool

    @property
    def column_name(self) -> str: ...
    def row_of(self, instance: Any) -> int | str | None: ...
    def as_value(self, text: str) -> Any: ...
    def as_text(self, value: Any) -> str: ...
    def unreadable(self, text: UnreadableText) -> Any: ...


class UnreadableText(str):
    """Stands on pages for a value that does not open; `stored` is what is written back, so that nothing is lost."""

    stored: bytes

    @classmethod
    def of(cls, stored: bytes) -> UnreadableText:
        text = cls(_("[unreadable]"))
        text.stored = stored
        return text


class Sealed:
    """An encrypted value as it was read: what a row holds until it is opened, and what `.values()` gives."""

    __slots__ = ("_row", "_value", "field", "stored", "text")

    def __init__(self, stored: bytes, field: Column) -> None:
        self.stored, self.field = stored, field
        self.text: str | None = None
        self._row: Any = None
        self._value: Any = None

    def open(self, row: Any) -> Any:
        """The value in the row with that key; UnreadableText or an empty structure when it does not open there."""
        if self.text is None or self._row != row:
            try:
                self.text = cipher.decrypt(self.stored, self.field.column_name, row)
                self._value = self.field.as_value(self.text)
            except cipher.Unreadable as unreadable:
                log.error("unreadable value: %s", unreadable)
                self.text = UnreadableText.of(self.stored)
                self._value = self.field.unreadable(self.text)
            self._row = row
        return self._value

    @property
    def broken(self) -> bool:
        return isinstance(self.text, UnreadableText)

    def __eq__(self, other: object) -> bool:
        """The same ciphertext, or the same value once it was opened: writing what stood there is no change."""
        if isinstance(other, Sealed):
            return self.stored == other.stored
        return self.text is not None and bool(other) and self.text == self.field.as_text(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Sealed {self.field.column_name}>"


class Opening(DeferredAttribute):
    """The attribute of an encrypted field: opens on access, with the key of the row."""

    field: Any
    """A `Column` that is a field of Django's as well."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if not isinstance(value, Sealed):
            return value
        opened = value.open(self.field.row_of(instance))
        if self.field.mutable and not value.broken:
            instance.__dict__[self.field.attname] = opened  # it may be changed in place
        return opened

    def __set__(self, instance: Any, value: Any) -> None:
        """Writing what already stands there leaves the stored value as it is, also one that does not open."""
        name = self.field.attname
        kept = instance.__dict__.get(name)
        if isinstance(kept, Sealed) and not isinstance(value, Sealed) and kept == value:
            return
        instance.__dict__[name] = value


def readable(value: str) -> str:
    """The value, where something is to be done with it that its absence would spoil. Raises cipher.Unreadable."""
    if isinstance(value, UnreadableText):
        raise cipher.Unreadable(_("A value that is needed for this cannot be read any more."))
    return value
