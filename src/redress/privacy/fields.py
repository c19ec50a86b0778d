"""Model fields for personal data."""

from __future__ import annotations

from typing import Any

from django.db import models

from redress.privacy import cipher
from redress.privacy.masks import Kind


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

    def get_default(self) -> str:
        return ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not value:
            return None
        if isinstance(value, str):
            value = cipher.encrypt(value, self.column_name)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> str:
        return "" if value is None else cipher.decrypt(bytes(value), self.column_name)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def to_python(self, value: Any) -> Any:
        return value


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
