"""How columns are read from a row to be inserted: what is usual is not said, what is personal is sealed to its row."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from redress.privacy import cipher
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.identity import takes_key
from redress.privacy.opening import UnreadableText

Kind = type[models.Model]
Column: TypeAlias = "models.Field[Any, Any]"
Read = Callable[[models.Model, cipher.Many], tuple[Any, ...]]
Plain = str | int | None


@lru_cache(maxsize=64)
def columns_of(kind: Kind) -> tuple[list[tuple[str, Plain]], Read]:
    """Each column and what stands there when a row does not say, and how to read all of them from a row; ids that
    the database gives and generated columns are left out."""
    given = models.GeneratedField if takes_key(kind) else models.GeneratedField | models.AutoField
    fields = [field for field in kind._meta.concrete_fields if not isinstance(field, given)]
    # Those that a row knows as they are come first, and are read at once; before them those that are usually something.
    fields.sort(key=lambda field: (_is_made(field), _usual(field) is None))
    made = [_read(field) for field in fields if _is_made(field)]
    # What a row knows stands in it: asking its attributes, half of which ask back, takes three times as long. With
    # its state before them, since of one name alone there is no tuple.
    known = itemgetter("_state", *(field.attname for field in fields if not _is_made(field)))

    def read(row: models.Model, many: cipher.Many) -> tuple[Any, ...]:
        return (*known(row.__dict__)[1:], *[each(row, many) for each in made])

    return [(str(field.column), _usual(field)) for field in fields], read


def _is_made(field: Column) -> bool:
    """Whether the field makes what is written from what the row knows."""
    dated = isinstance(field, models.DateField) and not (field.auto_now or field.auto_now_add)
    own = type(field).pre_save is not models.Field.pre_save and not dated
    return own or isinstance(field, models.BinaryField | SearchVectorField)


def _read(field: Column) -> Callable[[models.Model, cipher.Many], Any]:
    name = field.attname
    if isinstance(field, SearchVectorField):
        return lambda row, _many: str(getattr(row, name))
    if isinstance(field, EncryptedField):
        return _sealed(field)
    if isinstance(field, BlindIndexField):
        return _indexed(field)
    return lambda row, _many: _unwrapped(field.get_db_prep_save(field.pre_save(row, add=True), connection))


def _sealed(field: EncryptedField) -> Callable[[models.Model, cipher.Many], str | None]:
    """Most of a case's encrypted columns are empty: nothing is asked of these."""
    name, column, as_text, row_of = field.attname, field.column_name, field.as_text, field.row_of

    def read(row: models.Model, many: cipher.Many) -> str | None:
        value = row.__dict__.get(name)
        if not value and not isinstance(value, UnreadableText):
            return None
        if type(value) in _PLAIN and (key := row_of(row)) is not None:
            return _in_hex(many.encrypt(as_text(value), column, key))
        return _in_hex(field.pre_save(row, add=True))

    return read


_PLAIN = frozenset({str, dict, list})
"""What is said in the clear by a value of these very types; of any other the field is asked."""


def _indexed(field: BlindIndexField) -> Callable[[models.Model, cipher.Many], str | None]:
    """Of what is not said there is no index."""
    name, of = field.attname, field.of

    def read(row: models.Model, _many: cipher.Many) -> str | None:
        if row.__dict__.get(of) == "":
            row.__dict__[name] = None
            return None
        return _in_hex(field.pre_save(row, add=True))

    return read


def _in_hex(value: bytes | None) -> str | None:
    """As the database reads bytes in text."""
    return None if value is None else "\\x" + value.hex()


def _usual(field: Column) -> Plain:
    """The model's default where JSON can say it; NULL otherwise, where NULL may stand, and where what is made of
    nothing said is nothing."""
    if _is_made(field) or field.null:
        return None
    made = field.has_default() and callable(field.default)
    default = None if made else field.get_default()
    return default if isinstance(default, str | int) else None


def _unwrapped(value: Any) -> Any:
    """Without psycopg's wrapper of a value that has been prepared; bytes as the database reads them in text."""
    value = getattr(value, "obj", value)
    return "\\x" + bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def or_usual(name: str, usual: Plain) -> str:
    """What a row says in that column, which is never NULL, or else what usually stands there. A row of usual values, to
    fill up from, would be made anew for each statement."""
    if usual is None:
        return name
    said = json.dumps(usual) if isinstance(usual, bool | int) else "'" + usual.replace("'", "''") + "'"
    return f"coalesce({name}, {said})"
