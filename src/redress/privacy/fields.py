"""Model fields for personal data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.signals import class_prepared
from django.dispatch import receiver
from pydantic_core import to_json

from redress.privacy import cipher
from redress.privacy.identity import SealedToItsRow, next_key
from redress.privacy.masks import Kind
from redress.privacy.opening import Opening, Sealed, UnreadableText

_TEXT = frozenset({str})
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
GONE = "—"
"""How words read that stood there and were destroyed with their case; in the database an empty value, not NULL."""


class EncryptedField(SealedToItsRow, models.BinaryField):  # type: ignore[type-arg]
    """Text that is encrypted in the database and plain in Python; '' is stored as no value.

    It can be written and read but not filtered: look up by its BlindIndexField instead. It is opened when it is asked
    for, in the row it stands in (`Opening`); of `.values()` and statements of one's own, ask `opened(value, key)`.
    """

    descriptor_class = Opening
    mutable = False
    _pyi_private_set_type: str
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, kind: Kind = Kind.NAME, row: Sequence[str] = (), **kwargs: Any) -> None:
        """`row`: the columns that name the row, where it has a better name than its primary key. They never change."""
        self.kind, self.row = kind, tuple(row)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind}

    @property
    def column_name(self) -> str:
        return f"{self.model._meta.db_table}.{self.attname}"

    def row_of(self, instance: models.Model) -> int | str | None:
        """What names the row in what a value is sealed to."""
        return self.named([getattr(instance, name) for name in self.row]) if self.row else instance.pk

    @staticmethod
    def named(parts: Iterable[Any]) -> str:
        """The name of a row by its columns."""
        return "/".join(str(part) for part in parts)

    def get_default(self) -> Any:
        return ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value: comparing with what is encrypted would find nothing, without a word."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.column_name} is encrypted; look it up by a blind index.")
        return super().get_lookup(lookup_name)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """What is written for the row: sealed to its key, or as it was read when nothing changed it."""
        value = model_instance.__dict__.get(self.attname, self.get_default())
        if isinstance(value, Sealed):
            if not add:
                return value.stored
            value = value.open(self.row_of(model_instance))
        return self.sealed(value, self.row_of(model_instance))

    def sealed(self, value: Any, row: Any) -> bytes | None:
        """The value as it is stored in the row with that key; a statement of one's own passes this."""
        if isinstance(value, UnreadableText):
            return value.stored
        if not value:
            return None
        if isinstance(value, bytes | bytearray | memoryview):
            return bytes(value)
        if row is None:
            raise TypeError(f"{self.column_name} is sealed to its row: the row needs its key first.")
        return cipher.encrypt(self.as_text(value), self.column_name, row)

    def opened(self, value: Any, row: Any) -> Any:
        """What a value says that came by `.values()` or a statement of one's own, from the row with that key."""
        return value.open(row) if isinstance(value, Sealed) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not value:
            return None
        if isinstance(value, Sealed):
            value = value.stored
        if not isinstance(value, bytes | bytearray | memoryview):
            raise TypeError(
                f"{self.column_name} is sealed to its row: save the row, or pass `sealed(value, key)`."
            )
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Any:
        if value is None:
            return self.get_default()
        return Sealed(bytes(value), self) if value else self.gone()

    def unreadable(self, text: UnreadableText) -> Any:
        """What stands for a value that does not open."""
        return text

    def as_text(self, value: Any) -> str:
        """What is encrypted for a value."""
        return str(value)

    def as_value(self, text: str) -> Any:
        """The value again."""
        return text

    def gone(self) -> Any:
        """What stands for a value that was destroyed."""
        return GONE

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def to_python(self, value: Any) -> Any:
        return value


@receiver(class_prepared)
def key_before_writing(sender: type[models.Model], **_signal: Any) -> None:
    """Makes the key of a table with encrypted columns ask the sequence for itself, whichever way a row is saved.

    One receiver for all classes: migrations make the classes of every table thousands of times, and a receiver for
    each of those would be looked through at each.
    """
    key = sender._meta.pk
    if isinstance(key, models.AutoField) and any(
        isinstance(field, EncryptedField) for field in sender._meta.local_concrete_fields
    ):
        key.get_pk_value_on_save = next_key  # type: ignore[method-assign]


class EncryptedText(EncryptedField):
    """Words that somebody wrote: they may name anybody and anything, so they are personal data (SEC-02)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("kind", Kind.TEXT)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["kind"]
        return name, path, args, kwargs


class EncryptedJSON(EncryptedText):
    """A structure that holds words somebody wrote: encrypted whole. Empty is stored as no value."""

    mutable = True
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, default: Callable[[], Any] = dict, **kwargs: Any) -> None:
        self.empty = default
        super().__init__(*args, default=default, **kwargs)

    def get_default(self) -> Any:
        return self.empty()

    def as_text(self, value: Any) -> str:
        if type(value) is dict and {*map(type, value), *map(type, value.values())} <= _TEXT:
            return to_json(value).decode()  # the same text, in a fifth of the time
        return _ENCODER.encode(value)

    def as_value(self, text: str) -> Any:
        return json.loads(text)

    def gone(self) -> Any:
        return self.empty()

    def unreadable(self, text: UnreadableText) -> Any:
        return self.empty()


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """The keyed fingerprint of another field of the row, kept in step when the row is saved.

    `exact`: of the value as it stands, so that only the very same are equal; else as `normalise` makes it.
    """

    def __init__(self, *args: Any, of: str, kind: Kind, exact: bool = False, **kwargs: Any) -> None:
        self.of, self.kind, self.exact = of, kind, exact
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        exact = {"exact": True} if self.exact else {}
        return name, path, args, {**kwargs, "of": self.of, "kind": self.kind, **exact}

    def of_value(self, value: str) -> bytes | None:
        """The fingerprint of a value; None of nothing."""
        if self.exact:
            return cipher.keyed(value, self.kind) if value else None
        return cipher.blind(value, self.kind)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        of = getattr(model_instance, self.of)
        if isinstance(of, UnreadableText):
            return getattr(model_instance, self.attname)  # type: ignore[no-any-return]
        value = self.of_value(of)
        setattr(model_instance, self.attname, value)
        return value
