"""Loading a list of policies: every row accounted for, each fault named with line, column, rule and what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from redress.operations.cli.policies import command
from redress.operations.console import BadInput
from redress.operations.policies import loading, products
from redress.operations.policies import mapping as mappings
from redress.operations.policies.mapping import FIELDS, Mapping
from redress.policies.kinds import PolicyState
from redress.policies.models import Policy as Row
from redress.policies.port import Asked
from redress.policies.table.storing import store_products
from redress.policies.table.system import Table
from tests.policies.made import MEDICAL

pytestmark = [pytest.mark.req("SYS-02"), pytest.mark.django_db]

HEADER = list(FIELDS.values())
FIRST = {
    "保单号": "P510104000001",
    "产品代码": "AH-YL-01",
    "承保机构": "cd",
    "保单状态": "有效",
    "生效日期": "2025-03-01",
    "终止日期": "2027-02-28",
    "投保人": "李娜",
    "投保人证件号": "510104198805206023",
    "投保人电话": "13900000001",
    "被保险人": "陈宇",
    "被保险人出生日期": "2015年3月12日",
    "受益人": "李娜",
    "受益比例": "60%",
    "责任代码": "inpatient",
    "责任名称": "住院医疗",
    "条款编号": "2.3",
    "保险金额": "20万元",
    "剩余保额": "184,000.50",
    "免赔额": "10000",
    "赔付比例": "0.8",
}
SECOND = {"保单号": "P510104000001", "产品代码": "AH-YL-01", "生效日期": "2025-03-01", "投保人": "李娜",
          "被保险人": "陈宇", "被保险人出生日期": "2015-03-12", "受益人": "陈强", "受益比例": "0.4",
          "责任代码": "outpatient", "保险金额": "5000"}  # fmt: skip


@pytest.fixture(autouse=True)
def medical():
    store_products([MEDICAL])


def written(path: Path, *rows: dict[str, str], header: list[str] | None = None) -> Path:
    header = header or HEADER
    lines = [",".join(header), *(",".join(f'"{row.get(name, "")}"' for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def loaded(path: Path, **more) -> loading.Loaded:
    return loading.load(path, more.pop("mapping", Mapping()), **more)


def held(number: str = "P510104000001"):
    return Table().find(Asked(number=number)).policies[0]


def faults(tmp_path: Path, *rows: dict[str, str]) -> list[str]:
    found = loaded(written(tmp_path / "p.csv", *rows))
    assert (found.rows, found.taken, found.rejected) == (len(rows), 0, len(rows))
    assert Row.objects.count() == 0
    return [str(each) for each in found.faults]


def test_rows_of_one_number_make_one_policy_with_its_people_and_covers(tmp_path):
    found = loaded(written(tmp_path / "p.csv", FIRST, SECOND))
    assert (found.rows, found.taken, found.rejected, found.new) == (2, 2, 0, 1)
    policy = held()
    assert (policy.unit, policy.state, policy.ends) == ("cd", PolicyState.IN_FORCE, date(2027, 2, 28))
    assert [(each.name, each.born) for each in policy.insured] == [("陈宇", date(2015, 3, 12))]
    assert [(each.name, each.share) for each in policy.beneficiaries] == [
        ("李娜", Decimal("0.6")),
        ("陈强", Decimal("0.4")),
    ]
    first, second = policy.covers
    assert (first.sum_insured, first.left, first.deductible, first.ratio) == (
        Decimal(200000),
        Decimal("184000.50"),
        Decimal(10000),
        Decimal("0.8"),
    )
    assert (second.code, second.title, second.left, second.ratio) == ("outpatient", "outpatient", 5000, 1)


def test_loading_again_changes_nothing_and_a_changed_row_updates_its_policy(tmp_path):
    path = written(tmp_path / "p.csv", FIRST, SECOND)
    loaded(path)
    key = Row.objects.get().pk
    again = loaded(path)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    later = loaded(written(path, FIRST | {"保单状态": "中止", "状态日期": "2026-01-05", "剩余保额": "0"}))
    assert (later.new, later.changed, later.same) == (0, 1, 0)
    policy = held()
    assert (policy.state, policy.since, len(policy.covers), policy.covers[0].left) == (
        "lapsed",
        date(2026, 1, 5),
        1,
        0,
    )
    assert Row.objects.get().pk == key


def test_a_dry_run_counts_and_leaves_nothing(tmp_path):
    assert loaded(written(tmp_path / "p.csv", FIRST), dry_run=True).new == 1
    assert Row.objects.count() == 0


def test_a_workbook_is_read_with_its_real_dates_and_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    row = FIRST | {"生效日期": date(2025, 3, 1), "保险金额": 200000, "剩余保额": 184000.5, "赔付比例": 0.8}
    book.active.append([row.get(name, "") for name in HEADER])
    book.save(tmp_path / "p.xlsx")
    assert loaded(tmp_path / "p.xlsx").new == 1
    assert held().covers[0].left == Decimal("184000.50")


def test_a_mapping_says_which_column_is_what_and_what_words_mean(tmp_path):
    (tmp_path / "m.yaml").write_text(
        "columns: {number: 合同号, begins: 起保, cover.sum_insured: 保额（万元）}\n"
        "states: {lapsed: [停效]}\nunits: {cd: ['5101']}\nproducts: {AH-YL-01: [住院险]}\n"
        "dates: ['%d/%m/%Y']\nignore: [备注]\n",
        "utf-8",
    )
    names = {"保单号": "合同号", "生效日期": "起保", "保险金额": "保额（万元）"}
    header = [*(names.get(name, name) for name in HEADER), "备注"]
    row = {names.get(key, key): value for key, value in FIRST.items()}
    row |= {"起保": "01/03/2025", "终止日期": "28/02/2027", "被保险人出生日期": "12/03/2015", "保额（万元）": "20",
            "保单状态": "停效", "承保机构": "5101", "产品代码": "住院险", "备注": "x"}  # fmt: skip
    mapping = mappings.load(tmp_path / "m.yaml")
    assert loaded(written(tmp_path / "p.csv", row, header=header), mapping=mapping).faults == []
    policy = held()
    assert (policy.begins, policy.state, policy.covers[0].sum_insured) == (date(2025, 3, 1), "lapsed", 200000)


@pytest.mark.parametrize("end", ["", "终身", "9999-12-31", "无"])
def test_a_policy_for_life_has_no_end(tmp_path, end):
    loaded(written(tmp_path / "p.csv", FIRST | {"终止日期": end}))
    assert held().ends is None


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("保险金额", "-5", "amount of 0 or more"),
        ("保险金额", "1e99", "amount of 0 or more"),
        ("剩余保额", "200000.01", "More is left than was insured"),
        ("赔付比例", "1.2", "no part of a whole"),
        ("赔付比例", "0", "no part of a whole"),
        ("赔付比例", "八成", "no part of a whole"),
        ("生效日期", "2025-02-30", "is not a date"),
        ("生效日期", "", "Fill it in"),
        ("终止日期", "2024-01-01", "ends before it begins"),
        ("产品代码", "AH-XX", "redress policies products"),
        ("承保机构", "mars", "no unit 'mars'"),
        ("保单状态", "卖了", "no state that is known"),
        ("受益顺序", "0", "Write 1 to 9"),
        ("投保人类型", "猫", "neither"),
        ("投保人", "", "Fill it in"),
        ("条款编号", "9.9", "which its product does not have"),
        ("投保人电话", "1" * 31, "At most 30 characters"),
        ("责任代码", "a b", "is not a code"),
        ("责任代码", "", "At least 1"),
        ("保险金额", "", "Fill this in"),
        ("受益比例", "101%", "no part of a whole"),
    ],
)
def test_a_fault_is_named_with_its_line_column_rule_and_way_out(tmp_path, column, value, said):
    (fault,) = faults(tmp_path, FIRST | {column: value})
    assert fault.startswith("line 2")
    assert said in fault
    assert "SYS-02" in fault
    if "which" not in said and "ends before" not in said:
        assert "column" in fault


def test_one_faulty_row_rejects_its_policy_whole_and_no_other(tmp_path):
    other = FIRST | {"保单号": "P2"}
    found = loaded(written(tmp_path / "p.csv", FIRST, SECOND | {"保险金额": "x"}, other))
    assert (found.rows, found.taken, found.rejected, found.new) == (3, 1, 2, 1)
    assert [each.line for each in found.faults] == [3]


def test_rows_of_a_policy_that_contradict_each_other_are_rejected(tmp_path):
    (fault,) = faults(tmp_path, FIRST, SECOND | {"生效日期": "2025-03-02"})
    assert fault.startswith("line 3, column 生效日期: line 2 says something else")


def test_a_cover_that_stands_twice_with_other_content_is_rejected(tmp_path):
    (fault,) = faults(tmp_path, FIRST, SECOND | {"责任代码": "inpatient"})
    assert "inpatient stands twice" in fault


def test_rows_of_a_policy_that_stand_apart_are_rejected_and_not_taken_for_the_policy(tmp_path):
    found = loaded(written(tmp_path / "p.csv", FIRST, FIRST | {"保单号": "P2"}, SECOND))
    assert (found.taken, found.rejected) == (2, 1)
    assert "Sort the list by policy number" in str(found.faults[0])
    assert len(held().covers) == 1


def test_a_list_without_its_columns_or_with_unknown_ones_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(BadInput, match="lacks columns: 保险金额"):
        loaded(written(tmp_path / "p.csv", FIRST, header=[name for name in HEADER if name != "保险金额"]))
    with pytest.raises(BadInput, match="not read: 备注"):
        loaded(written(tmp_path / "p.csv", FIRST, header=[*HEADER, "备注"]))


def test_a_mapping_that_does_not_hold_says_where(tmp_path):
    (tmp_path / "m.yaml").write_text("columns: {nummer: a}\n", "utf-8")
    with pytest.raises(BadInput, match="no field 'nummer'"):
        mappings.load(tmp_path / "m.yaml")
    with pytest.raises(BadInput, match="There is no file"):
        mappings.load(tmp_path / "none.yaml")


def test_what_is_no_list_at_all_is_refused(tmp_path):
    (tmp_path / "p.csv").write_bytes(b"\xff\xfe\x00\x00binary")
    with pytest.raises(BadInput):
        loaded(tmp_path / "p.csv")
    with pytest.raises(BadInput, match="There is no file"):
        loaded(tmp_path / "none.csv")


def test_a_products_file_says_what_is_wrong_with_it(tmp_path):
    good = tmp_path / "good.yaml"
    good.write_text(
        "products:\n  - {code: AH-1, name: 安和, kind: medical, clauses: [{code: '1', title: 甲, text: 乙}]}\n",
        "utf-8",
    )
    assert products.load(good).new == 1
    assert products.load(good).same == 1
    bad = tmp_path / "bad.yaml"
    bad.write_text("products:\n  - {code: 'a b', name: 安和, kind: medical}\n", "utf-8")
    with pytest.raises(BadInput, match=r"products.0.code: .*is not a code.*SYS-02"):
        products.load(bad)


def test_the_command_ends_with_two_and_keeps_the_rejected_rows_which_go_in_again_once_corrected(
    tmp_path, monkeypatch
):
    path = written(tmp_path / "p.csv", FIRST | {"承保机构": "mars"}, FIRST | {"保单号": "P2"})
    imported = command.commands["import"].callback.__wrapped__
    with pytest.raises(SystemExit) as ended:
        imported(path, None, None, False)
    assert ended.value.code == 2
    rejected = tmp_path / "p.csv.rejects.csv"
    text = rejected.read_text("utf-8-sig")
    assert "no unit 'mars'" in text
    assert "P2" not in text
    rejected.write_text(text.replace("mars", "cd", 1), "utf-8")
    again = loaded(rejected)
    assert (again.taken, again.rejected) == (1, 0)


@pytest.mark.req("CLM-01")
def test_a_guide_is_written_from_the_command_line(tmp_path, capsys):
    shown = command.commands["guide"].callback.__wrapped__
    shown(None, "en", None)
    assert "medical: Claims guide: Medical expenses" in capsys.readouterr().out
    shown("medical", "zh", tmp_path / "guide.pdf")
    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(BadInput, match="There is no guide for 'space'"):
        shown("space", None, None)
    with pytest.raises(BadInput, match="cannot be written"):
        shown("medical", None, tmp_path / "none" / "guide.pdf")


def test_the_command_explains_itself():
    shown = CliRunner().invoke(command, ["import", "--help"]).output
    assert "--mapping" in shown
    assert "--dry-run" in shown
