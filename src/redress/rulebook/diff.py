"""What changed between two rulebooks, value by value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from redress.rulebook.book import Rulebook
from redress.rulebook.marks import Path, dotted


@dataclass(frozen=True, slots=True)
class Change:
    """One value that was added, removed or changed; `before` and `after` as they would be written."""

    path: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str
    steps: Path = ()
    """The path, step by step."""

    def __str__(self) -> str:
        if self.kind == "added":
            return f"+ {self.path}: {self.after}"
        if self.kind == "removed":
            return f"- {self.path}: {self.before}"
        return f"~ {self.path}: {self.before} -> {self.after}"


def diff(a: Rulebook, b: Rulebook) -> list[Change]:
    """Changes from `a` to `b`, in the order of `b`, then what only `a` had."""
    old, new = dict(_leaves(a.data, ())), dict(_leaves(b.data, ()))
    changes = []
    for path, after in new.items():
        if path not in old:
            changes.append(Change(dotted(path), "added", "", after, path))
        elif old[path] != after:
            changes.append(Change(dotted(path), "changed", old[path], after, path))
    gone = [(path, before) for path, before in old.items() if path not in new]
    return changes + [Change(dotted(path), "removed", before, "", path) for path, before in gone]


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    else:
        yield path, str(value)
