"""Model fields for personal data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from redress.privacy import cipher
from redress.privacy.masks import Kind

GONE = "—"
"""How words read that stood there and were destroyed with their case; in the database an empty value, not NULL."""


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    """Text that is encrypted in the database and plain in Python; '' is stored as no value.

    It can be written and read but not filtered: look up by its BlindIndexField instead.
    """

    def __init__(self, *args: Any, kind: Kind = Kind.NAME, **kwargs: Any) -> None:
        self.kind = kind
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

    def get_default(self) -> Any:
        return ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value: comparing with what is encrypted would find nothing, without a word."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.column_name} is encrypted; look it up by a blind index.")
        return super().get_lookup(lookup_name)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not value:
            return None
        if not isinstance(value, bytes | bytearray | memoryview):
            value = cipher.encrypt(self.as_text(value), self.column_name)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Any:
        if value is None:
            return self.get_default()
        return self.as_value(cipher.decrypt(bytes(value), self.column_name)) if value else self.gone()

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

    def __init__(self, *args: Any, default: Callable[[], Any] = dict, **kwargs: Any) -> None:
        self.empty = default
        super().__init__(*args, default=default, **kwargs)

    def get_default(self) -> Any:
        return self.empty()

    def as_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def as_value(self, text: str) -> Any:
        return json.loads(text)

    def gone(self) -> Any:
        return self.empty()


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """The keyed fingerprint of another field of the row, kept in step when the row is saved."""

    def __init__(self, *args: Any, of: str, kind: Kind, **kwargs: Any) -> None:
        self.of, self.kind = of, kind
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of, "kind": self.kind}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = cipher.blind(getattr(model_instance, self.of), self.kind)
        setattr(model_instance, self.attname, value)
        return value
