"""What spreadsheets and exports make of a register: percentages, shortened numbers, hidden sheets, broken headers."""

import csv

import openpyxl
import pytest

from redress.operations.console import BadInput
from redress.operations.importing import table
from redress.operations.importing.dates import Dates
from redress.operations.importing.mapping import Mapping
from redress.operations.importing.problems import Unusable
from redress.operations.importing.rows import Reader

pytestmark = pytest.mark.req("INT-17")
HEADER = ["编号", "收到日期", "原因", "金额", "电话"]
ROW = ["K1", "2026-03-05", "理赔", "100", "13800000000"]
BY = Mapping.model_validate(
    {
        "mapping": "kept", "title": "台账", "source": "kept", "dates": "%Y-%m-%d", "channel": "regulator",
        "columns": {"number": "编号", "received": "收到日期", "reason": "原因", "recovered": "金额", "phone": "电话"},
        "classes": {"理赔": {"to": "claims"}},
    }
)  # fmt: skip


def row(**changed):
    return [changed.get(name, said) for name, said in zip(HEADER, ROW, strict=True)]


def read(path):
    """Each row as it is understood, or why not."""
    found = table.open_table(path, BY.shape, set(BY.columns.all()))
    reader = Reader(BY, found, path)
    told = []
    for record in found.records():
        try:
            told.append(reader.read(record))
        except Unusable as problem:
            told.append(str(problem))
    return told


def as_csv(tmp_path, *rows, header=HEADER):
    path = tmp_path / "kept.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def as_book(tmp_path, fill):
    book = openpyxl.Workbook()
    fill(book, book.active)
    book.save(tmp_path / "kept.xlsx")
    return tmp_path / "kept.xlsx"


def test_a_percentage_is_no_amount_of_cents(tmp_path):
    def fill(book, sheet):
        for cells in (HEADER, row(金额=0.12), row(金额=0.12), row(金额=1)):
            sheet.append(cells)
        sheet["D2"].number_format = "0%"
        sheet["D4"].number_format = "0.00%"

    first, second, third = read(as_book(tmp_path, fill))
    assert "'12%'" in first
    assert str(second.recovered) == "0.12"
    assert "'100%'" in third


@pytest.mark.parametrize("column", ["编号", "电话"])
@pytest.mark.parametrize("shortened", ["1.23457E+15", "6.2E+18", "1e+11"])
def test_a_number_that_a_spreadsheet_shortened_is_never_taken_for_one(tmp_path, column, shortened):
    (told,) = read(as_csv(tmp_path, row(**{column: shortened})))
    assert "last digits are lost" in told
    assert shortened in told


def test_a_number_that_is_kept_from_a_spreadsheet_by_quotes_is_read_without_them(tmp_path):
    (told,) = read(as_csv(tmp_path, row(编号='="00123"')))
    assert told.number == "00123"


@pytest.mark.parametrize("header", ["收到\n日期", "收到 日期", "收到日期 ", "收 到\r\n日 期"])
def test_a_broken_line_or_a_blank_in_a_columns_name_makes_no_other_name(tmp_path, header):
    (told,) = read(as_csv(tmp_path, row(), header=[HEADER[0], header, *HEADER[2:]]))
    assert told.number == "K1"


def test_two_columns_that_differ_by_a_blank_alone_are_not_taken_for_each_other(tmp_path):
    path = as_csv(tmp_path, [*row(), "2026-01-01"], header=[*HEADER, "收到 日期"])
    with pytest.raises(BadInput, match="two columns"):
        read(path)


def test_what_people_do_not_see_is_not_read_before_what_they_see(tmp_path):
    def fill(book, sheet):
        sheet.append(HEADER)
        sheet.append(row(编号="OLD"))
        sheet.sheet_state = "hidden"
        seen = book.create_sheet("数据")
        seen.append(HEADER)
        seen.append(row())
        book.active = 1

    path = as_book(tmp_path, fill)
    assert [each.number for each in read(path)] == ["K1"]
    assert table.open_table(path, BY.shape, set(BY.columns.all())).unread == ("Sheet",)


@pytest.mark.parametrize("content", ["<html><table>", "\ufeff<?xml version='1.0'?>", "\n <table>"])
def test_a_page_that_is_named_like_a_workbook_is_told_as_what_it_is(tmp_path, content):
    (tmp_path / "kept.xls").write_text(content, "utf-8")
    with pytest.raises(BadInput, match="HTML"):
        read(tmp_path / "kept.xls")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026年1月2日 下午3:20", "2026-01-02T15:20"), ("2026/1/2 上午 12:05:00", "2026-01-02T00:05"),
        ("2026-01-02 3:20 PM", "2026-01-02T15:20"), ("2026-01-02 12:20 pm", "2026-01-02T12:20"),
        ("2026-1-2 下午15:20", "2026-01-02T15:20"), ("20260102152033", "2026-01-02T15:20:33"),
        ("202601021520", "2026-01-02T15:20"), ("2026-01-02 15:20:33.123", "2026-01-02T15:20:33.123"),
    ],
)  # fmt: skip
def test_times_are_read_as_programs_export_them(written, at):
    assert Dates(["%Y-%m-%d"]).read("收到日期", written).isoformat().startswith(at)


@pytest.mark.parametrize(
    "written", ["2026-01-02 上午15:20", "2026-02-30 下午1:00", "2026年01月", "20260230000000"]
)
def test_a_time_that_is_none_is_not_guessed(written):
    with pytest.raises(Unusable, match="not a date"):
        Dates(["%Y-%m-%d"]).read("收到日期", written)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("name", ["收到 日期", "收到\n日期", "收到　日期"])
def test_what_stands_between_the_fields_is_found_whatever_a_name_is_broken_by(tmp_path, delimiter, name):
    path = tmp_path / "kept.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        header = [name if each == "收到日期" else each for each in HEADER]
        csv.writer(file, delimiter=delimiter).writerows([header, ROW])
    (found,) = read(path)
    assert not isinstance(found, str), found
