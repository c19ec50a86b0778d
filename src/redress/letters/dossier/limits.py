"""Why each limit of a file is what it is, for its dossier: clocks stand above, and fill this place (CLK-07, COM-11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from redress.casework.models import ServedFile
from redress.rulebook.explanation import Explanation

Explaining: TypeAlias = Callable[[ServedFile, str], Sequence[Explanation]]
"""Of a file, in a language."""

_who: list[Explaining] = []


def explained_by(who: Explaining) -> None:
    """Who explains limits. Asked once, from above."""
    _who[:] = [who]


def limits(file: ServedFile, language: str) -> Sequence[Explanation]:
    """Of each limit of the file why it ends when it does."""
    return _who[0](file, language)
