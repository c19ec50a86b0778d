"""Opens a table of text: CSV, CSV packed by gzip, XLSX. What a file is, its first bytes say, not its name."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from redress.operations.console import BadInput
from redress.operations.speech import gettext as _

_GZIP, _ZIP, _UTF16 = b"\x1f\x8b", b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Record:
    """One row below the header: where it begins (line of a text file, row of a sheet) and its cells, trimmed."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table."""

    header: list[str]
    records: list[Record]


def read(path: Path, *, encoding: str, delimiter: str, dates: str) -> Table:
    """The whole table; dates of sheets come out written as `dates`. BadInput says what is wrong with the file."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic == _ZIP:
            records = list(_sheet(path, dates))
        elif path.suffix.lower() in (".xlsx", ".xlsm"):
            raise BadInput(
                _("%(path)s is named like a workbook but is none. Save it again as XLSX, or as CSV.")
                % {"path": path}
            )
        else:
            records = list(_text(path, magic, encoding, delimiter))
    except IsADirectoryError:
        raise BadInput(_("%(path)s is a folder. Give the file in it.") % {"path": path}) from None
    except (OSError, EOFError, zipfile.BadZipFile) as problem:
        raise BadInput(
            _("%(path)s cannot be read: %(problem)s") % {"path": path, "problem": problem}
        ) from problem
    if not records:
        raise BadInput(_("%(path)s is empty: it needs a header and rows.") % {"path": path})
    header = records[0].cells
    if twice := {name for name in header if header.count(name) > 1}:
        raise BadInput(
            _("%(path)s has two columns named '%(column)s'. Rename one.")
            % {"path": path, "column": min(twice)}
        )
    return Table(header, records[1:])


def _text(path: Path, magic: bytes, encoding: str, delimiter: str) -> Iterator[Record]:
    packed = magic.startswith(_GZIP)
    if magic.startswith(_UTF16):
        encoding = "utf-16"
    elif encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    with _open(path, packed) as file:
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield Record(line, [cell.strip() for cell in cells])
                line = reader.line_num + 1
        except UnicodeDecodeError as problem:
            raise BadInput(_wrong_encoding(path, packed, encoding, line, problem)) from None
        except csv.Error as problem:
            raise BadInput(
                _("%(path)s, line %(line)s: this is not CSV: %(problem)s. Check its quotes.")
                % {"path": path, "line": line, "problem": problem}
            ) from None


def _open(path: Path, packed: bool) -> BinaryIO:
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _wrong_encoding(path: Path, packed: bool, encoding: str, line: int, problem: UnicodeDecodeError) -> str:
    said = {"path": path, "line": line, "encoding": encoding.removesuffix("-sig").upper()}
    begin = _("%(path)s, near line %(line)s: this is not %(encoding)s text") % said
    with _open(path, packed) as file, io.TextIOWrapper(file, "gb18030") as text:
        try:
            while text.read(1 << 20):
                pass
        except UnicodeDecodeError:
            byte = problem.object[problem.start]
            return begin + _(" (byte 0x%(byte)s). Save it as UTF-8, or name its --encoding.") % {
                "byte": f"{byte:02X}"
            }
    return begin + _("; it looks like GBK. Save it as UTF-8, or import it with --encoding gb18030.")


def _sheet(path: Path, dates: str) -> Iterator[Record]:
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        width = None
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            texts = [_cell(cell, dates) for cell in cells]
            if any(texts):
                width = width or _width(texts)
                yield Record(line, texts[:width] if not any(texts[width:]) else texts)
    finally:
        workbook.close()


def _width(header: list[str]) -> int:
    """Sheets are often wider than what was written in them."""
    return max(place for place, name in enumerate(header, start=1) if name)


def _cell(value: Any, dates: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime(dates)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
