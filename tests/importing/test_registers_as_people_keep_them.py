"""Registers as people keep them: dates as numbers, money in ten thousands, groups above the header, no value as "-"."""

import csv
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from redress.complaints.models import Complaint
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner
from redress.operations.importing.amounts import amount, unit_of, unit_said
from redress.operations.importing.rejects import rejects
from redress.operations.importing.report import Report

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db]

HEADER = ["编号", "收到", "结案", "原因", "状态", "金额"]
MAPPING = """\
mapping: kept
title: 台账
source: kept
unit: psc
dates: "%Y-%m-%d"
columns: {number: 编号, received: 收到, closed: 结案, reason: 原因, status: 状态, recovered: 金额}
channel: regulator
classes:
  理赔: {to: claims}
states: {archived: 已结, registered: 未结}
"""


def row(number="K1", received="2026-03-05", closed="2026-03-20", amount="100", status="已结"):
    return [number, received, closed, "理赔", status, amount]


def by(tmp_path, more="", text=MAPPING):
    path = tmp_path / "kept.yaml"
    path.write_text(text + more, "utf-8")
    return mapping.load(str(path))


def as_csv(tmp_path, *rows, delimiter=",", encoding="utf-8"):
    path = tmp_path / "kept.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def as_book(tmp_path, *rows, epoch=None):
    book, path = openpyxl.Workbook(), tmp_path / "kept.xlsx"
    if epoch is not None:
        book.epoch = epoch
    for cells in rows:
        book.active.append(cells)
    book.save(path)
    return path


def taken(path, by_, **more) -> Report:
    return runner.run(path, by_, **more).report


@pytest.mark.parametrize(
    "written",
    [
        "46086", "20260305", "2026年3月5号", "二〇二六年三月五日", "２０２６－０３－０５", "2026.3.5",
    ],
)  # fmt: skip
def test_a_day_is_the_same_however_it_is_written(tmp_path, written):
    taken(as_csv(tmp_path, HEADER, row(received=written)), by(tmp_path))
    assert Complaint.objects.get(external_source="kept").received_at == datetime(2026, 3, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "month", "day"), [("十二月三十一", 12, 31), ("十月二十", 10, 20), ("二月十", 2, 10)]
)
def test_days_and_months_are_read_in_chinese_numerals(tmp_path, written, month, day):
    taken(as_csv(tmp_path, HEADER, row(received=f"二〇二四年{written}日")), by(tmp_path))
    received = Complaint.objects.get(external_source="kept").received_at
    assert received == datetime(2024, month, day - 1, 16, tzinfo=UTC)


def test_a_number_in_a_column_of_dates_is_the_day_that_the_workbook_means(tmp_path):
    taken(as_book(tmp_path, HEADER, row(received=46086.25, closed=46100)), by(tmp_path))
    case = Complaint.objects.get(external_source="kept")
    assert case.received_at == datetime(2026, 3, 4, 22, tzinfo=UTC)
    assert case.closed_at == datetime(2026, 3, 18, 16, tzinfo=UTC)


