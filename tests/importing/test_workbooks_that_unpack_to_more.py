"""A workbook is an archive: what it unpacks to is bounded before anything of it is unpacked (INT-17, SEC-05)."""

from __future__ import annotations

import resource
import zipfile
from collections import deque
from pathlib import Path

import openpyxl
import pytest

from redress.operations.console import BadInput
from redress.operations.importing import sheet
from tests.importing.conftest import HEADER, row

pytestmark = pytest.mark.req("INT-17", "SEC-05")
MEGABYTE = b" " * 1_000_000


@pytest.fixture
def register(tmp_path) -> Path:
    book = openpyxl.Workbook()
    for cells in (HEADER, row()):
        book.active.append(cells)
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def rewritten(path: Path, change: dict[str, object]) -> Path:
    """The workbook with some parts changed: bytes, or a function of what was there; a part that was not is added."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *change}:
            content = old.read(name) if name in old.namelist() else b""
            what = change.get(name, content)
            with new.open(name, "w", force_zip64=True) as part:
                if callable(what):
                    what(part, content)
                else:
                    part.write(what)
    return target


def blown_up(megabytes: int, before: bytes = b"</sst>"):
    def write(part, content: bytes) -> None:
        head, tail = (content.split(before)[0], before) if before in content else (content, b"")
        part.write(head)
        for _ in range(megabytes):
            part.write(MEGABYTE)
        part.write(tail)

    return write


def refusal(path: Path) -> str:
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((BadInput, zipfile.BadZipFile)) as refused:  # open_table says the second as the first
        chosen = sheet.choose(path, "")
        deque(sheet.rows(path, chosen.name), maxlen=0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 100_000, "kilobytes"
    return str(refused.value)


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/theme/theme1.xml"]
)
def test_a_part_that_is_mostly_air_is_refused(register, part):
    assert "would unpack to" in refusal(rewritten(register, {f"xl/{part}": blown_up(600)}))


def test_texts_that_stand_where_sheets_stand_are_counted_as_texts(register, monkeypatch):
    """They are held in memory at once, wherever they lie."""
    monkeypatch.setattr(sheet, "MOST_KEPT", 10_000_000)
    monkeypatch.setattr(sheet, "MOST_TIMES", 1_000_000)

    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = b'<Override PartName="/xl/worksheets/texts.xml" ContentType="' + kind + b'"/></Types>'
    changed = {
        "[Content_Types].xml": lambda part, was: part.write(was.replace(b"</Types>", named)),
        "xl/worksheets/texts.xml": lambda part, _was: blown_up(20)(part, b"<sst></sst>"),
    }
    assert "would unpack to" in refusal(rewritten(register, changed))


@pytest.mark.parametrize("place", ["A1048577", "A99999999999"])
def test_a_cell_below_every_sheet_is_refused(register, place):
    line = place[1:].encode()

    def lower(part, content: bytes) -> None:
        part.write(
            content.replace(b'<row r="2"', b'<row r="' + line + b'"').replace(
                b'r="A2"', b'r="A' + line + b'"'
            )
        )

    assert "below row 1048576" in refusal(rewritten(register, {"xl/worksheets/sheet1.xml": lower}))


def test_names_that_call_each_other_are_not_expanded(register):
    """Ten entities, each ten of the one before: ten thousand million letters."""
    named = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 11))

    def laughing(part, content: bytes) -> None:
        head, _, rest = content.partition(b"<worksheet")
        part.write(head + b'<!DOCTYPE worksheet [<!ENTITY e0 "ha">' + named + b"]><worksheet")
        part.write(
            rest.replace(
                b"</sheetData>",
                b'<row r="3"><c r="A3" t="inlineStr"><is><t>&e10;</t></is></c></row></sheetData>',
            )
        )

    assert "declares names" in refusal(rewritten(register, {"xl/worksheets/sheet1.xml": laughing}))


def test_an_honest_workbook_is_read_as_before(register):
    chosen = sheet.choose(register, "")
    assert [record.line for record in sheet.rows(register, chosen.name)] == [1, 2]
