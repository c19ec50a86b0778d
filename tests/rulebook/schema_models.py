"""Every model that a rulebook is made of."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel


def models_of(kind: object, seen: list[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    """That model and all its fields hold, each once."""
    seen = [] if seen is None else seen
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind in seen:
            return
        seen.append(kind)
        yield kind
        for info in kind.model_fields.values():
            yield from models_of(info.annotation, seen)
    for inner in typing.get_args(kind):
        yield from models_of(inner, seen)
