"""Histories of claims, one row an event: what comes in, what the clocks say of it, what is refused and why."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.door import execute
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim, ClaimEntry, ClaimText, Decision, Payment
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.importing import taking_back
from redress.importing.models import ImportRun
from redress.operations import console
from redress.operations.importing import kinds, runner
from redress.operations.importing.claims.report import ClaimReport
from redress.organisation.actor import Actor
from tests.claims.conftest import handler, handles, standard

__all__ = ["handler", "handles", "standard"]

MAPPING = """
kind: claim
mapping: own
title: 自有系统
source: core
dates: ["%Y-%m-%d", "%Y-%m-%d %H:%M"]
columns:
  number: 案号
  event: 环节
  at: 开始
  until: 结束
  line: 险种
  policy: 保单号
  name: 被保险人
  phone: 电话
  amount: 核定金额
events:
  loss_known: 出险
  claim_reported: 报案
  claim_requested: 索赔
  papers_complete: 资料齐
  claim_decided: [核定, 拒赔]
  claim_decision_told: [通知, 拒赔]
  claim_agreed: 核定
  claim_paid: 支付
  closed: [结案]
  none: 内部流转
outcomes: {pay: 核定, refuse: 拒赔}
complex: 调查
lines:
  motor: {words: 车险, loss_cause: traffic, losses: vehicle}
