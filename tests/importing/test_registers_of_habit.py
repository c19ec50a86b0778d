"""Registers as habit makes them: two facts in a cell, formulas that show nothing, days from - to, words for nobody."""

import csv
import html
import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from openpyxl.styles import Font

from redress.complaints.models import Complaint, Party
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner, table
from redress.operations.importing.amounts import amount
from redress.operations.importing.dates import Dates
from redress.operations.importing.problems import Unusable
from redress.operations.importing.rows import Reader
from tests.importing.test_registers_nobody_prepared import MAPPING

pytestmark = pytest.mark.req("INT-17")

HEADER = ["编号", "收到", "结案", "原因", "状态", "金额", "姓名", "电话", "证件号", "经过"]
ROW = ["K1", "2026-03-05", "2026-03-20", "理赔", "已结", "100", "张三", "13800138000", "", "慢"]


def row(number="K1", **changed):
    given = {"编号": number} | changed
    return [given.get(name, said) for name, said in zip(HEADER, ROW, strict=True)]


def by(tmp_path, more=""):
    path = tmp_path / "habit.yaml"
    path.write_text(MAPPING.replace("unprepared", "habit") + more, "utf-8")
    return mapping.load(str(path))


def as_text(tmp_path, *rows, delimiter=",", newline="\r\n", before="", encoding="utf-8"):
    with io.StringIO(newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows)
        text = before + file.getvalue()
    path = tmp_path / "habit.csv"
    path.write_bytes(text.encode(encoding))
    return path


def as_book(tmp_path, fill, part="", change=None):
    book, path = openpyxl.Workbook(), tmp_path / "habit.xlsx"
    fill(book.active)
    book.save(path)
    if change is None:
        return path
    changed = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as out:
        for name in source.namelist():
            out.writestr(name, change(source.read(name)) if part in name else source.read(name))
    return changed


def read(tmp_path, path, more=""):
    """(line, number or why not) of each row in which something stands."""
    rules = by(tmp_path, more)
    found = table.open_table(path, rules.shape, set(rules.columns.all()))
    reader, told = Reader(rules, found, path), []
    for record in found.records():
        if record.cells:
            try:
                told.append((record.line, reader.read(record).number))
            except Unusable as problem:
                told.append((record.line, str(problem)))
    return told


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-01至03-08", "2024-03-01~03-08", "2024-03-01 03-08", "2024-03-01/2024-03-08", "2024-03-01、08",
        "2024-03-01 已办结", "2024年3月上旬", "113年3月1日", "24.3.1", "2024-3-1 24:00", "2023-02-29", "3月1日",
        "2024-03-01?10:00", "2024-03-01-08", "1709222400",
    ],
)  # fmt: skip
def test_two_days_or_half_a_day_in_one_cell_are_no_moment(written):
    with pytest.raises(Unusable, match="is not a date"):
        Dates(["%Y-%m-%d"]).read("收到", written)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2024-03-01T10:00:00Z", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01 10:00+08:00", datetime(2024, 3, 1, 2, tzinfo=UTC)),
        ("20240301T100000+0800", datetime(2024, 3, 1, 2, tzinfo=UTC)),
        ("2024-03-01T10", datetime(2024, 3, 1, 2, tzinfo=UTC)),
        ("2024-03-01 10:00:00.123", datetime(2024, 3, 1, 2, 0, 0, 123000, tzinfo=UTC)),
        ("2024-W10-1", datetime(2024, 3, 3, 16, tzinfo=UTC)),
    ],
)
def test_a_moment_of_a_program_is_read_as_before(written, at):
    assert Dates(["%Y-%m-%d"]).read("收到", written) == at


@pytest.mark.parametrize(
    "written",
    [
        "3.5w", "5k", "约3万", "3万-5万", "USD 100", "$100", "100美元", "(1,234.50)", "1.234,56", "-100", "100+50",
        "1,00,000", "0.5元/天", "一百二", "100元左右",
    ],
)  # fmt: skip
def test_what_may_mean_several_sums_is_none(written):
    with pytest.raises(Unusable):
        amount("金额", written)


