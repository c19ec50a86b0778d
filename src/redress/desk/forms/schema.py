"""What a command's field looks like in a form, read from its Pydantic declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from redress.casework.inputs import PAST

Shape = Literal["line", "text", "yes_no", "number", "money", "time", "date", "choice", "several", "rows"]
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Declared:
    """A field of a command: its shape, whether it must be given, its longest text, its words when it has fixed ones."""

    name: str
    title: str
    shape: Shape
    required: bool
    optional: bool
    """Whether None may be given, and an empty text therefore differs from nothing."""
    max_length: int | None = None
    words: type[Enum] | None = None
    row: type[BaseModel] | None = None
    past: bool = False
    """A time at which something happened, not one that is set."""


@cache
def declared(model: type[BaseModel]) -> tuple[Declared, ...]:
    """The fields of a command in the order of its declaration."""
    return tuple(_declared(name, info) for name, info in model.model_fields.items())


def _declared(name: str, info: FieldInfo) -> Declared:
    kind, metadata, optional = _opened(info.annotation, list(info.metadata))
    longest = next((each.max_length for each in metadata if isinstance(each, MaxLen)), None)
    least = next((each.min_length for each in metadata if isinstance(each, MinLen)), 0)
    shape, words, row = _shape(kind, longest)
    return Declared(
        name=name,
        title=info.title or name,
        shape=shape,
        required=info.is_required() or (least > 0 and not optional),
        optional=optional,
        max_length=longest if shape in ("line", "text") else None,
        words=words,
        row=row,
        past=PAST in metadata,
    )


def _opened(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any], bool]:
    """The bare type, all that is said about it, and whether None is allowed."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *said = get_args(annotation)
        flat = [part for each in said for part in (each.metadata if isinstance(each, FieldInfo) else [each])]
        return _opened(inner, metadata + flat)
    if origin in (Union, UnionType):
        first = next(arg for arg in get_args(annotation) if arg is not type(None))
        kind, metadata, _ = _opened(first, metadata)
        return kind, metadata, True
    return annotation, metadata, False


def _shape(kind: Any, longest: int | None) -> tuple[Shape, type[Enum] | None, type[BaseModel] | None]:
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        if isinstance(item, type) and issubclass(item, BaseModel):
            return "rows", None, item
        return "several", item if isinstance(item, type) and issubclass(item, Enum) else None, None
    if kind is AwareDatetime or (isinstance(kind, type) and issubclass(kind, datetime)):
        return "time", None, None
    if isinstance(kind, type) and issubclass(kind, date):
        return "date", None, None
    if not isinstance(kind, type):
        return "line", None, None
    if issubclass(kind, Enum):
        return "choice", kind, None
    shapes: dict[type, Shape] = {bool: "yes_no", Decimal: "money", int: "number"}
    if kind in shapes:
        return shapes[kind], None, None
    return ("line" if (longest or LONGEST_LINE + 1) <= LONGEST_LINE else "text"), None, None
