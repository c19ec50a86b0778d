"""Which characters the project's fonts have a shape for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont


@cache
def coverage(folder: Path) -> frozenset[str]:
    """What every font of the folder has, read once a process: a heading is bold, its text is not.

    Raises ImproperlyConfigured where there is no font.
    """
    files = sorted(folder.glob("*.ttf"))
    if not files:
        raise ImproperlyConfigured(f"There is no font in {folder}: run `make assets`.")
    return frozenset.intersection(*map(_characters, files))


def _characters(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        # Glyph 0, .notdef, is the box that stands for what is missing.
        return frozenset(chr(code) for code, glyph in font.getBestCmap().items() if glyph != ".notdef")