@pytest.mark.parametrize(
    "name", ["张三 13800138000", "张三（138-0013-8000）", "１３８００１３８０００", "张三11010119900307001X"]
)
def test_a_name_and_a_number_in_one_cell_are_told_and_not_taken_for_a_name(tmp_path, name):
    path = as_text(tmp_path, HEADER, row(姓名=name), row("K2", 姓名="张三·买买提"), row("K3", 姓名="3M公司"))
    (first, *others) = read(tmp_path, path)
    assert first[1].startswith("姓名 '")
    assert "a name and a number" in first[1]
    assert others == [(3, "K2"), (4, "K3")]


@pytest.mark.parametrize("result", [b"<v></v>", b"<v/>", b""])
def test_a_formula_that_shows_nothing_is_a_blank_cell(tmp_path, result):
    """=IF(A2="","",B2) keeps its result: a text in which nothing stands."""

    def change(sheet):
        formula = b'<c r="C2" t="str"><f>IF(A9="","",B2)</f>' + result + b"</c>"
        return re.sub(rb'<c r="C2"[^>]*>.*?</c>', formula, sheet)

    def fill(sheet):
        sheet.append(HEADER)
        sheet.append(row(状态="未结"))

    assert read(tmp_path, as_book(tmp_path, fill, "sheet1", change)) == [(2, "K1")]


def test_a_formula_that_was_never_computed_is_still_named(tmp_path):
    def fill(sheet):
        sheet.append(HEADER)
        sheet.append(row(结案="=B2+15"))

    ((line, told),) = read(tmp_path, as_book(tmp_path, fill))
    assert (line, "C2" in told, "formula" in told) == (2, True, True)


def test_the_pinyin_above_a_name_and_what_is_bold_in_it_are_no_part_of_it(tmp_path):
    """Whether the program keeps its strings apart or in the cells: what is said of a string is the same."""
    found = 0

    def change(part):
        nonlocal found
        text = html.unescape(part.decode()) if b"<t>" in part else part.decode()
        for plain, rich in (
            ("张三", '<t>张三</t><rPh sb="0" eb="1"><t>ZHANG</t></rPh><phoneticPr fontId="1"/>'),
            ("慢", "<r><t>很</t></r><r><rPr><b/></rPr><t>慢</t></r>"),
        ):
            for kept in ("si", "is"):
                whole = f"<{kept}><t>{plain}</t></{kept}>"
                found += text.count(whole)
                text = text.replace(whole, f"<{kept}>{rich}</{kept}>")
        return text.encode()

    def fill(sheet):
        sheet.append(HEADER)
        sheet.append(row())

    path, rules = as_book(tmp_path, fill, "xl/", change), by(tmp_path)
    assert found == 2
    book = table.open_table(path, rules.shape, set(rules.columns.all()))
    (record,) = book.records()
    assert (record.cells[6], record.cells[9]) == ("张三", "很慢")


def test_a_filtered_row_is_read_a_subtotal_is_told_and_a_table_may_begin_anywhere(tmp_path):
    def fill(sheet):
        sheet["C2"] = "投诉台账"
        for line, cells in enumerate(
            [
                HEADER,
                row(),
                [None, None, None, "小计", None, "=SUM(F5:F5)"],
                row("K2"),
                ["合计", *[None] * 4, 200],
            ],
            4,
        ):
            for place, said in enumerate(cells):
                sheet.cell(line, 3 + place, said)
        sheet.row_dimensions[7].hidden = True
        sheet.auto_filter.ref = "C4:L7"

    told = dict(read(tmp_path, as_book(tmp_path, fill)))
    assert (told[5], told[7]) == ("K1", "K2")
    assert sorted(told) == [5, 6, 7, 8]
    assert "formula" in told[6]
    assert told[8] == "收到 is blank"


@pytest.mark.parametrize("newline", ["\r", "\n"])
def test_a_first_line_that_tells_the_separator_and_old_ends_of_lines(tmp_path, newline):
    path = as_text(
        tmp_path, HEADER, row(), row("K2"), delimiter=";", newline=newline, before=f"sep=;{newline}"
    )
    assert read(tmp_path, path) == [(3, "K1"), (4, "K2")]


