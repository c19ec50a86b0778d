"""Registers nobody prepared: what is not told by a row is told by nobody, and what is wrong in one stops no other."""

import csv
import io
import zipfile

import openpyxl
import pytest

from redress.complaints.models import Complaint
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner, sheet
from redress.operations.importing.dates import Dates

pytestmark = pytest.mark.req("INT-17")

HEADER = ["编号", "收到", "结案", "原因", "状态", "金额", "姓名", "电话", "证件号", "经过"]
MAPPING = """\
mapping: kept
title: 台账
source: unprepared
unit: psc
dates: "%Y-%m-%d"
columns: {number: 编号, received: 收到, closed: 结案, reason: 原因, status: 状态, amount: 金额, name: 姓名,
  phone: 电话, id_number: 证件号, facts: 经过}
channel: regulator
classes:
  理赔: {to: claims}
states: {archived: 已结, registered: 未结}
"""
ROW = dict(
    zip(
        HEADER,
        [
            "K1",
            "2026-03-05",
            "2026-03-20",
            "理赔",
            "已结",
            "100",
            "张三",
            "13800138000",
            "11010119900307001X",
            "慢",
        ],
        strict=True,
    )
)


def row(number="K1", **changed):
    return [*(ROW | {"编号": number} | changed).values()]


def by(tmp_path, text=MAPPING):
    path = tmp_path / "kept.yaml"
    path.write_text(text, "utf-8")
    return mapping.load(str(path))


def as_text(*rows, delimiter=","):
    with io.StringIO(newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
        return file.getvalue()


def as_file(tmp_path, content, name="kept.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def as_book(tmp_path, fill):
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(tmp_path / "kept.xlsx")
    return tmp_path / "kept.xlsx"


def taken(path, by_, **more):
    return runner.run(path, by_, **more).report


def told(tmp_path, content, name="kept.csv", text=MAPPING):
    """What is said against the whole file."""
    with pytest.raises(BadInput) as refused:
        taken(as_file(tmp_path, content, name), by(tmp_path, text))
    return refused.value.message


def case(number="K1"):
    return next(each for each in Complaint.objects.all() if each.external_number == number)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_of_two_or_four_bytes_a_character_is_read_without_being_told(tmp_path, encoding):
    content = as_text(HEADER, row(经过="一一一一一一"), row("K2")).encode(encoding)
    assert taken(as_file(tmp_path, content), by(tmp_path)).imported == 2


@pytest.mark.django_db
def test_a_row_of_a_million_characters_stops_no_other_and_its_column_is_named(tmp_path):
    content = as_text(HEADER, row("K1", 经过="长" * 1_000_001), row("K2"))
    report = taken(as_file(tmp_path, content), by(tmp_path))
    assert (report.imported, [each.line for each in report.rejects]) == (1, [2])
    assert report.rejects[0].because.startswith("经过: At most 100000 characters")


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["编号", "姓名", "电话", "证件号"])
def test_what_is_said_against_a_cell_names_the_column_as_the_register_calls_it(tmp_path, column):
    report = taken(as_file(tmp_path, as_text(HEADER, row(**{column: "长" * 300}), row("K2"))), by(tmp_path))
    assert report.imported == 1
    assert report.rejects[0].because.startswith(f"{column}: ")


@pytest.mark.django_db
def test_a_row_that_a_comma_has_moved_into_a_blank_column_is_told(tmp_path):
    header, good = [*HEADER, "备注"], [*row("K1"), ""]
    lines = [as_text(header, good, [*row("K3"), ""]), ",".join([*row("K2")[:-1], "他说", "慢", ""]) + "\r\n"]
    report = taken(as_file(tmp_path, "".join(lines)), by(tmp_path, MAPPING + "ignore: 备注\n"))
    assert report.wider == [4]
    assert any("line 4" in line and "one column off" in line for line in report.lines())
    assert report.as_json()["longer_than_header_lines"] == [4]


@pytest.mark.django_db
def test_rows_that_all_end_with_a_blank_cell_are_nothing_to_tell(tmp_path):
    report = taken(as_file(tmp_path, as_text(HEADER, [*row(), ""], [*row("K2"), ""])), by(tmp_path))
    assert report.imported == 2
    assert not any("one column off" in line for line in report.lines())


@pytest.mark.django_db
def test_a_row_of_a_sheet_whose_last_cells_are_blank_is_a_row(tmp_path):
    def fill(page):
        page.append(["台账"])
        page.append(HEADER)
        page.append(row("K1")[:6])
        page.append(row("K2"))

    assert taken(as_book(tmp_path, fill), by(tmp_path)).imported == 2
    assert case().facts.startswith("台账 K1")


@pytest.mark.django_db
def test_a_cell_merged_over_rows_in_the_last_column_stands_in_each_of_them(tmp_path):
    def fill(page):
        for cells in (HEADER, row("K1", 经过="同一件事"), row("K2")[:9]):
            page.append(cells)
        page.merge_cells("J2:J3")

    assert taken(as_book(tmp_path, fill), by(tmp_path)).imported == 2
    assert case("K2").facts.startswith("同一件事")


@pytest.mark.parametrize(
    ("form", "kept", "shown"),
    [
        ('0.00"万元"', 3.5, "3.5万元"),
        ('#,##0.0" 万"', 12, "12万"),
        ("0亿", 1, "1亿"),
        ('0!.0,"万"', 35000, "35000"),
        ("#,##0.00", 3.5, "3.5"),
        ('0.00"元"', 3.5, "3.5"),
        ('[>9999]0!.0,"万元";0"元"', 35000, "35000"),
    ],
)
def test_a_number_is_read_with_the_unit_that_its_format_writes_behind_it(tmp_path, form, kept, shown):
    def fill(page):
        page.append([kept])
        page["A1"].number_format = form

    assert [each.cells for each in sheet.rows(as_book(tmp_path, fill), "Sheet")] == [[shown]]


def test_an_end_of_line_that_a_workbook_has_written_out_is_one(tmp_path):
    path = as_book(tmp_path, lambda page: page.append(["第一行_x000D_\n第二行", "a_x005F_b", "max_xy"]))
    assert [each.cells for each in sheet.rows(path, "Sheet")] == [["第一行\r\n第二行", "a_b", "max_xy"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        ("证件号", "'11010119900307001X", "11010119900307001X"),
        ("证件号", "`110101900307001", "110101900307001"),
        ("电话", "13800138000.0", "13800138000"),
        ("电话", "O'Brien 13800138000", "O'Brien 13800138000"),
        ("电话", "021-5.0", "021-5.0"),
    ],
)
def test_what_programs_put_around_figures_is_no_part_of_them(tmp_path, column, written, read):
    assert taken(as_file(tmp_path, as_text(HEADER, row(**{column: written}))), by(tmp_path)).imported == 1
    person = case().parties.get()
    assert read in (person.phone, person.id_number)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["1.10101E+14", "1.10101e14", "110101199003070000"])
