"""Rows of a text file."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from redress.operations.console import BadInput
from redress.operations.importing.cells import Record
from redress.operations.speech import gettext as _

_GZIP = b"\x1f\x8b"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LONGEST_CELL = 1_000_000


def rows(path: Path, magic: bytes, encoding: str, delimiter: str) -> Iterator[Record]:
    """Every row with its line. A mark at the beginning says more of the encoding than whoever names one."""
    packed = magic.startswith(_GZIP)
    csv.field_size_limit(_LONGEST_CELL)
    with _open(path, packed) as file:
        encoding = _encoding(file, encoding)
        reader = csv.reader(
            io.TextIOWrapper(file, encoding=encoding, newline=""), delimiter=delimiter, strict=True
        )
        line = 1
        try:
            for cells in reader:
                trimmed = [cell.strip() for cell in cells]
                yield Record(line, [*trimmed] if any(trimmed) else [])
                line = reader.line_num + 1
        except UnicodeDecodeError as problem:
            raise BadInput(_wrong_encoding(path, packed, encoding, line, problem)) from None
        except zlib.error as problem:
            raise EOFError(str(problem)) from problem
        except csv.Error as problem:
            raise BadInput(
                _("%(path)s, line %(line)s: this is not CSV: %(problem)s. Check its quotes.")
                % {"path": path, "line": line, "problem": problem}
            ) from None


def _encoding(file: BinaryIO, named: str) -> str:
    begin = file.read(3)
    file.seek(0)
    for mark, encoding in _MARKS.items():
        if begin.startswith(mark):
            return encoding
    return named


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
