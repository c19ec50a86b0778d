"""What a file holds that nobody sees: signs in names and numbers, rows out of order, merged cells, endless rows."""

import gzip
import re
import zipfile

import pytest

from redress.operations.console import BadInput
from redress.operations.importing import groups, text
from tests.importing.test_what_spreadsheets_leave import HEADER, as_book, as_csv, read, row

pytestmark = pytest.mark.req("INT-17")


def rewritten(path, change):
    """The workbook with its sheet's own text changed."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(name, change(name, said))
    return path


def filled(*rows):
    def fill(_book, sheet):
        for each in (HEADER, *rows):
            sheet.append(each)

    return fill


def test_a_name_with_an_unseen_sign_names_the_same_column(tmp_path):
    header = ["\ufeff编号", "收到日期\u200b", "原\u00ad因", *HEADER[3:]]
    (found,) = read(as_csv(tmp_path, row(), header=header))
    assert found.number == "K1"


def test_numbers_that_look_alike_are_one_number(tmp_path):
    path = as_csv(tmp_path, row(), row(编号="K1\u200b"), row(编号="K\u00ad1"))
    assert {found.number for found in read(path)} == {"K1"}
    records = [*text.rows(path, b"", "utf-8", ",")][1:]
    assert {groups.number_of(record, 0) for record in records} == {"K1"}


def test_a_row_that_stands_out_of_order_is_not_passed_over(tmp_path):
    path = as_book(tmp_path, filled(row(), row(编号="K2"), row(编号="K3")))
    swap = rb'(<row r="2".*?</row>)(<row r="3".*?</row>)'
    rewritten(path, lambda name, said: re.sub(swap, rb"\2\1", said) if "sheet1" in name else said)
    with pytest.raises(BadInput) as refused:
        read(path)
    assert "row 2 of the sheet stands below row 3" in refused.value.message


def test_a_strict_workbook_is_called_so_and_not_empty(tmp_path):
    path = as_book(tmp_path, filled(row()))
    usual, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/",
    )
    rewritten(path, lambda _name, said: said.replace(usual, strict + b"spreadsheetml/main"))
    with pytest.raises(BadInput) as refused:
        read(path)
    assert "Strict Open XML" in refused.value.message


def test_a_cell_merged_over_several_rows_stands_in_each_of_them(tmp_path):
    def fill(_book, sheet):
        for each in (HEADER, row(), row(编号="", 收到日期="", 金额="5"), row(编号="K3")):
            sheet.append(each)
        for area in ("A2:A3", "B2:B3"):
            sheet.merge_cells(area)

    first, second, third = read(as_book(tmp_path, fill))
    assert (first.number, second.number, third.number) == ("K1", "K1", "K3")
    assert first.received == second.received
    assert str(second.recovered) == "5.00"


def test_a_merged_title_and_header_fill_no_row(tmp_path):
    def fill(_book, sheet):
        sheet.append(["投诉台账"])
        for each in (HEADER, row()):
            sheet.append(each)
        sheet.merge_cells("A1:E1")

    (found,) = read(as_book(tmp_path, fill))
    assert found.number == "K1"


def test_zeros_that_the_format_of_a_number_shows_belong_to_it(tmp_path):
    def fill(_book, sheet):
        for each in (HEADER, row(编号=12), row(编号=12)):
            sheet.append(each)
        sheet["A2"].number_format = "000000"

    assert [found.number for found in read(as_book(tmp_path, fill))] == ["000012", "12"]


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_row_without_an_end_is_not_read_to_its_end(tmp_path, monkeypatch, quote):
    monkeypatch.setattr(text, "_LONGEST_ROW", 50_000)
    path = tmp_path / "kept.csv"
    long = quote + (b"A" * 20_000 + b"\n" * len(quote)) * 5
    lines = [",".join(HEADER).encode(), ",".join(row()).encode(), long]
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    with pytest.raises(BadInput) as refused:
        read(path)
    assert "more than 50000 characters" in refused.value.message
    assert "line 3" in refused.value.message
