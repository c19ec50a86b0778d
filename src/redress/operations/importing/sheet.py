"""Rows of a workbook's sheet.

What the sheet says of its own size is not believed: programs write it wrongly, and rows would be lost.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NoReturn
from xml.etree.ElementTree import ParseError, fromstring
from xml.parsers import expat

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from redress.operations.console import BadInput
from redress.operations.importing import raw_sheet as raw
from redress.operations.importing.cells import Cell, Faulty, Record
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

_SURE = 10**15
"""A number cell keeps fifteen digits; of a longer number the rest is lost."""
MOST_ROWS = 1_048_576
"""Of a sheet, as of Excel's. A cell that says it stands lower makes a reader give every row above it."""
MOST_UNPACKED = 4_000_000_000
MOST_KEPT = 500_000_000
"""Bytes that all parts come to, and all but the sheets, which are held in memory at once: texts, formats."""
_BOOK = "xl/workbook.xml"
_TYPES, _MOST_TYPES = "[Content_Types].xml", 1_000_000
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MOST_TIMES = 150
LITTLE = 100_000_000
"""How many times its own size a workbook unpacks to: registers come to ten or thirty. Of less it is not asked."""
_ZEROS = re.compile("00+")
"""How a column of numbers is formatted whose zeros in front belong to them."""
_UNIT_BEHIND = re.compile(r"[0#?][\"\\\s]*((?:[百千]?万|亿|千)元?)")
_DIVIDED = re.compile(r"[0#?],+(?![0#?,])")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML does not keep: the end of a line as _x000D_, an underscore as _x005F_."""
_STRICT = b"http://purl.oclc.org/ooxml/"
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
        filled = [name for name in book.sheetnames if _filled(path, book[name])]
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


def rows(path: Path, name: str, below: int | None = None, wide: int = 0) -> Iterator[Record]:
    """Every row of the sheet; a blank one has no cells. Dates are naive datetimes, as the sheet says them.

    A cell that was merged over several rows, and begins below row `below`, stands in each of them, as people see it.
    A row has `wide` cells at least: a sheet leaves out those at its end in which nothing stands.
    """
    with _workbook(path) as book:
        sheet = book[name]
        written_so = raw.look(path, book[name]._worksheet_path)
        formulas = _formulas(path, name) if written_so.formulas else iter(())
        merged = raw.Merged(written_so.merged, below)
        width = wide
        otherwise = written_so.formulas or _shows_otherwise(book)
        for line, given in enumerate(_rows(path, sheet, values_only=not otherwise), start=1):
            values = [_as_shown(cell) for cell in given] if otherwise else given
            written = next(formulas, ())
            cells = [
                _cell(value, written[place] if place < len(written) else None, line, place)
                for place, value in enumerate(values)
            ]
            cells = merged.filled(line, cells + [""] * (wide - len(cells)))
            while cells and cells[-1] == "" and len(cells) > width:
                cells.pop()
            width = width or len(cells)
            yield Record(line, cells if any(cells) else [])


def _rows(path: Path, sheet: Any, *, values_only: bool = True) -> Iterator[Any]:
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(values_only=values_only), start=1):
        if line > MOST_ROWS:
            raise BadInput(
                _(
                    "%(path)s has cells below row %(most)d, which no sheet has. Save it again as XLSX, or as CSV."
                )
                % {"path": path, "most": MOST_ROWS}
            )
        yield row


def _bounded(path: Path, file: IO[bytes]) -> None:
    """Refuse what would fill the memory when it is unpacked. Sizes are what the parts state: no more is read of any.

    No workbook declares names of its own, by which a few letters become as many as somebody likes.
    """
    with zipfile.ZipFile(file) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        whole, packed = sum(sizes.values()), path.stat().st_size
        sheets = _sheets(archive, sizes)
        kept = sum(size for name, size in sizes.items() if name not in sheets)
        if whole > MOST_UNPACKED or kept > MOST_KEPT or (whole > LITTLE and whole > packed * MOST_TIMES):
            raise BadInput(
                _(
                    "%(path)s would unpack to %(size)d MB, which no register needs. Save it as CSV, or in parts."
                )
                % {"path": path, "size": whole // 1_000_000}
            )
        for name in sizes:
            with archive.open(name) as part:
                _refuse_declarations(part)
        if _BOOK in sizes:
            with archive.open(_BOOK) as part:
                if _STRICT in part.read(4096):
                    raise ValueError("it is a Strict Open XML workbook, which is another form of XLSX")
    file.seek(0)


def _sheets(archive: zipfile.ZipFile, sizes: Mapping[str, int]) -> frozenset[str]:
    """Parts that are sheets and nothing else; none where the list of parts is longer than any list is."""
    if sizes.get(_TYPES, 0) > _MOST_TYPES:
        return frozenset()
    with archive.open(_TYPES) as part:
        _refuse_declarations(part)
    kinds: dict[str, set[str]] = {}
    for each in fromstring(archive.read(_TYPES)):  # noqa: S314 - it declares nothing
        kinds.setdefault(each.get("PartName", "").lstrip("/"), set()).add(each.get("ContentType", ""))
    return frozenset(name for name, said in kinds.items() if said == {_SHEET})


class _Begun(Exception):
    """The first element has begun: nothing is declared any more."""


def _refuse_declarations(part: IO[bytes]) -> None:
    def begun(*_said: object) -> NoReturn:
        raise _Begun

    def declares(*_said: object) -> NoReturn:
        raise ValueError("it declares names of its own (DOCTYPE)")

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.StartDoctypeDeclHandler = begun, declares
    try:
        while chunk := part.read(4096):
            reader.Parse(chunk)
    except (_Begun, expat.ExpatError):  # a picture is no XML, and of a broken part is told where it is read
        return


@contextmanager
def _workbook(path: Path, *, values: bool = True) -> Iterator[Any]:
    with path.open("rb") as file:  # by its content: openpyxl would look at the name
        yield from _opened(path, file, values)


def _opened(path: Path, file: IO[bytes], values: bool) -> Iterator[Any]:
    try:
        _bounded(path, file)
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


def _filled(path: Path, sheet: Any) -> bool:
    if not hasattr(sheet, "reset_dimensions"):  # a chart
        return False
    return any(value is not None for row in _rows(path, sheet) for value in row)


def _shows_otherwise(book: Any) -> bool:
    """Whether any cell of the workbook may show a number otherwise than it is kept: only then each is looked at."""
    own = [str(each) for each in book._number_formats]
    formats = {style.numFmtId for style in book._cell_styles}
    return bool(formats & {9, 10}) or any(
        "%" in own[each - 164] or _ZEROS.fullmatch(own[each - 164]) or _unit_shown(own[each - 164])
        for each in formats
        if each - 164 in range(len(own))
    )


def _as_shown(cell: Any) -> Any:
    """12% is kept as 0.12, and would be taken for twelve cents; 00012 is kept as 12, and would be another number; 3.5万
    is kept as 3.5 where the format writes 万 behind it."""
    value = cell.value
    if value is None and cell.data_type == "str":
        return ""  # the result of a formula, which is a text in which nothing stands
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if _ZEROS.fullmatch(cell.number_format):
        return f"{int(value):0{len(cell.number_format)}d}" if 0 <= value < _SURE and not value % 1 else value
    if unit := _unit_shown(cell.number_format):
        return f"{Decimal(repr(value)):f}{unit}"
    if "%" in cell.number_format:
        return (
            f"{Decimal(repr(value)) * 100:f}".rstrip("0").rstrip(".") + "%"
            if value % 1
            else f"{int(value) * 100}%"
        )
    return value


@lru_cache(maxsize=1_000)
def _unit_shown(form: str) -> str:
    """The unit that a format writes behind a number as it is kept: 0.0"万" -> 万. Where it divides the number before,
    as 0!.0,"万" does, the number is kept whole and needs none."""
    shown = form.partition(";")[0]
    found = None if _DIVIDED.search(shown) else _UNIT_BEHIND.search(shown)
    return found[1] if found else ""


def _formulas(path: Path, name: str) -> Iterator[tuple[Any, ...]]:
    with _workbook(path, values=False) as book:
        yield from _rows(path, book[name])


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
    if "_x" in value:
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
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
