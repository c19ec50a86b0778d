"""Registers that nobody prepared: titles above the header, odd sheets, dates and amounts as people write them."""

import csv
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from redress.complaints.models import Complaint, Party
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner
from redress.operations.importing.report import Report
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db]

HEADER = ["编号", "收到日期", "结案日期", "机构", "原因", "结果", "金额", "状态"]
ROW = ["A1", "2024-01-02", "2024-01-20", "甲公司", "理赔", "已赔", "100.00", "已结"]
MAPPING = """\
mapping: old
title: 旧系统投诉
source: old
unit: psc
dates: "%Y-%m-%d"
columns:
  number: 编号
  received: 收到日期
  closed: 结案日期
  company: 机构
  reason: 原因
  disposition: 结果
  recovered: 金额
  status: 状态
channel: regulator
classes:
  理赔: {to: claims}
states: {archived: 已结, registered: 未结}
"""


@pytest.fixture
def mapped(tmp_path):
    """mapped(more='ignore: "*"') gives the mapping above with lines replaced or added."""

    def load(more: str = "", **changed: str):
        text = MAPPING
        for line, instead in changed.items():
            text = re.sub(rf"^{line}:.*$", f"{line}: {instead}", text, flags=re.MULTILINE)
        path = tmp_path / "old.yaml"
        path.write_text(text + more, "utf-8")
        return mapping.load(str(path))

    return load


def row(**changed: str) -> list[str]:
    names = dict(
        zip(
            ["number", "received", "closed", "company", "reason", "result", "amount", "status"],
            range(8),
            strict=True,
        )
    )
    cells = list(ROW)
    for name, value in changed.items():
        cells[names[name]] = value
    return cells