def test_a_workbook_that_counts_from_1904_means_its_own_days(tmp_path):
    path = as_book(tmp_path, HEADER, row(received=46086 - 1462), epoch=CALENDAR_MAC_1904)
    taken(path, by(tmp_path))
    assert Complaint.objects.get(external_source="kept").received_at == datetime(2026, 3, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026年3月", "05/03/2026", "46086a", "460860", "二〇二六年十三月五日"])
def test_what_is_no_day_is_not_guessed(tmp_path, written):
    report = taken(as_csv(tmp_path, HEADER, row(received=written), row("K2")), by(tmp_path))
    assert (report.imported, report.rejected) == (1, 1)
    assert "is not a date" in report.rejects[0].because


@pytest.mark.parametrize("mark", ["-", "—", "——", "/", "／", "无", "N/A", "null"])
def test_a_mark_for_nothing_is_nothing_in_dates_and_amounts(tmp_path, mark):
    report = taken(
        as_csv(tmp_path, HEADER, row(closed=mark, amount=mark, status="未结"), row("K2", received=mark)),
        by(tmp_path),
    )
    assert (report.imported, report.recovered) == (1, 0)
    assert Complaint.objects.get(external_source="kept").closed_at is None
    assert report.rejects[0].because == "收到 is blank"


@pytest.mark.parametrize(
    ("header", "written", "yuan"),
    [
        ("金额（万元）", "3.5", 35_000),
        ("金额(单位：万元)", "3.5", 35_000),
        ("金额[千元]", "2", 2_000),
        ("金额（万元）", "500元", 500),
        ("金额（万元）", "3.5万元", 35_000),
        ("金额（元）", "3.5万", 35_000),
        ("金额", "3.5", 3.5),
    ],
)
def test_a_column_counts_in_what_its_name_says(tmp_path, header, written, yuan):
    text = MAPPING.replace("recovered: 金额", f'recovered: "{header}"')
    report = taken(as_csv(tmp_path, [*HEADER[:-1], header], row(amount=written)), by(tmp_path, text=text))
    assert report.recovered == pytest.approx(yuan)


def test_the_mapping_may_say_what_a_column_counts(tmp_path):
    report = taken(as_csv(tmp_path, HEADER, row(amount="3.5")), by(tmp_path, "amounts: {金额: 万元}\n"))
    assert report.recovered == 35_000


def test_a_title_that_counts_in_ten_thousands_is_not_passed_over(tmp_path):
    path = as_csv(tmp_path, ["投诉台账"], ["单位：万元"], HEADER, row(amount="3.5"))
    with pytest.raises(BadInput) as refused:
        taken(path, by(tmp_path))
    assert "amounts: {金额: 万元}" in refused.value.message
    assert taken(path, by(tmp_path, "amounts: {金额: 元}\n")).recovered == pytest.approx(3.5)


def test_units_are_read_where_they_are_said_and_nowhere_else():
    assert [unit_of(each) for each in ("金额", "金额（万元）", "万元户", "赔款【亿元】")] == [
        "",
        "万元",
        "",
        "亿元",
    ]
    assert [unit_said(each) for each in ("", "单位: 元", "单位：人民币万元\n制表", "单位 百万元")] == [
        "", "元", "万元", "百万元"
    ]  # fmt: skip
    assert amount("a", "1.5", "百万元") == 1_500_000


@pytest.mark.parametrize("alike", ["姓名", "姓 名", "姓\n名"])
def test_columns_named_alike_are_told_apart_by_what_stands_above_them(tmp_path, alike):
    top = ["编号", "日期", None, "投诉人", None, "被投诉人", None, "原因", "状态", "金额"]
    low = [None, "收到", "结案", "姓名", "电话", alike, "电话", None, None, None]
    cells = ["K1", "2026-03-05", "2026-03-20", "张三", "13800138000", "李四", "", "理赔", "已结", "1"]
    text = MAPPING.replace(
        "recovered: 金额}", "recovered: 金额, name: 投诉人 / 姓名, about_whom: 被投诉人 / 姓名}"
    )
    by_ = by(tmp_path, 'header: [1, 2]\nignore: "*"\n', text)
    assert taken(as_book(tmp_path, top, low, cells), by_).imported == 1
    case = Complaint.objects.get(external_source="kept")
    assert (case.about_whom, case.parties.get().name) == ("李四", "张三")


def test_columns_without_a_name_in_which_nothing_stands_are_no_columns(tmp_path):
    rows = [[*row(f"K{n}"), "", ""] for n in range(40)]
    rows[35][6] = "x"
    rows[36] += ["", "", ""]
    report = taken(as_csv(tmp_path, [*HEADER, "", ""], *rows), by(tmp_path))
    assert (report.imported, report.rejected) == (39, 1)
    assert report.rejects[0].because == "[G] holds something, but the column has no name"


def test_a_column_without_a_name_in_which_something_stands_is_told(tmp_path):
    with pytest.raises(BadInput) as refused:
        taken(as_csv(tmp_path, [*HEADER, "", ""], [*row(), "x", ""]), by(tmp_path))
    assert "'[G]'" in refused.value.message
    assert "[H]" not in refused.value.message


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_stands_between_the_cells_is_seen_by_the_header(tmp_path, delimiter, encoding):
    rows = [HEADER, row(), [*row("K2")[:-1], '第一行,"甲"\n第二行']]
    report = taken(as_csv(tmp_path, *rows, delimiter=delimiter, encoding=encoding), by(tmp_path))
    assert (report.imported, report.rejected) == (1, 1)
    assert report.rejects[0].line == 3
    assert "is not an amount" in report.rejects[0].because


def test_wrong_quotes_in_one_row_stop_no_other(tmp_path):
    path = as_csv(tmp_path, HEADER, row("K1"), row("K2"), row("K3"))
    text = path.read_text("utf-8").replace("K2,", '"K"2,')
    path.write_text(text, "utf-8")
    report = taken(path, by(tmp_path))
    assert (report.rows, report.imported, [each.line for each in report.rejects]) == (3, 2, [3])
    assert report.rejects[0].cells[0].startswith('"K"2,')


def test_quotes_that_may_have_swallowed_rows_end_the_reading_with_the_line(tmp_path):
    path = as_csv(tmp_path, HEADER, row("K1"), row("K2"), row("K3"))
    text = path.read_text("utf-8").replace("K2,", '"K2,').replace("K3,", '"K3",')
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match="line 3: this is not CSV"):
        taken(path, by(tmp_path))


def test_a_damaged_byte_rejects_its_row_and_its_rejects_keep_it(tmp_path):
    path = as_csv(tmp_path, HEADER, *(row(f"K{n}") for n in range(40)))
    path.write_bytes(path.read_bytes().replace(b"K7,", b"K\xff7,"))
    with rejects(tmp_path / "rejects.csv") as kept:
        report = taken(path, by(tmp_path), report=Report(keep=kept.write), header=kept.know)
    assert (report.rows, report.imported, report.rejected) == (40, 39, 1)
    assert report.rejects[0].because == "编号 contains the byte 0xFF, which is no text"
    assert b"K\xff7" in (tmp_path / "rejects.csv").read_bytes()


def test_a_file_of_another_encoding_is_told_as_a_whole(tmp_path):
    path = as_csv(tmp_path, HEADER, *(row(f"K{n}") for n in range(40)), encoding="gb18030")
    with pytest.raises(BadInput, match="gb18030"):
        taken(path, by(tmp_path))
