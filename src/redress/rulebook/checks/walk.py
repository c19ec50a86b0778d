"""Every part of a rulebook with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from redress.rulebook.marks import Path


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Depth first; the path uses the names of the file, not of the code."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, (*path, number))


def rule_of(path: Path) -> Path:
    """The path of the rule that holds a part: section and key, or section and row."""
    return path[:2]
