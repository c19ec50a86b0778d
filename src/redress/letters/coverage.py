"""Which characters the fonts of letters have a shape for: the project's own, and those that a house lays beside them.

The project's font has all of the Unified Ideographs and of Extension A. Names in the police's register use others too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont


@cache
def coverage(folder: Path) -> frozenset[str]:
    """What every font of the folder has, read once a process: a heading is bold, its text is not.

    Raises ImproperlyConfigured where there is no font.
    """
    found = files([folder])
    if not found:
        raise ImproperlyConfigured(f"There is no font in {folder}: run `make assets`.")
    return frozenset.intersection(*map(_characters, found))


@cache
def beside(folders: tuple[Path, ...]) -> frozenset[str]:
    """What any further font has, read once a process: a rare character is set in whichever has it."""
    return frozenset().union(*map(_characters, files(folders)))


def files(folders: Iterable[Path]) -> list[Path]:
    """The fonts in these folders, those that are there."""
    return sorted(each for folder in folders for each in folder.glob("*.[ot]tf"))


def _characters(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        # Glyph 0, .notdef, is the box that stands for what is missing.
        return frozenset(chr(code) for code, glyph in font.getBestCmap().items() if glyph != ".notdef")
