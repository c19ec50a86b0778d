"""New rows: Django asks each of a case's hundred columns for its default, here they were asked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def new(kind: type[Row], /, **said: Any) -> Row:
    """As `kind(**said)`. What is said is named as its column is: `complaint_id`, not `complaint`. Raises TypeError."""
    row = kind.__new__(kind)
    fixed, made = _defaults(kind)
    row.__dict__.update(fixed)
    for name, make in made.items():
        row.__dict__[name] = make()
    row._state = ModelState()
    fill(row, said)
    return row


def fill(row: models.Model, said: Mapping[str, Any]) -> None:
    """Write columns of a row that is not there yet, named as in `new`: no value of before stands in its place."""
    if not said.keys() <= (names := _names(type(row))):
        raise TypeError(f"{type(row).__name__} has no {', '.join(sorted(said.keys() - names))}.")
    row.__dict__.update(said)


def refer(row: models.Model, **said: models.Model) -> None:
    """As `row.unit = unit` for each, of a row that is not there yet: nothing is asked of either."""
    for name, other in said.items():
        row.__dict__[f"{name}_id"] = other.pk
        row._state.fields_cache[name] = other


@cache
def _names(kind: type[models.Model]) -> frozenset[str]:
    fixed, made = _defaults(kind)
    return frozenset(fixed.keys() | made.keys())


@cache
def _defaults(kind: type[models.Model]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in a new row, and what is made for each row of its own."""
    said = dict(kind().__dict__)
    del said["_state"]
    own = {name: type(value) for name, value in said.items() if isinstance(value, dict | list)}
    return {name: value for name, value in said.items() if name not in own}, own
