"""Which characters the project's fonts have a shape for: read from their character maps (OpenType 'cmap')."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_WHOLE_UNICODE = 12
"""The format of the map that reaches beyond the first 65,536 characters: ranges of 12 bytes."""


@cache
def coverage(folder: Path) -> frozenset[str]:
    """What every font of the folder has, read once a process: a heading is bold, its text is not."""
    files = sorted(folder.glob("*.ttf"))
    if not files:
        raise ImproperlyConfigured(f"There is no font in {folder}: run `make assets`.")
    return frozenset.intersection(*(frozenset(characters(file.read_bytes())) for file in files))


def characters(font: bytes) -> Iterator[str]:
    """The characters of one font. Raises ImproperlyConfigured for one without a map of the whole of Unicode."""
    start = _maps(font)
    (count,) = struct.unpack_from(">H", font, start + 2)
    for at in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * at)
        if struct.unpack_from(">H", font, start + offset)[0] == _WHOLE_UNICODE:
            yield from _ranges(font, start + offset)
            return
    raise ImproperlyConfigured("A font of the letters has no map of the whole of Unicode.")


def _maps(font: bytes) -> int:
    """Where the character maps begin."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for at in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        if tag == b"cmap":
            return int(offset)
    raise ImproperlyConfigured("A font of the letters has no character map.")


def _ranges(font: bytes, start: int) -> Iterator[str]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    for at in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * at)
        # Glyph 0 is the box that stands for what is missing.
        yield from (chr(code) for code in range(first, last + 1) if glyph + code - first)
