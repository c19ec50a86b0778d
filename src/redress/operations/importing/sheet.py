"""Rows of a workbook's sheet.

What the sheet says of its own size is not believed: programs write it wrongly, and rows would be lost.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from redress.operations.console import BadInput
from redress.operations.importing.cells import Cell, Faulty, Record
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

_SURE = 10**15
"""A number cell keeps fifteen digits; of a longer number the rest is lost."""
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet that is read, and the other ones that hold something."""

    name: str
    others: tuple[str, ...]
    from_1904: bool = False
    """Whether the workbook counts its days from 1904 on."""


def choose(path: Path, wanted: str) -> Chosen:
    """The sheet of that name, or the first that people see and that holds something."""
    with _workbook(path) as book:
        filled = [name for name in book.sheetnames if _filled(book[name])]
        if wanted and wanted not in book.sheetnames:
            raise BadInput(
                _("%(path)s has no sheet '%(sheet)s'. It has: %(sheets)s.")
                % {"path": path, "sheet": wanted, "sheets": comma().join(book.sheetnames)}
            )
        if not filled:
            raise BadInput(_("%(path)s is empty: it needs a header and rows.") % {"path": path})
        seen = [name for name in filled if book[name].sheet_state == "visible"]
        name = wanted or (seen or filled)[0]
        return Chosen(name, tuple(each for each in filled if each != name), book.epoch == CALENDAR_MAC_1904)


def rows(path: Path, name: str) -> Iterator[Record]:
    """Every row of the sheet; a blank one has no cells. Dates are naive datetimes, as the sheet says them."""
    with _workbook(path) as book:
        sheet = book[name]
        sheet.reset_dimensions()
        formulas = _formulas(path, name) if _has_formulas(path, book, name) else iter(())
        width = 0
        shares = _has_shares(book)
        for line, given in enumerate(sheet.iter_rows(values_only=not shares), start=1):
            values = [_as_shown(cell) for cell in given] if shares else given
            written = next(formulas, ())
            cells = [
                _cell(value, written[place] if place < len(written) else None, line, place)
                for place, value in enumerate(values)
            ]
            while cells and cells[-1] == "" and len(cells) > width:
                cells.pop()
            width = width or len(cells)
            yield Record(line, cells if any(cells) else [])


@contextmanager
def _workbook(path: Path, *, values: bool = True) -> Iterator[Any]:
    with path.open("rb") as file:  # by its content: openpyxl would look at the name
        yield from _opened(path, file, values)


def _opened(path: Path, file: IO[bytes], values: bool) -> Iterator[Any]:
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=values)
    except (KeyError, ValueError, InvalidFileException, ParseError, TypeError, AttributeError) as problem:
        raise BadInput(
            _("%(path)s is no workbook of Excel: %(problem)s. Save it again as XLSX, or as CSV.")
            % {"path": path, "problem": problem}
        ) from problem
    try:
        yield book
    except (ParseError, KeyError) as problem:
        raise zipfile.BadZipFile(str(problem)) from problem
    finally:
        book.close()


def _filled(sheet: Any) -> bool:
    if not hasattr(sheet, "reset_dimensions"):  # a chart
        return False
    sheet.reset_dimensions()
    return any(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def _has_formulas(path: Path, book: Any, name: str) -> bool:
    """Whether the sheet has any: only then it is read a second time, as it was written."""
    part = book[name]._worksheet_path
    with zipfile.ZipFile(path) as archive, archive.open(part) as xml:
        rest = b""
        while chunk := xml.read(1 << 20):
            if b"<f>" in (rest + chunk) or b"<f " in (rest + chunk):
                return True
            rest = chunk[-3:]
    return False


def _has_shares(book: Any) -> bool:
    """Whether any cell of the workbook may show a percentage: only then each is looked at."""
    own = [str(each) for each in book._number_formats]
    formats = {style.numFmtId for style in book._cell_styles}
    return bool(formats & {9, 10}) or any(
        "%" in own[each - 164] for each in formats if each - 164 in range(len(own))
    )


def _as_shown(cell: Any) -> Any:
    """12% is kept as 0.12, and would be taken for twelve cents."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return (
            f"{Decimal(repr(value)) * 100:f}".rstrip("0").rstrip(".") + "%"
            if value % 1
            else f"{int(value) * 100}%"
        )
    return value


def _formulas(path: Path, name: str) -> Iterator[tuple[Any, ...]]:
    with _workbook(path, values=False) as book:
        sheet = book[name]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)


def _cell(value: Any, written: Any, line: int, place: int) -> Cell:
    if value is None:
        if isinstance(written, str) and written.startswith("="):
            because = _(
                "cell %(cell)s is a formula whose result the file does not hold: open it, save it again"
            )
            return Faulty(written, because % {"cell": _name(line, place)})
        return ""
    if isinstance(value, str):
        return _words(value, line, place)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as the sheet says it
    if isinstance(value, bool | time | timedelta):
        return str(value)
    return _number(value, line, place)


def _words(value: str, line: int, place: int) -> Cell:
    value = value.strip()
    if value in _ERRORS:
        return Faulty(value, _("cell %(cell)s holds an error of the sheet") % {"cell": _name(line, place)})
    return value


def _number(value: float, line: int, place: int) -> Cell:
    if not math.isfinite(value):
        return Faulty(str(value), _("cell %(cell)s is no number") % {"cell": _name(line, place)})
    if abs(value) >= _SURE:
        because = _(
            "cell %(cell)s holds a number of more than 15 digits, whose last ones are lost: store it as text"
        )
        return Faulty(f"{value:.0f}", because % {"cell": _name(line, place)})
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)


def _name(line: int, place: int) -> str:
    return f"{get_column_letter(place + 1)}{line}"