def test_an_identity_number_whose_last_digits_a_spreadsheet_has_lost_is_rejected(tmp_path, written):
    report = taken(as_file(tmp_path, as_text(HEADER, row(证件号=written), row("K2"))), by(tmp_path))
    assert (report.imported, report.rejected) == (1, 1)
    assert "last digits are lost" in report.rejects[0].because


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("二〇二六年三月五日下午三点半", "2026-03-05T15:30:00"),
        ("2026年3月5日 10时", "2026-03-05T10:00:00"),
        ("2026年3月5日晚上8点整", "2026-03-05T20:00:00"),
        ("2026-03-05 星期四", "2026-03-05T00:00:00"),
        ("2026/3/5（周四）10:30", "2026-03-05T10:30:00"),
        ("二零二六年三月廿五日", "2026-03-25T00:00:00"),
        ("贰零贰陆年叁月拾伍日", "2026-03-15T00:00:00"),
        ("2026-03-05T10:00:00+08:00[Asia/Shanghai]", "2026-03-05T10:00:00"),
        ("2026/03/05 10:00:05.0000000", "2026-03-05T10:00:05"),
        ("2026-03-05T02:00:00.123456789Z", "2026-03-05T02:00:00.123456"),
    ],
)
def test_a_moment_is_read_in_the_words_people_use(written, at):
    assert Dates(["%Y-%m-%d"]).read("收到", written).isoformat().startswith(at)


@pytest.mark.parametrize(
    "written",
    ["2026年3月5日晚上12点", "2026-03-05 10:", "2026-03-05 十二月", "2026年3月5日 99点", "2026-3-510:30"],
)
def test_words_that_may_mean_two_moments_are_not_guessed(written):
    with pytest.raises(Exception, match="is not a date"):
        Dates(["%Y-%m-%d"]).read("收到", written)


@pytest.mark.django_db
def test_columns_of_one_name_can_be_ignored_and_one_of_them_read(tmp_path):
    header = [*HEADER[:7], "电话", "备注", "备注", *HEADER[7:]]
    cells = row()
    rows = [header, [*cells[:7], "01012345678", "a", "b", *cells[7:]]]
    path = as_file(tmp_path, as_text(*rows))
    with pytest.raises(BadInput, match=r"two columns named '电话'.*'电话 \[H\]'"):
        taken(path, by(tmp_path, MAPPING + 'ignore: "*"\n'))
    text = MAPPING.replace("phone: 电话", 'phone: "电话 [K]"') + "ignore: [备注, 电话]\n"
    assert taken(path, by(tmp_path, text)).imported == 1
    assert case().parties.get().phone == "13800138000"


@pytest.mark.django_db
def test_a_constant_does_not_stand_in_the_place_of_a_column_that_is_there(tmp_path):
    said = told(tmp_path, as_text(HEADER, row(), row("K2")), text=MAPPING + "constants: {编号: X}\n")
    assert "'编号'" in said
    assert "constant" in said
    assert not Complaint.objects.filter(external_source="unprepared").exists()