def as_csv(path, rows, header=HEADER, **options):
    with path.open("w", encoding=options.pop("encoding", "utf-8"), newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def as_sheet(path, rows):
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(path)
    return path


def patched(path, change):
    """The workbook again, with the text of its first sheet changed."""
    whole = dict(_parts(path))
    name = "xl/worksheets/sheet1.xml"
    whole[name] = change(whole[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as file:
        for part, data in whole.items():
            file.writestr(part, data)
    return path


def _parts(path):
    with zipfile.ZipFile(path) as file:
        return [(name, file.read(name)) for name in file.namelist()]


def taken(path, by, **more) -> Report:
    return runner.run(path, by, **more).report


def test_one_bad_row_is_rejected_with_its_line_and_all_others_go_in(tmp_path, mapped):
    rows = [row(number=f"B{n}", closed="" if n == 3 else "2024-01-20") for n in range(700)]
    report = taken(as_csv(tmp_path / "one.csv", rows), mapped())
    assert (report.imported, report.rejected) == (699, 1)
    assert report.rejects[0].line == 5
    assert "without the day it was closed" in report.rejects[0].because


def test_a_row_that_only_the_door_refuses_does_not_stop_the_others(tmp_path, mapped):
    rows = [row(number=f"C{n}", amount="1") for n in range(5)]
    rows[2][0] = "x" * 61
    report = taken(as_csv(tmp_path / "door.csv", rows), mapped())
    assert (report.imported, [reject.line for reject in report.rejects]) == (4, [4])


def test_open_and_closed_at_once_is_said(tmp_path, mapped):
    report = taken(as_csv(tmp_path / "both.csv", [row(), row(number="A2", status="未结")]), mapped())
    assert "open by its status '未结'" in report.rejects[0].because


@pytest.mark.parametrize("size", ["A1:J2", "A1:J1", "A1", "A1:B3"])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path, mapped, size):
    path = as_sheet(tmp_path / "size.xlsx", [HEADER, *(row(number=f"D{n}") for n in range(5))])
    patched(path, lambda xml: re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{size}"', xml))
    assert taken(path, mapped()).imported == 5


def test_numbers_that_a_sheet_has_lost_digits_of_are_never_put_together(tmp_path, mapped):
    path = as_sheet(tmp_path / "long.xlsx", [HEADER, *([111, *ROW[1:]] for _n in range(3)), row()])
    patched(path, lambda xml: xml.replace("<v>111</v>", "<v>2.02401010000001E+17</v>"))
    report = taken(path, mapped())
    assert (report.imported, report.rejected) == (1, 3)
    assert "cell A2 holds a number of more than 15 digits" in report.rejects[0].because


def test_a_formula_without_its_result_is_named_and_not_taken_for_nothing(tmp_path, mapped):
    path = as_sheet(tmp_path / "formula.xlsx", [HEADER, [*ROW[:6], "=50+50", "已结"], row(number="A2")])
    report = taken(path, mapped())
    assert (report.imported, report.rejected) == (1, 1)
    assert "cell G2 is a formula" in report.rejects[0].because


def test_an_error_of_a_sheet_is_no_word(tmp_path, mapped):
    path = as_sheet(tmp_path / "error.xlsx", [HEADER, row(result="#REF!"), row(number="A2")])
    assert "error of the sheet" in taken(path, mapped()).rejects[0].because


def test_other_sheets_are_said_and_one_can_be_chosen(tmp_path, mapped):
    path = as_sheet(tmp_path / "two.xlsx", [HEADER, row()])
    book = openpyxl.load_workbook(path)
    for cells in (HEADER, row(number="A2"), row(number="A3")):
        (book["二月"] if "二月" in book.sheetnames else book.create_sheet("二月")).append(cells)
    book.save(path)
    report = taken(path, mapped(), dry_run=True)
    assert (report.imported, report.unread_sheets) == (1, ["二月"])
    assert taken(path, mapped("sheet: 二月\n")).imported == 2
    with pytest.raises(BadInput, match=r"has no sheet '三月'\. It has: Sheet, 二月"):
        taken(path, mapped("sheet: 三月\n"))


def test_a_title_above_the_header_is_passed_over_and_said(tmp_path, mapped):
    path = as_sheet(tmp_path / "title.xlsx", [["2024年投诉登记表"], [], HEADER, row()])
    report = taken(path, mapped())
    assert (report.imported, report.skipped_above) == (1, 1)


def test_a_header_in_two_rows_is_read_by_its_lower_names(tmp_path, mapped):
    above = ["编号", "收到日期", "结案日期", "处理情况", None, "结果", "金额", "状态"]
    below = [None, None, None, "机构", "原因", None, None, None]
    path = as_sheet(tmp_path / "merged.xlsx", [above, below, row()])
    assert taken(path, mapped("header: [1, 2]\n")).imported == 1


def test_a_time_of_day_is_kept_and_a_zone_is_read(tmp_path, mapped):
    moment = datetime(2024, 1, 2, 10, 30, 5)
    path = as_sheet(tmp_path / "time.xlsx", [HEADER, ["X1", moment, datetime(2024, 1, 3, 9, 0), *ROW[3:]]])
    path2 = as_csv(tmp_path / "zone.csv", [row(number="X2", received="2024-01-02T02:30:05Z")])
    assert taken(path, mapped()).imported == taken(path2, mapped()).imported == 1
    assert {case.received_at for case in Complaint.objects.all()} == {
        datetime(2024, 1, 2, 2, 30, 5, tzinfo=UTC)
    }


def test_a_closing_told_by_its_day_alone_is_not_before_a_receipt_of_that_day(tmp_path, mapped):
    given = row(received="2024-01-02 10:30", closed="2024-01-02")
    assert taken(as_csv(tmp_path / "same.csv", [given]), mapped()).imported == 1


def test_year_first_dates_are_read_as_people_write_them(tmp_path, mapped):
    written = ["2024/1/2", "2024.01.02", "2024年1月2日", "2024-01-02", "2024年01月02日 08时30分"]
    rows = [row(number=f"Y{n}", received=value) for n, value in enumerate(written)]
    assert taken(as_csv(tmp_path / "forms.csv", rows), mapped()).imported == 5


def test_several_forms_of_dates_may_be_named(tmp_path, mapped):
    rows = [row(number="F1", received="02/01/2024"), row(number="F2", received="20240102")]
    report = taken(as_csv(tmp_path / "two.csv", rows), mapped(dates='["%d/%m/%Y", "%Y%m%d", "%Y-%m-%d"]'))
    assert report.imported == 2


def test_an_order_of_day_and_month_that_nothing_proves_is_said(tmp_path, mapped):
    rows = [
        row(number="W0", received="2024-03-05", closed="2024-04-02"),
        row(number="W1", received="2024-05-03", closed="2024-06-01"),
    ]
    unsure = taken(as_csv(tmp_path / "unsure.csv", rows), mapped(), dry_run=True)
    assert any("Nothing in the file says which order is right" in line for line in unsure.lines())
    sure = taken(
        as_csv(tmp_path / "sure.csv", [*rows, row(received="2024-03-25", closed="2024-04-30")]), mapped()
    )
    assert any("1 fit the order of the mapping alone" in line for line in sure.lines())


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("￥100", "100.00"),
        ("¥1,234.56", "1234.56"),
        ("100元", "100.00"),
        ("1,000.00", "1000.00"),
        ("3.5万元", "35000.00"),
        ("１００", "100.00"),
        ("人民币 20 元整", "20.00"),
        ("1,0000", "10000.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(tmp_path, mapped, written, amount):
    assert str(taken(as_csv(tmp_path / "a.csv", [row(amount=written)]), mapped()).recovered) == amount


@pytest.mark.parametrize("written", ["1,5", "三百五", "100-200", "1.000,50"])
def test_what_is_no_amount_is_not_guessed(tmp_path, mapped, written):
    report = taken(as_csv(tmp_path / "a.csv", [row(amount=written), row(number="A2")]), mapped())
    assert "is not an amount" in report.rejects[0].because


def test_blank_lines_are_counted_and_no_fault(tmp_path, mapped):
    report = taken(as_csv(tmp_path / "blank.csv", [[], row(), [""] * 8, row(number="A2")]), mapped())
    assert (report.rows, report.rejected) == (2, 0)
    assert report.blank >= 1


def test_all_unnamed_columns_are_told_at_once_and_can_be_ignored(tmp_path, mapped):
    path = as_csv(tmp_path / "wide.csv", [[*ROW, "x", ""]], header=[*HEADER, "", "列9"])
    with pytest.raises(BadInput) as raised:
        taken(path, mapped())
    assert "'[I]', '列9'" in raised.value.message
    assert taken(path, mapped('ignore: "*"\n')).imported == 1


@pytest.mark.parametrize("written", ["经办人 Handler", "经办人\nhandler", "经办人ＨＡＮＤＬＥＲ"])
def test_a_column_is_ignored_however_its_name_is_written_there(tmp_path, mapped, written):
    path = as_csv(tmp_path / "wide.csv", [[*ROW, "x"]], header=[*HEADER, written])
    assert taken(path, mapped("ignore: [经办人Handler]\n")).imported == 1


def test_all_problems_of_columns_are_told_together(tmp_path, mapped):
    path = as_csv(tmp_path / "other.csv", [ROW[2:]], header=[*HEADER[2:7], "别的"])
    with pytest.raises(BadInput) as raised:
        taken(path, mapped())
    for said in ("编号", "收到日期", "状态", "别的"):
        assert f"'{said}'" in raised.value.message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel 97-2003"),
        ("some.csv", b"%PDF-1.7\n", "PDF"),
        ("zip.xlsx", b"PK\x03\x04" + bytes(100), "cannot be read"),
    ],
)
def test_content_decides_and_not_the_name(tmp_path, mapped, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=re.escape(said)):
        taken(path, mapped())


def test_a_zip_that_is_no_workbook_is_refused_in_words(tmp_path, mapped):
    path = tmp_path / "zip.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", "a")
    with pytest.raises(BadInput, match="is no workbook of Excel"):
        taken(path, mapped())


def test_a_workbook_is_read_whatever_its_name(tmp_path, mapped):
    path = as_sheet(tmp_path / "a.xlsx", [HEADER, row()]).rename(tmp_path / "okk.xls")
    assert taken(path, mapped()).imported == 1


def test_a_mark_at_the_beginning_says_more_than_a_wrong_encoding(tmp_path, mapped):
    path = as_csv(tmp_path / "bom.csv", [row()], encoding="utf-8-sig")
    assert taken(path, mapped("encoding: gb18030\n")).imported == 1


def test_a_dry_run_takes_no_numbers_of_the_register(tmp_path, mapped):
    path = as_csv(tmp_path / "n.csv", [row(number=f"N{n}") for n in range(3)])
    from redress.complaints import numbers

    before = numbers.take()[0]
    taken(path, mapped(), dry_run=True)
    assert numbers.take()[0] == before + 1


def test_words_and_people_of_a_register_come_in(tmp_path, mapped):
    more = ["投诉人", "电话", "保单号", "投诉内容", "答复"]
    by = mapped().model_copy(
        update={
            "columns": mapped().columns.model_copy(
                update={
                    "name": "投诉人",
                    "phone": "电话",
                    "policy": "保单号",
                    "facts": ("投诉内容",),
                    "answer": ("答复",),
                }
            )
        }
    )
    words = "客户称退保金额与业务员所说不符。" * 30
    path = as_csv(
        tmp_path / "w.csv", [[*ROW, "王芳", "13800001234", "P1", words, "已说明"]], header=[*HEADER, *more]
    )
    assert taken(path, by).imported == 1
    case, person = Complaint.objects.get(), Party.objects.get()
    assert words in case.facts
    assert "已说明" in case.facts
    assert (person.name, person.phone, case.policy_number) == ("王芳", "13800001234", "P1")


def test_whatever_a_register_says_of_person_and_contract_comes_in(tmp_path, mapped):
    given = {
        "name": "王芳",
        "id_number": "510101199001011234",
        "email": "wang@example.com",
        "address": "成都市一环路一号",
        "claim": "C9",
        "product": "安康两全保险",
        "about_whom": "业务员李某",
        "amount": "1234.50",
        "demand": "退还保费",
    }
    columns = {ours: (f"列{ours}",) if ours == "demand" else f"列{ours}" for ours in given}
    by = mapped()
    by = by.model_copy(update={"columns": by.columns.model_copy(update=columns)})
    header = [*HEADER, *(f"列{ours}" for ours in given)]
    assert taken(as_csv(tmp_path / "p.csv", [[*ROW, *given.values()]], header=header), by).imported == 1
    case, person = Complaint.objects.get(), Party.objects.get()
    assert {name: getattr(person, name) for name in ("name", "id_number", "email", "address")} == {
        name: given[name] for name in ("name", "id_number", "email", "address")
    }
    assert (case.claim_number, case.product, case.about_whom, case.demand) == (
        given["claim"],
        given["product"],
        given["about_whom"],
        given["demand"],
    )
    assert str(case.amount) == given["amount"]


def test_channel_and_unit_may_stand_in_the_rows(tmp_path, mapped):
    by = mapped("channels: {phone_in: 电话, visit: 来*}\nunits: {sc: 四川}\n")
    by = by.model_copy(update={"columns": by.columns.model_copy(update={"channel": "渠道", "unit": "单位"})})
    rows = [[*row(number="U1"), "电话", "四川"], [*row(number="U2"), "来访", "别处"]]
    report = taken(as_csv(tmp_path / "u.csv", rows, header=[*HEADER, "渠道", "单位"]), by)
    found = {
        case.external_number: (case.channel, case.unit.code)
        for case in Complaint.objects.select_related("unit")
    }
    assert found == {"U1": ("phone_in", "sc"), "U2": ("visit", "psc")}
    assert report.unmapped == {("单位", "别处"): 1}


def test_a_cell_may_list_several_matters(tmp_path, mapped):
    report = taken(as_csv(tmp_path / "s.csv", [row(reason="理赔;退保;别的")]), mapped('split: {原因: ";"}\n'))
    assert (report.rows, report.matters, report.split) == (1, 3, 2)
    assert str(report.recovered) == "100.00"


def test_of_states_of_a_number_the_last_row_holds(tmp_path, mapped):
    rows = [row(status="未结", closed=""), row(number="A2"), row(result="终结")]
    report = taken(as_csv(tmp_path / "l.csv", rows), mapped("rows: last\n"))
    assert (report.imported, report.superseded) == (2, 1)
    assert Complaint.objects.get(external_number_index=keyed("A1", Kind.EXTERNAL)).state == "archived"


def test_what_the_file_lacks_may_be_constant(tmp_path, mapped):
    path = as_csv(tmp_path / "c.csv", [ROW[:3] + ROW[4:]], header=HEADER[:3] + HEADER[4:])
    assert taken(path, mapped("constants: {机构: 甲公司}\n")).imported == 1
    assert Complaint.objects.get().external_parties == ["甲公司"]