""".replace("complex: 调查\n", "")
HEADER = ["案号", "环节", "开始", "结束", "险种", "保单号", "被保险人", "电话", "核定金额"]
SIMPLE = [
    ("出险", "2026-03-01"),
    ("报案", "2026-03-02"),
    ("索赔", "2026-03-02"),
    ("资料齐", "2026-03-03"),
    ("内部流转", "2026-03-04"),
    ("核定", "2026-03-20"),
    ("通知", "2026-03-21"),
    ("支付", "2026-03-24"),
    ("结案", "2026-03-25"),
]


def claim(number: str, events: list[tuple[str, str]], **more: str) -> list[list[str]]:
    """The rows of a claim; what is said of it stands in its first row."""
    said = {"险种": "车险", "核定金额": "5000"} | more
    rows = [[number, event, at, "", *("" for _ in HEADER[4:])] for event, at in events]
    for column, value in said.items():
        rows[0][HEADER.index(column)] = value
    return rows


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(MAPPING, "utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path) -> Callable[..., Path]:
    def written(*claims: list[list[str]], name: str = "claims.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *(row for rows in claims for row in rows)])
        return path

    return written


@pytest.fixture
def take_in(handler: Actor, own: Path) -> Callable[..., ClaimReport]:
    def run(path: Path, **more: object) -> ClaimReport:
        found = runner.run(path, kinds.load(str(own)), unit="psc", **more).report  # type: ignore[arg-type]
        assert isinstance(found, ClaimReport)
        return found

    return run


def accounted(report: ClaimReport) -> bool:
    """Every row of the file is one of these."""
    return report.rows == report.events + len(report.duplicates) + report.rejected


@pytest.mark.req("INT-17")
def test_a_history_becomes_a_claim_with_its_times_and_its_clocks(take_in, history):
    report = take_in(history(claim("A1", SIMPLE, 保单号="P510001", 被保险人="刘建国", 电话="13800001234")))
    row = Claim.objects.get()
    assert (report.imported, report.events, report.rejected) == (1, 9, 0)
    assert accounted(report)
    assert (row.state, row.line, row.policy_number) == (ClaimState.CLOSED, "motor", "P510001")
    assert row.number.startswith("C2026-")
    assert row.reported_at.astimezone().strftime("%Y-%m-%d") == "2026-03-02"
    assert row.closed_at is not None
    assert row.parties.get().phone == "13800001234"
    assert Decision.objects.get().amount == 5000
    assert Payment.objects.get().amount == 5000
    assert [broken for _number, broken in JOURNAL.verify() if broken] == []


@pytest.mark.req("CLM-09")
def test_the_clocks_say_which_limits_were_missed(take_in, history):
    """Simple, asked for on Monday 2 March: 5 working days end on the 9th, 30 calendar days on 1 April."""
    late = claim("B1", [*SIMPLE[:5], ("核定", "2026-04-10"), ("通知", "2026-04-20"), ("支付", "2026-04-27")])
    report = take_in(history(claim("A1", SIMPLE), late))
    said = {each["clock"]: each for each in report.as_json()["limits"]}
    assert (said["decision_law"]["met"], said["decision_law"]["missed"]) == (1, 1)
    assert (said["decision_service"]["met"], said["decision_service"]["missed"]) == (0, 2)
    assert (said["decision_notice"]["met"], said["decision_notice"]["missed"]) == (1, 1)
    assert (said["payment"]["met"], said["payment"]["missed"]) == (1, 1)
    assert said["decision_law"]["worst_days"] == 9
    assert any("30" in line or "Decision" in line for line in report.lines())


@pytest.mark.req("INT-17")
def test_imported_again_every_row_is_here_and_the_limits_are_told_again(take_in, history):
    path = history(claim("A1", SIMPLE), claim("A2", SIMPLE))
    first, again = take_in(path), take_in(path)
    assert (again.imported, again.already_present, again.events) == (0, 2, 18)
    assert accounted(again)
    assert again.limits == first.limits
    assert Claim.objects.count() == 2


@pytest.mark.req("INT-17")
def test_an_exact_duplicate_counts_once_and_a_changed_claim_is_told(take_in, history):
    report = take_in(history([*claim("A1", SIMPLE), ["A1", "内部流转", "2026-03-04", "", *[""] * 5]]))
    assert (report.imported, report.events, len(report.duplicates)) == (1, 9, 1)
    assert accounted(report)
    again = take_in(history(claim("A1", [*SIMPLE[:5], ("核定", "2026-03-19"), *SIMPLE[6:]]), name="more.csv"))
    assert (again.already_present, again.changed) == (1, ["A1"])


@pytest.mark.req("INT-17")
def test_a_dry_run_does_everything_and_leaves_nothing(take_in, history):
    report = take_in(history(claim("A1", SIMPLE), claim("A2", SIMPLE)), dry_run=True)
    assert report.imported == 2
    assert report.limits
    assert not Claim.objects.exists()
    assert not Clock.objects.exists()


WRONG = [
    ("no date", [*SIMPLE[:2], ("索赔", "")], "开始 is blank", "leave the row out"),
    ("an unknown event", [*SIMPLE[:2], ("复勘", "2026-03-05")], "复勘", "'events'"),
    ("before the report", [("核定", "2026-03-01"), *SIMPLE[1:]], "lies before the report", "correct the date"),
    ("the loss after the report", [("出险", "2026-03-08"), *SIMPLE[1:]], "lies after its report", "correct the date"),
    ("no report", [SIMPLE[0], *SIMPLE[3:]], "says that it was reported", "add that row"),
    ("twice", [*SIMPLE, ("报案", "2026-03-09")], "is reported twice, in lines 3 and 11", "a number of its own"),
    ("after its end", [*SIMPLE, ("支付", "2026-03-30")], "after the claim ended in line 10", "a claim of its own"),
    ("paid before decided", [*SIMPLE[:5], ("支付", "2026-03-05"), ("核定", "2026-03-06")], "follows from", "correct"),
    ("two zones", [("报案", "2026-03-02T09:00:00+08:00"), ("索赔", "2026-03-02 10:00")], "time zone", "'zone:'"),
    ("no date at all", [*SIMPLE[:2], ("索赔", "下周")], "is not a date", "written like"),
    ("in the future", [*SIMPLE[:2], ("索赔", "2099-01-01")], "lies in the future", "开始"),
]  # fmt: skip


@pytest.mark.req("INT-17")
@pytest.mark.parametrize("column", ["案号", "电话", "被保险人", "保单号"])
def test_what_is_said_against_a_cell_names_the_column_of_the_history(take_in, history, column):
    wrong = claim("X1", SIMPLE, **{column: "1" * 300})
    if column == "案号":
        wrong = [["1" * 300, *cells[1:]] for cells in wrong]
    report = take_in(history(wrong, claim("A1", SIMPLE)))
    assert report.imported == 1
    assert {reject.because.partition(":")[0] for reject in report.rejects} == {column}


@pytest.mark.req("INT-17")
@pytest.mark.parametrize(("what", "events", "because", "way_out"), WRONG, ids=[each[0] for each in WRONG])
def test_what_cannot_be_is_rejected_with_its_line_and_the_others_come_in(
    take_in, history, what, events, because, way_out
):
    report = take_in(history(claim("X1", events), claim("A1", SIMPLE)))
    assert (report.imported, report.rejected) == (1, len(events))
    assert accounted(report)
    own = [reject for reject in report.rejects if because in reject.because]
    assert own, [reject.because for reject in report.rejects]
    assert way_out in own[0].because
    assert 2 <= own[0].line <= 1 + len(events)


@pytest.mark.req("INT-17")
def test_an_end_before_its_begin_is_rejected_as_swapped(take_in, history):
    rows = claim("X1", SIMPLE)
    rows[5][3] = "2026-03-01"
    report = take_in(history(rows, claim("A1", SIMPLE)))
    assert report.imported == 1
    assert any("are the two swapped? (INT-17)" in each.because and each.line == 7 for each in report.rejects)


@pytest.mark.req("INT-17")
def test_rows_of_a_claim_that_say_different_things_of_it_are_rejected(take_in, history):
    rows = claim("X1", SIMPLE)
    rows[3][HEADER.index("核定金额")] = "7000"
    report = take_in(history(rows, claim("A1", SIMPLE)))
    assert "'5000' in line 2 and '7000' in line 5" in report.rejects[0].because


@pytest.mark.req("INT-17", "CLM-09")
def test_times_of_two_zones_are_the_moments_they_name(take_in, history, own):
    events = [("报案", "2026-03-02T02:00:00Z"), ("索赔", "2026-03-02T10:00:00+08:00")]
    take_in(history(claim("A1", events)))
    row = Claim.objects.get()
    assert row.reported_at == row.requested_at == datetime.fromisoformat("2026-03-02T10:00:00+08:00")


@pytest.mark.req("INT-17")
def test_an_open_claim_comes_with_limits_that_run_and_nobody_is_told_of_what_passed(take_in, history):
    report = take_in(history(claim("A1", SIMPLE[:4], 核定金额="")))
    row = Claim.objects.get()
    assert row.state == ClaimState.ADJUSTING
    running = Clock.objects.get(file_id=row.pk, key="decision_law")
    assert running.status == "running"
    assert running.step == len(running.steps_at)
    assert row.next_due_clock
    assert report.limits["decision_law", "running_late"] == 1


@pytest.mark.req("INT-17")
def test_an_open_claim_that_was_decided_needs_its_amount(take_in, history):
    report = take_in(history(claim("X1", SIMPLE[:6], 核定金额=""), claim("A1", SIMPLE)))
    assert "for how much" in report.rejects[0].because
    assert report.imported == 1


@pytest.mark.req("INT-17")
def test_an_import_is_taken_back_as_a_whole_and_the_file_comes_in_again(take_in, history):
    path = history(claim("A1", SIMPLE, 保单号="P510001", 被保险人="刘建国"), claim("A2", SIMPLE))
    run = take_in(path).run
    assert taking_back.take_back(run).cases == 2
    rows = list(Claim.objects.all())
    assert {row.state for row in rows} == {ClaimState.TAKEN_BACK}
    assert {row.policy_number for row in rows} == {""}
    assert not Decision.objects.exists()
    assert not ClaimText.objects.exists()
    assert not Clock.objects.exists()
    assert ClaimEntry.objects.filter(command="import_claim").count() == 2
    assert [broken for _number, broken in JOURNAL.verify() if broken] == []
    assert take_in(path).imported == 2


@pytest.mark.req("INT-17")
def test_an_import_that_somebody_works_on_is_not_taken_back(take_in, history, handler):
    run = take_in(history(claim("A1", SIMPLE[:4], 被保险人="刘建国"), claim("A2", SIMPLE))).run
    number = Claim.objects.get(state=ClaimState.ADJUSTING).number
    execute(VerifyContacts(told_by="sms"), handler, number)
    with pytest.raises(Refusal) as refused:
        taking_back.take_back(run)
    assert number in str(refused.value)
    assert not Claim.objects.filter(state=ClaimState.TAKEN_BACK).exists()


@pytest.mark.req("INT-17")
def test_nobody_works_on_a_claim_whose_import_is_being_taken_back_and_is_told_so_of_a_claim(
    take_in, history, handler
):
    run = take_in(history(claim("A1", SIMPLE[:4], 被保险人="刘建国"))).run
    ImportRun.objects.filter(pk=run).update(taking_back_at=moment.now())
    number = Claim.objects.get().number
    with pytest.raises(Refusal) as refused:
        execute(VerifyContacts(told_by="sms"), handler, number)
    assert refused.value.rule == "INT-17"
    assert number in str(refused.value)
    assert "omplaint" not in str(refused.value) and "投诉" not in str(refused.value)


@pytest.mark.req("INT-17")
def test_no_unit_that_handles_claims_is_said_before_anything_is_read(standard, history, own, db):
    with pytest.raises(console.BadInput) as refused:
        runner.run(history(claim("A1", SIMPLE)), kinds.load(str(own)), unit="nowhere")
    assert "nowhere" in refused.value.message


@pytest.mark.req("INT-17")
@pytest.mark.parametrize(
    ("changed", "because"),
    [
        (("kind: claim", "kind: policy"), "kind 'policy'"),
        (("claim_reported: 报案", "claim_told: 报案"), "events.claim_told"),
        (("pay: 核定", "pay: 赔付"), "'赔付' stands under 'outcomes'"),
        (("motor: {words", "boats: {words"), "boats"),
        (("columns:", "zone: Asia/Peking\ncolumns:"), "Asia/Peking"),
    ],
)
def test_a_mapping_that_cannot_hold_says_why(take_in, history, own, changed, because):
    own.write_text(MAPPING.replace(*changed), "utf-8")
    with pytest.raises(console.BadInput) as refused:
        take_in(history(claim("A1", SIMPLE)))
    assert because in refused.value.message


@pytest.mark.req("INT-17")
def test_the_mapping_in_the_manual_takes_a_claim_that_was_complained_of(handler, tmp_path):
    text = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
    block = text.partition("An example for a system of one's own:\n")[2].partition("\n\nFurther events")[0]
    (tmp_path / "own.yaml").write_text(dedent(block), "utf-8")
    head = [
        "案号",
        "环节",
        "开始时间",
        "结束时间",
        "险种",
        "出险原因",
        "保单号",
        "被保险人",
        "电话",
        "估损金额",
        "核定金额",
    ]
    rows = [
        [
            "T7",
            "报案",
            "2026-03-02 09:00",
            "",
            "车险",
            "碰撞路边石",
            "P1",
            "刘建国",
            "13800001234",
            "6800",
            "",
        ],
        ["T7", "现场查勘", "2026-03-03", "", *[""] * 7],
        ["T7", "拒赔", "2026-03-09 10:00", "2026-03-09 11:00", *[""] * 7],
        ["T7", "转投诉", "2026-03-11 15:00", "", *[""] * 7],
    ]
    with (tmp_path / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    report = runner.run(tmp_path / "claims.csv", kinds.load(str(tmp_path / "own.yaml"))).report
    row = Claim.objects.get()
    assert report.imported == 1, report.rejects
    assert (row.state, row.complexity, row.loss_cause) == (ClaimState.CLOSED, "complex", "traffic")
    assert Decision.objects.get().outcome == "refuse"
    assert [each.name for each in JOURNAL.events_of([row.pk])[row.pk]][-1] == "disputed"


@pytest.mark.req("INT-17")
def test_the_command_prints_json_for_programs(take_in, redress, history, own):
    path = history(claim("A1", SIMPLE))
    take_in(path)
    told = redress("import", path, "--mapping", own, "--unit", "psc", "--format", "json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert (found["rows"], found["already_present"], found["events"]) == (9, 1, 9)
    assert {each["clock"] for each in found["limits"]} >= {"decision_law", "payment", "decision_notice"}


@pytest.mark.req("INT-17")
def test_the_command_prints_the_limits_as_a_table(handler, redress, history, own):
    told = redress("import", history(claim("A1", SIMPLE)), "--mapping", own, "--unit", "psc")
    assert told.exit_code == 0, told.output
    assert "1 claims imported" in told.output
    table = told.output.partition("Limits as the clocks count them:\n")[2].splitlines()
    assert table[0].split()[:2] == ["met", "missed"]
    assert any(line.split()[:2] == ["0", "1"] and "Decision on the claim" in line for line in table)


@pytest.mark.req("INT-17", "CLM-09")
def test_the_log_of_1500_claims_is_accounted_row_for_row(handler, real_data):
    path, chosen = real_data / "log_insurance_claims_1500.csv", kinds.load("claims-log")
    report = runner.run(path, chosen, unit="psc").report
    assert isinstance(report, ClaimReport)
    assert (report.rows, report.imported, report.rejected) == (18_792, 1_500, 0)
    assert accounted(report)
    again = runner.run(path, chosen, unit="psc").report
    assert (again.already_present, again.imported, again.events) == (1_500, 0, 18_792)
    said = {each["clock"]: each for each in json.loads(json.dumps(report.as_json()))["limits"]}
    assert said["decision_law"]["missed"] + said["decision_law"]["met"] == 1_500
    assert Claim.objects.filter(state=ClaimState.CLOSED).count() == 1_500
