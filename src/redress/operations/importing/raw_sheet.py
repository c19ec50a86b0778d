"""What a sheet's own text says before its rows are read: formulas, merged cells, the order of its rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

from redress.operations.importing.cells import Cell

_TAGS = re.compile(
    rb"<(?:\w+:)?(?:(?P<formula>f)[\s/>]"
    rb"|row\s(?:[^<>]*?\s)?r=[\"'](?P<row>\d+)[\"']"
    rb"|mergeCell\s(?:[^<>]*?\s)?ref=[\"'](?P<merged>[A-Z]+\d+:[A-Z]+\d+)[\"'])"
)
_LONGEST_TAG = 1_000


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a sheet has formulas, and its areas of cells that were merged over several rows."""

    formulas: bool
    merged: tuple[str, ...]


def look(path: Path, part: str) -> Look:
    """Read the sheet through once. Raises BadZipFile where a row stands below one that comes after it: readers pass
    over such a row without a word."""
    formulas, before, merged = False, 0, []
    with zipfile.ZipFile(path) as archive:
        for found in _tags(archive, part):
            formulas = formulas or found["formula"] is not None
            if (row := found["row"]) is not None:
                if int(row) <= before:
                    raise zipfile.BadZipFile(f"row {int(row)} of the sheet stands below row {before}")
                before = int(row)
            elif (area := found["merged"]) is not None:
                merged.append(area.decode())
    return Look(formulas, tuple(merged))


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[re.Match[bytes]]:
    with archive.open(part) as xml:
        rest = b""
        while chunk := xml.read(1 << 20):
            text = rest + chunk
            # A tag that this piece breaks off is found with the next one.
            begun = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
            whole = begun if begun >= 0 else len(text)
            yield from _TAGS.finditer(text, 0, whole)
            rest = text[whole:]
        yield from _TAGS.finditer(rest)


class Merged:
    """Gives each row what its merged cells show: only the first of them holds it."""

    def __init__(self, areas: Iterable[str], below: int | None) -> None:
        self._first: dict[int, list[tuple[int, int]]] = {}
        self._held: dict[int, tuple[int, Cell]] = {}
        for area in areas if below is not None else ():
            left, top, _right, bottom = range_boundaries(area)
            if below < top < bottom:
                self._first.setdefault(top, []).append((left - 1, bottom))

    def filled(self, line: int, cells: list[Cell]) -> list[Cell]:
        """The cells of that row. Rows are asked for in their order."""
        if self._held and any(cells):
            for place, (bottom, value) in [*self._held.items()]:
                if line > bottom:
                    del self._held[place]
                elif place < len(cells) and cells[place] == "":
                    cells[place] = value
        for place, bottom in self._first.get(line, ()):
            if place < len(cells) and cells[place] != "":
                self._held[place] = bottom, cells[place]
        return cells
