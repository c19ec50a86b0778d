"""From what a browser sent to what a command takes. Knows shapes, no rules: the command checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from pydantic import BaseModel

from redress.desk.forms.schema import Declared, declared

Typed = Mapping[str, Sequence[str]]
_OWN = frozenset({"csrfmiddlewaretoken", "key", "draft_key", "version", "refresh", "discard"})
"""Fields of the form itself, not of the command."""


def typed(post: QueryDict) -> dict[str, list[str]]:
    """What was typed, without the form's own fields."""
    return {name: [str(value) for value in values] for name, values in post.lists() if name not in _OWN}


def one(given: Typed, name: str) -> str:
    """The single value of a field, '' when there is none."""
    values = given.get(name) or [""]
    return values[-1]


def payload(command: type[BaseModel], given: Typed) -> dict[str, Any]:
    """The command's input. What was left empty is left out, so that the command's own default or demand holds."""
    found: dict[str, Any] = {}
    for field in declared(command):
        value = _value(field, given)
        if value is not None:
            found[field.name] = value
    return found


def _value(field: Declared, given: Typed) -> Any:
    match field.shape:
        case "rows":
            return rows(given, field.name) or None
        case "several":
            return [value for value in given.get(field.name, ()) if value] or None
        case "yes_no":
            # An unticked box sends nothing; a question that must be answered is not a box.
            value = one(given, field.name)
            return (value or None) if field.required else value == "true"
        case "text" | "line":
            value = one(given, field.name)
            keeps_empty = field.optional and not field.required and field.name in given
            return value if value or keeps_empty else None
        case _:
            return one(given, field.name).strip() or None


def rows(given: Typed, name: str) -> list[dict[str, str]]:
    """Numbered rows ('causes.0.code'); a row in which nothing but fixed parts stands is left out."""
    numbers = _numbers(given, name)
    found = []
    for number in numbers:
        prefix = f"{name}.{number}."
        row = {key.removeprefix(prefix): one(given, key).strip() for key in given if key.startswith(prefix)}
        if any(value for part, value in row.items() if part not in FIXED_PARTS):
            found.append({part: value for part, value in row.items() if value})
    return found


FIXED_PARTS = frozenset({"role", "is_organisation", "question", "finding"})
"""Parts of a row that the form fills in by itself."""


def count(given: Typed, name: str) -> int:
    """How many rows stand in the form, filled or not."""
    return max((number + 1 for number in _numbers(given, name)), default=0)


def _numbers(given: Iterable[str], name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,3}})\.")
    return sorted({int(match[1]) for key in given if (match := pattern.match(key))})


def positions(given: Typed, name: str) -> list[int]:
    """For each row that `rows` returns, the number it had in the form: errors are shown where the row stands."""
    found = []
    for number in _numbers(given, name):
        prefix = f"{name}.{number}."
        filled = (
            one(given, key).strip()
            for key in given
            if key.startswith(prefix) and key.removeprefix(prefix) not in FIXED_PARTS
        )
        if any(filled):
            found.append(number)
    return found
