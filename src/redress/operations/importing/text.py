"""Rows of a text file."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self, TextIO

from redress.operations.console import BadInput
from redress.operations.importing.cells import Faulty, Record
from redress.operations.speech import gettext as _

_GZIP = b"\x1f\x8b"
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LONGEST_ROW = 10_000_000
"""Characters of a row: a packed file of a megabyte may hold a row of a thousand. A cell may be as long: what it says is
too long for is told with its column, and stops no other row."""
_LOOKED_AT = 4_096
_SIGNS = 20
"""Of a text in UTF-16 one byte in so many at least is the empty half of a comma, a digit or an end of line."""
_QUOTED = '="'
_FEW = 20
"""One line in so many may be damaged."""


class _Lines:
    """Lines of a text, the last of which can be shown; none is read further than a row may be long."""

    def __init__(self, text: TextIO) -> None:
        self._read = text.readline
        self.last = ""
        self.left = _LONGEST_ROW
        """Characters that the row which is being read may still have."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        self.last = line = self._read(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise csv.Error(f"a row has more than {_LONGEST_ROW} characters")
        if not line:
            raise StopIteration
        return line


def damaged(path: Path, magic: bytes, encoding: str) -> bool:
    """Whether a few lines of the file, and no more, are not text of that encoding: those rows are rejected.

    Where many are, the encoding is another one, and reading says so.
    """
    packed = magic.startswith(_GZIP)
    try:
        with _open(path, packed) as file:
            encoding = _encoding(file, encoding)
            if encoding.startswith(("utf-16", "utf-32")) or _decodes(file, encoding):
                return False
            file.seek(0)
            lines = faulty = 0
            while line := file.readline(_LONGEST_ROW):
                lines += 1
                faulty += not _is_text(line, encoding)
            return faulty * _FEW <= lines
    except (LookupError, zlib.error):
        return False  # told by who reads it


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def rows(path: Path, magic: bytes, encoding: str, delimiter: str, damaged: bool = False) -> Iterator[Record]:
    """Every row with its line. A mark at the beginning says more of the encoding than whoever names one.

    A row whose quotes are wrong has one cell, which is faulty; where it may have swallowed others, nothing is read on.
    In a `damaged` file, bytes that are no text are read as halves of pairs, which no row may hold.
    """
    packed = magic.startswith(_GZIP)
    csv.field_size_limit(_LONGEST_ROW)
    with _open(path, packed) as file:
        encoding = _encoding(file, encoding)
        errors = "surrogateescape" if damaged else "strict"
        lines = _Lines(io.TextIOWrapper(file, encoding=encoding, errors=errors, newline=""))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        line = 1
        try:
            while True:
                try:
                    for cells in reader:
                        trimmed = [cell.strip() for cell in cells]
                        if _QUOTED in "".join(trimmed):
                            trimmed = [_unquoted(cell) for cell in trimmed]
                        yield Record(line, [*trimmed] if any(trimmed) else [])
                        line = reader.line_num + 1
                        lines.left = _LONGEST_ROW
                    return
                except csv.Error as problem:
                    if reader.line_num > line or "expected after" not in str(problem):
                        raise
                    because = _("this is not CSV: %(problem)s. Check its quotes.") % {"problem": problem}
                    yield Record(line, [Faulty(lines.last.strip(), because)])
                    line = reader.line_num + 1
                    lines.left = _LONGEST_ROW
        except UnicodeDecodeError as problem:
            raise BadInput(_wrong_encoding(path, packed, encoding, line, problem)) from None
        except zlib.error as problem:
            raise EOFError(str(problem)) from problem
        except csv.Error as problem:
            raise BadInput(
                _("%(path)s, line %(line)s: this is not CSV: %(problem)s. Check its quotes.")
                % {"path": path, "line": line, "problem": problem}
            ) from None


def _unquoted(cell: str) -> str:
    """="00123" is how programs keep a spreadsheet from eating the zeros of a number."""
    return (
        cell[2:-1].replace('""', '"')
        if cell.startswith(_QUOTED) and cell.endswith('"') and len(cell) > 3
        else cell
    )


def _encoding(file: BinaryIO, named: str) -> str:
    begin = file.read(_LOOKED_AT)
    file.seek(0)
    for mark, encoding in _MARKS.items():
        if begin.startswith(mark):
            return encoding
    return named if named.lower().startswith("utf-16") else _without_mark(begin) or named


def _without_mark(begin: bytes) -> str:
    """UTF-16 without its mark, by where its empty bytes stand: behind, or before, what they belong to. No other text
    has many; on the other side stand those of a few characters, as of 一."""
    behind, before = begin[1::2].count(0), begin[::2].count(0)
    if max(behind, before) * _SIGNS < len(begin) or max(behind, before) < 2 * min(behind, before):
        return ""
    return "utf-16-le" if behind > before else "utf-16-be"


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
