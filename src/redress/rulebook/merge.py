"""`extends`: the child's words laid over the parent's."""

from __future__ import annotations

from typing import Any, Final

from redress.rulebook.marks import Marks, Path

OWN: Final = ("rulebook", "version", "effective", "title", "extends")
"""What a child does not inherit."""

WHOLE: Final = frozenset({"when", "for", "limit", "zh", "en"})
"""Replaced as a whole: half of the parent's condition and half of the child's would be nobody's rule."""


def merge(
    parent: dict[str, Any], above: Marks, child: dict[str, Any], below: Marks
) -> tuple[dict[str, Any], Marks]:
    """The merged content and where each value stands. Mappings merge, lists are replaced, `null` removes."""
    inherited = {key: value for key, value in parent.items() if key not in OWN}
    marks = Marks({path: mark for path, mark in above.items() if path and path[0] not in OWN})
    marks[()] = below[()]
    data = _lay(inherited, child, (), marks, below)
    return data, marks


def _lay(
    parent: dict[str, Any], child: dict[str, Any], path: Path, marks: Marks, below: Marks
) -> dict[str, Any]:
    result = dict(parent)
    for key, value in child.items():
        here = (*path, key)
        old = parent.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and key not in WHOLE:
            marks[here] = below.of(here)
            result[key] = _lay(old, value, here, marks, below)
            continue
        _forget(marks, here)
        marks.update({at: mark for at, mark in below.items() if at[: len(here)] == here})
        if value is None and path:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def _forget(marks: Marks, path: Path) -> None:
    for at in [at for at in marks if at[: len(path)] == path]:
        del marks[at]
