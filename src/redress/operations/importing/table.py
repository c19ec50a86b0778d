"""Opens a table: CSV, CSV packed by gzip, XLSX. What a file is, its content says, not its name.

A table is read as a stream and may be read more than once, so that a register of any size needs little memory.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from redress.operations.console import BadInput
from redress.operations.importing import foreign, sheet, text
from redress.operations.importing.cells import Cell, Faulty, Record
from redress.operations.importing.headers import Header, compared, covers, find, unlettered
from redress.operations.speech import gettext as _

_ZIP = b"PK\x03\x04"
_DELIMITERS = (",", ";", "\t", "|")
_LESS = 1462
"""Days from the end of 1899 to the beginning of 1904."""
_HEAD = 30
"""So many rows from the top, the header is looked for."""
__all__ = ["Cell", "Faulty", "Record", "Table", "open_table"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a mapping says of the file's form. `header` counts rows from 1; what it does not say is looked for."""

    encoding: str = "utf-8"
    delimiter: str = ""
    header: tuple[int, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read from its beginning as often as one likes.

    `skipped` are the rows above the header and `title` what they say, `bare` columns without a name or a value,
    `unread` the names of further sheets that hold something, `shift` days that its dates as numbers are less,
    `delimited` whether signs stand between its cells, as in a text.
    """

    header: list[str]
    skipped: int
    unread: tuple[str, ...]
    _open: Callable[[], Iterator[Record]] = field(repr=False)
    _below: int = 0
    bare: frozenset[str] = frozenset()
    title: str = ""
    shift: int = 0
    delimited: bool = False
    _named: str = ""
    """A column that a further header would name."""

    def records(self) -> Iterator[Record]:
        """The rows below the header, blank ones included: they have no cells.

        What stands below another header, which names the columns in another order, cannot be taken.
        """
        other = 0
        for record in self._open():
            if record.line <= self._below:
                continue
            if self._named in record.cells and self._is_header(record):
                other = record.line if self._is_moved(record) else 0
            elif other and record.cells:
                yield _below_another(record, other)
                continue
            yield record

    def _is_moved(self, record: Record) -> bool:
        """Whether a header names a column in another place."""
        places: dict[str, set[int]] = {}
        for place, name in enumerate(self.header):
            places.setdefault(_compared(name), set()).add(place)
        names = [*map(_compared, record.cells)]
        return any(place not in places.get(name, {place}) for place, name in enumerate(names) if name)

    def _is_header(self, record: Record) -> bool:
        filled = [cell for cell in record.cells if cell]
        return len(filled) > 1 and 2 * sum(cell in self.header for cell in filled) > len(filled)


def open_table(path: Path, shape: Shape, wanted: set[str]) -> Table:
    """The table in the file. `wanted`: columns by which its header is recognised. BadInput says what is wrong."""
    try:
        with path.open("rb") as file:
            magic = file.read(8)
        if magic.startswith(_ZIP):
            foreign.refuse_packed(path)
            book = sheet.choose(path, shape.sheet)
            found = _table(path, lambda: sheet.rows(path, book.name), shape, wanted, book.others)
            below = found._below
            return replace(
                found,
                _open=lambda: sheet.rows(path, book.name, below, len(found.header)),
                shift=_LESS if book.from_1904 else 0,
            )
        foreign.refuse(path, magic)
        damaged = text.damaged(path, magic, shape.encoding)
        delimiter = shape.delimiter or _delimiter(path, magic, shape, wanted, damaged)
        found = _table(
            path, lambda: text.rows(path, magic, shape.encoding, delimiter, damaged), shape, wanted
        )
        return replace(found, delimited=True)
    except IsADirectoryError:
        raise BadInput(_("%(path)s is a folder. Give the file in it.") % {"path": path}) from None
    except (OSError, EOFError, zipfile.BadZipFile) as problem:
        raise unreadable(path, problem) from problem


def _compared(cell: Cell) -> str:
    return compared(unlettered(as_words(cell)))


def _below_another(record: Record, line: int) -> Record:
    because = _("stands below another header, on line %(line)s: import it as a file of its own") % {
        "line": line
    }
    return Record(record.line, [Faulty(as_words(cell), because) for cell in record.cells])


def _delimiter(path: Path, magic: bytes, shape: Shape, wanted: set[str], damaged: bool) -> str:
    """The one by which a row, or the rows that are named, has all columns; a comma if none does."""
    for delimiter in _DELIMITERS:
        try:
            top = _top(text.rows(path, magic, shape.encoding, delimiter, damaged), shape)
        except BadInput:
            continue
        if covers(top, shape.header, wanted):
            return delimiter
    return _DELIMITERS[0]


def _top(stream: Iterator[Record], shape: Shape) -> list[Record]:
    top = list(islice(stream, max((_HEAD, *shape.header))))
    stream.close()  # type: ignore[attr-defined]
    return top


def unreadable(path: Path, problem: Exception) -> BadInput:
    """What to say of a file that ends in the middle, or cannot be opened."""
    if isinstance(problem, FileNotFoundError):
        return BadInput(_("There is no file %(name)s.") % {"name": path})
    if isinstance(problem, EOFError | zipfile.BadZipFile):
        return BadInput(
            _("%(path)s cannot be read: %(problem)s. It may be damaged or cut off: copy or save it again.")
            % {"path": path, "problem": problem}
        )
    return BadInput(_("%(path)s cannot be read: %(problem)s") % {"path": path, "problem": problem})


def _table(
    path: Path,
    rows: Callable[[], Iterator[Record]],
    shape: Shape,
    wanted: set[str],
    unread: tuple[str, ...] = (),
) -> Table:
    top = _top(rows(), shape)
    if not any(record.cells for record in top):
        raise BadInput(_("%(path)s is empty: it needs a header and rows.") % {"path": path})
    found: Header = find(path, top, shape.header, wanted)
    named = next((name for name in found.names if name in wanted), found.names[0])
    return Table(
        found.names, found.skipped, unread, rows, found.last_line, found.bare, found.title, _named=named
    )


def as_words(value: Cell) -> str:
    """A cell in words: a date in ISO form."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return value.shown if isinstance(value, Faulty) else value