def test_two_tables_beside_each_other_are_not_taken_for_one(tmp_path):
    def fill(sheet):
        sheet.append([*HEADER, None, *HEADER])
        sheet.append([*row(), None, *row("K2")])

    with pytest.raises(BadInput, match="two columns named"):
        read(tmp_path, as_book(tmp_path, fill))


def test_a_part_that_was_added_in_another_encoding_is_rejected_and_no_other(tmp_path):
    path = as_text(tmp_path, HEADER, *(row(f"K{n}") for n in range(30)))
    path.write_bytes(path.read_bytes() + ",".join(row("X1")).encode("gb18030") + b"\r\n")
    told = read(tmp_path, path)
    assert [number for _line, number in told[:-1]] == [f"K{n}" for n in range(30)]
    assert "which is no text" in told[-1][1]


def test_pages_of_a_print_each_with_its_header_leave_their_rows(tmp_path):
    path = as_text(tmp_path, ["某公司台账"], HEADER, row(), ["第2页"], HEADER, row("K2"), ["制表人：王五"])
    told = read(tmp_path, path)
    assert [each for each in told if each[1] in ("K1", "K2")] == [(3, "K1"), (6, "K2")]
    assert len(told) == 5


def test_signs_within_a_cell_break_no_row(tmp_path):
    cells = {"经过": "一\u2028二"}, {"经过": "一\x85二"}, {"经过": '屏幕15"破裂'}, {"经过": "“慢”,'很慢'"}
    path = as_text(tmp_path, HEADER, *(row(f"K{n}", **each) for n, each in enumerate(cells)))
    assert read(tmp_path, path) == [(2 + n, f"K{n}") for n in range(4)]


@pytest.mark.django_db
def test_of_nobody_known_no_person_is_made_who_complained_many_times(tmp_path):
    nobody = ["无", "/", "-", "不详", "N/A", "匿名", "未提供", "０", "00000000000"]
    rows = [row(f"N{n}", 姓名=said, 电话=said, 证件号=said) for n, said in enumerate(nobody)]
    known = row("N99", 姓名="无", 电话="13800138000")
    report = runner.run(as_text(tmp_path, HEADER, *rows, known), by(tmp_path)).report
    assert (report.rows, report.imported, report.rejected) == (10, 10, 0)
    (party,) = Party.objects.filter(complaint__external_source="habit")
    assert (str(party.name), str(party.phone)) == ("—", "13800138000")


@pytest.mark.django_db
def test_a_number_that_begins_anew_each_year_makes_no_one_complaint_of_two(tmp_path):
    first = row("001", 收到="2023-03-05", 结案="2023-03-20", 姓名="甲某")
    again = row("001", 收到="2024-03-05", 结案="2024-03-20", 姓名="乙某")
    report = runner.run(as_text(tmp_path, HEADER, first, again, row("002")), by(tmp_path)).report
    assert (report.rows, report.imported, report.rejected) == (3, 1, 2)
    assert {each.line for each in report.rejects} == {2, 3}
    assert Complaint.objects.filter(external_source="habit").count() == 1


@pytest.mark.django_db
def test_who_is_written_in_three_ways_is_one_person_and_struck_out_rows_are_rows(tmp_path):
    written = [
        ("张三", "13800138000"),
        ("张　三", "+86 138-0013-8000"),
        ("张\u200b三", "１３８００１３８０００"),
    ]

    def fill(sheet):
        sheet.append(HEADER)
        for n, (name, phone) in enumerate(written):
            sheet.append(row(f"K{n}", 姓名=name, 电话=phone, 证件号="110101900307001"))
        for cell in sheet[4]:
            cell.font = Font(strike=True)

    assert runner.run(as_book(tmp_path, fill), by(tmp_path)).report.imported == 3
    people = list(Party.objects.filter(complaint__external_source="habit"))
    assert len(people) == 3
    assert len({each.phone_index for each in people}) == len({each.name_index for each in people}) == 1