def _zip(*names):
    with io.BytesIO() as kept:
        with zipfile.ZipFile(kept, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.zip", _zip("登记.csv"), "登记.csv. Unpack it"),
        ("a.ods", _zip("mimetype", "content.xml"), "OpenDocument"),
        ("a.xls", b"MIME-Version: 1.0\r\n\r\n<html>", "MHTML"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
            "take the password off",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(999), "Excel 97-2003"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is_with_what_to_do(tmp_path, name, content, said):
    assert said in told(tmp_path, content, name)


def test_what_is_wrong_with_a_mapping_is_said_in_words_with_what_may_have_been_meant(tmp_path):
    with pytest.raises(BadInput) as refused:
        by(tmp_path, MAPPING.replace("received:", "recieved:").replace("archived: 已结", "archive: 已结"))
    said = refused.value.message
    assert "columns.recieved: There is no such field. Is 'received' meant?" in said
    assert "states.archive: 'archive' is not known here. Choose one of: registered," in said


def test_a_mapping_in_another_encoding_is_told_how_to_save_it(tmp_path):
    (tmp_path / "kept.yaml").write_bytes(MAPPING.encode("gb18030"))
    with pytest.raises(BadInput, match="Save it as UTF-8"):
        mapping.load(str(tmp_path / "kept.yaml"))


@pytest.mark.django_db
def test_rows_below_a_header_in_another_order_are_rejected_and_below_the_same_one_taken(tmp_path):
    moved = [*HEADER[:6], "电话", "姓名", *HEADER[8:]]
    rows = [
        HEADER,
        row("K1"),
        HEADER,
        row("K2"),
        moved,
        row("K3", 姓名="13800138000", 电话="张三"),
        HEADER,
        row("K4"),
    ]
    report = taken(as_file(tmp_path, as_text(*rows)), by(tmp_path))
    refused = {each.line: each for each in report.rejects}
    assert (report.rows, report.imported, refused.keys()) == (7, 3, {3, 5, 6, 7})
    assert "below another header, on line 5" in refused[6].because
    assert refused[6].cells == rows[5]


@pytest.mark.django_db
def test_what_further_rows_of_a_number_say_of_people_and_amounts_is_kept(tmp_path):
    rows = [HEADER, row("K1"), row("K1", 金额="200", 姓名="李四", 电话="13900139000"), row("K1", 经过="又慢")]
    assert taken(as_file(tmp_path, as_text(*rows)), by(tmp_path)).imported == 1
    kept = case()
    assert sorted(person.name for person in kept.parties.all()) == ["张三", "李四"]
    assert "金额: 200" in kept.facts
    assert kept.amount == 100


@pytest.mark.django_db
def test_a_closing_told_by_its_day_is_that_of_the_house_whatever_zone_the_receipt_names(tmp_path):
    path = as_file(tmp_path, as_text(HEADER, row("K1", 收到="2026-03-05T23:30:00Z", 结案="2026-03-06")))
    assert taken(path, by(tmp_path)).imported == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["理\ufffd慢", "锟斤拷"])
def test_characters_that_were_lost_before_are_told(tmp_path, lost):
    report = taken(as_file(tmp_path, as_text(HEADER, row("K1"), row("K2", 经过=lost))), by(tmp_path))
    assert (report.imported, report.as_json()["lost_characters_lines"]) == (2, [3])
    assert any("were lost before" in line for line in report.lines())


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-05 23:30:00 UTC", "2026-03-05T23:30:00+00:00"),
        ("2026-03-05 23:30 GMT+8", "2026-03-05T23:30:00+08:00"),
        ("2026-03-05 23:30 北京时间", "2026-03-05T23:30:00+08:00"),
    ],
)
def test_a_zone_is_read_by_its_name(written, at):
    assert Dates(["%Y-%m-%d"]).read("收到", written).isoformat() == at


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("channel: phone_in\n", "'channel' stands twice"),
        ("validity: {状态: {maybe: 已结}}\n", "validity.状态.maybe: 'maybe' is not known here"),
    ],
)
def test_what_a_mapping_says_twice_or_wrongly_is_told_with_its_place(tmp_path, more, said):
    with pytest.raises(BadInput) as refused:
        by(tmp_path, MAPPING + more)
    assert said in refused.value.message


@pytest.mark.django_db
def test_words_for_which_a_mapping_names_no_column_are_told(tmp_path):
    said = told(tmp_path, as_text(HEADER, row()), text=MAPPING + "units: {psc: 甲}\nchannels: {sms: 短信}\n")
    assert "'units' has words" in said
    assert "'channels' has words" in said


def test_a_workbook_that_was_cut_off_is_told_so(tmp_path):
    path = as_book(tmp_path, lambda page: page.append(HEADER))
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BadInput, match="cut off: copy or save it again"):
        taken(path, by(tmp_path))
