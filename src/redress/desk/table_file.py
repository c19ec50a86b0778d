"""A table as a file that spreadsheets open, however long: CSV in UTF-8 with its mark, or XLSX.

Nothing in it is taken for a formula. It is written to a scratch file first, so that memory stays small and an answer
is whole or none; its last line says how many rows it has and that nothing was left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Final, cast

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from redress.privacy.scratch import scratch

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs that spreadsheets begin to reckon at; those of full width where the program speaks Chinese."""
_APART = ("\t", "\r", "\n")
"""What a program may take for the end of a cell."""
WHOLE: Final = 1_000_000
"""Bytes up to which an answer goes in one piece."""
SHEET: Final = 1_000_000
"""Rows of a sheet; spreadsheets take 1,048,576."""
Row = Sequence[object]


class Format(Enum):
    """Kinds of file: what the address says."""

    CSV = "csv"
    XLSX = "xlsx"


_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def wanted(asked: str) -> Format:
    """The format that an address asks for; CSV when it asks for none there is."""
    return Format.XLSX if asked == Format.XLSX.value else Format.CSV


def response(
    name: str, header: Row, rows: Iterable[Row], kind: Format = Format.CSV, *, cases: bool = False
) -> HttpResponse:
    """The file as a download. `cases`: each row is of a case, whose number stands first; the access log takes them."""
    numbers: list[str] = []
    noted = _noting(rows, numbers) if cases else rows
    file = scratch()
    try:
        length = _WRITERS[kind](file, header, noted)
    except BaseException:
        file.close()
        raise
    answer: HttpResponse
    if length <= WHOLE:
        with file:
            answer = HttpResponse(file.read(), content_type=_TYPES[kind])
    else:
        answer = cast(HttpResponse, FileResponse(file, content_type=_TYPES[kind]))
        answer["Content-Length"] = str(length)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    answer["Cache-Control"] = "no-store"
    answer.shows = numbers  # type: ignore[attr-defined]
    return answer


def _noting(rows: Iterable[Row], numbers: list[str]) -> Iterator[Row]:
    for row in rows:
        numbers.append(str(row[0]))
        yield row


def _as_csv(file: io.BufferedRandom, header: Row, rows: Iterable[Row]) -> int:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([_cell(value) for value in header])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - said in the last line
        writer.writerow([_cell(value) for value in row])
    writer.writerow([_end(count)])
    text.flush()
    text.detach()
    return _rewound(file)


def _as_xlsx(file: io.BufferedRandom, header: Row, rows: Iterable[Row]) -> int:
    book = Workbook(write_only=True)
    sheet, count = book.create_sheet(), 0
    sheet.append(list(header))
    for count, row in enumerate(rows, start=1):
        if count % SHEET == 0:
            sheet = book.create_sheet()
            sheet.append(list(header))
        # A cell of text, so that nothing is reckoned: a number of twenty digits stays as it is.
        sheet.append([_text(sheet, value) for value in row])
    sheet.append([_end(count)])
    book.save(file)
    return _rewound(file)


def _text(sheet: object, value: object) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


_WRITERS = {Format.CSV: _as_csv, Format.XLSX: _as_xlsx}


def _rewound(file: io.BufferedRandom) -> int:
    """How long it is; it is read from the beginning next."""
    length = file.seek(0, io.SEEK_END)
    file.seek(0)
    return length


def _end(count: int) -> str:
    return _("%(count)d rows, nothing was left out") % {"count": count}


def _cell(value: object) -> object:
    if isinstance(value, str) and (value.startswith(_APART) or value.lstrip().startswith(_FORMULA)):
        return "'" + value
    return "" if value is None else value
