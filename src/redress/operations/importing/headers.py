"""Finds the header of a table: registers begin with a title, or say a column's name in two rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from redress.operations.console import BadInput
from redress.operations.importing.cells import Record
from redress.operations.speech import gettext as _


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns, the last line they stand on, and how many filled rows stand above."""

    names: list[str]
    last_line: int
    skipped: int


def find(path: Path, top: list[Record], named: tuple[int, ...], wanted: set[str]) -> Header:
    """The rows that `named` says; else the first row with all wanted columns; else the first row that is filled.

    A column without a name is called by its letter in brackets, '[I]'; so a mapping can ignore it.
    """
    by_line = {record.line: record for record in top}
    if named:
        if lost := next((line for line in named if line not in by_line or not by_line[line].cells), None):
            raise BadInput(
                _("%(path)s has nothing on row %(row)s, where the mapping looks for the header.")
                % {"path": path, "row": lost}
            )
        rows = [by_line[line] for line in named]
    else:
        filled = [record for record in top if record.cells]
        rows = [next((each for each in filled if wanted <= set(_texts(each))), filled[0])]
    names = _named(rows)
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadInput(
            _("%(path)s has two columns named '%(column)s'. Rename one.")
            % {"path": path, "column": min(twice)}
        )
    above = sum(1 for record in top if record.cells and record.line < rows[0].line)
    return Header(names, rows[-1].line, above)


def _texts(record: Record) -> list[str]:
    return [cell if isinstance(cell, str) else str(cell) for cell in record.cells]


def _named(rows: list[Record]) -> list[str]:
    """Of several rows, the lowest one names a column; what stands above speaks where it says nothing."""
    width = max(len(record.cells) for record in rows)
    names = [""] * width
    for record in rows:
        for place, words in enumerate(_texts(record)):
            names[place] = words or names[place]
    return [name or f"[{get_column_letter(place)}]" for place, name in enumerate(names, start=1)]
