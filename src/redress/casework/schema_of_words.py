"""Which fields of a command are codes, numbers and times, by its schema; all others are words."""

from __future__ import annotations

import types
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, PlainSerializer
from pydantic.fields import FieldInfo

from redress.casework.inputs import CODE_PATTERN, HASH_PATTERN

WORDS: Final = "words"
Plan: TypeAlias = "str | dict[str, Plan] | list[Plan] | None"
"""None: stands in the journal as it is. WORDS: does not. Otherwise field by field, or alike for each of a list."""

_PLAIN: Final = (bool, int, float, Decimal, datetime, date, time, AwareDatetime)
_PATTERNS: Final = frozenset({CODE_PATTERN, HASH_PATTERN})


@cache
def plan(model: type[BaseModel]) -> Plan:
    """What of the model's fields the journal may keep as it is."""
    return {name: _of(info.annotation, info.metadata) for name, info in model.model_fields.items()}


def _of(annotation: Any, metadata: Any = ()) -> Plan:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(inner[0], [*metadata, *_flat(inner[1:])])
    if origin in (Union, types.UnionType):
        plans = [_of(each, metadata) for each in inner if each is not type(None)]
        return plans[0] if all(each == plans[0] for each in plans) else WORDS
    if origin in (list, tuple, set, frozenset):
        plans = [_of(each) for each in inner if each is not Ellipsis]
        return None if all(each is None for each in plans) else [plans[0]] if len(plans) == 1 else WORDS
    if origin is Literal:
        return None
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return plan(annotation)
        if issubclass(annotation, (Enum, *_PLAIN)):
            return None
        if issubclass(annotation, str) and _is_code(metadata):
            return None
    return WORDS


def _is_code(metadata: Any) -> bool:
    """Held to the pattern of a code or of a hash, and not a person's."""
    personal = any(isinstance(each, PlainSerializer) for each in metadata)
    return not personal and any(getattr(each, "pattern", None) in _PATTERNS for each in metadata)


def _flat(metadata: Any) -> list[Any]:
    found: list[Any] = []
    for each in metadata:
        found += each.metadata if isinstance(each, FieldInfo) else [each]
    return found
