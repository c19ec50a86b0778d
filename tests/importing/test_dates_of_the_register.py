"""What a register says was done and was due becomes facts of the imported case (INT-17)."""

import csv
from datetime import UTC, datetime
from textwrap import dedent

import pytest

from redress.clocks.models import Clock
from redress.complaints.models import Complaint
from redress.messages.models import Alert, Message
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db]

HEADER = [
    "编号",
    "收到",
    "结案",
    "原因",
    "转办日期",
    "部门回复",
    "首次联系",
    "受理告知",
    "答复告知",
    "办结时限",
    "到期日",
]
MAPPING = """\
mapping: dated
title: 台账
source: dated
unit: psc
dates: "%Y-%m-%d"
columns: {number: 编号, received: 收到, closed: 结案, reason: 原因}
events:
  {dispatched: 转办日期, order_replied: 部门回复, contacted: 首次联系, confirmed: 受理告知, decision_told: 答复告知}
limits: [办结时限, 到期日]
channel: regulator
classes:
  理赔: {to: claims}
"""


@pytest.fixture
def take(tmp_path):
    """take(row, ...) imports rows of the register; what a row does not say is blank."""

    def run(*rows: dict[str, str], more: str = "", text: str = MAPPING, **options):
        chosen = tmp_path / "dated.yaml"
        chosen.write_text(text + dedent(more), "utf-8")
        path = tmp_path / "dated.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *([row.get(name, "") for name in HEADER] for row in rows)])
        return runner.run(path, mapping.load(str(chosen)), **options).report

    return run


def row(**more: str) -> dict[str, str]:
    return {"编号": "D1", "收到": "2026-03-05", "原因": "理赔"} | more


def local(day: str, time: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}+08:00").astimezone(UTC)


def test_each_date_is_kept_in_order_with_what_the_register_calls_it(take):
    take(
        row(
            转办日期="2026-03-05",
            部门回复="2026-03-09 16:20",
            答复告知="2026/3/18",
            结案="2026-03-20",
            办结时限="2026-03-12",
        )
    )
    case = Complaint.objects.get()
    assert case.external_dates == [
        ["dispatched", "2026-03-05T00:00:00+08:00", "转办日期"],
        ["order_replied", "2026-03-09T16:20:00+08:00", "部门回复"],
        ["limit", "2026-03-12", "办结时限"],
        ["decision_told", "2026-03-18T00:00:00+08:00", "答复告知"],
    ]
    assert case.confirmed_at is None


@pytest.mark.req("INT-07")
def test_an_open_case_is_not_confirmed_anew_where_the_register_says_it_was(take):
    """Received Thursday 5 March 2026; confirmed on Friday the 6th, within the working day of the method."""
    take(row(受理告知="2026-03-06"))
    case = Complaint.objects.get()
    assert case.confirmed_at == local("2026-03-06")
    confirm = Clock.objects.get(file_id=case.pk, key="confirm")
    assert (confirm.status, confirm.stopped_at) == ("met", local("2026-03-06"))


@pytest.mark.req("FLW-02", "FLW-03")
def test_what_was_sent_out_there_is_no_order_here_and_no_limit_waits_for_its_answer(take):
    take(row(转办日期="2026-03-05", 部门回复="2026-03-09"))
    clocks = Clock.objects.filter(file_id=Complaint.objects.get().pk)
    assert not [
        clock.key for clock in clocks if clock.about or clock.key in ("investigation", "claims_reply")
    ]
    assert clocks.get(key="dispatch").status == "running"


@pytest.mark.req("COM-10", "INT-10")
def test_nobody_is_sent_a_message_about_what_happened_in_another_register(take):
    """Of an open case the customer's telephone is known, and the method tells customers of acceptance and progress."""
    text = MAPPING.replace("contacted: 首次联系, ", "").replace("原因}", "原因, phone: 首次联系}", 1)
    take(row(首次联系="13800001111", 受理告知="2026-03-06"), text=text)
    assert Complaint.objects.get().is_open
    assert not Message.objects.exists()
    assert not Alert.objects.exists()


@pytest.mark.req("INT-07")
def test_a_confirmation_that_came_too_late_there_stays_late(take):
    """The working day after Thursday 5 March ends on Friday the 6th."""
    take(row(受理告知="2026-03-09"))
    confirm = Clock.objects.get(key="confirm")
    assert (confirm.status, confirm.stopped_at) == ("late", local("2026-03-09"))


@pytest.mark.req("COM-06", "CLK-04")
def test_a_decision_told_by_the_word_of_a_register_does_not_end_the_legal_limit(take):
    """Art. 21 keeps proof of telling; a column of dates is none. 5 March + 15 days is 20 March."""
    take(row(答复告知="2026-03-10"))
    legal = Clock.objects.get(key="resolution_law")
    assert (legal.status, legal.due_at) == ("running", local("2026-03-21"))
    assert Complaint.objects.get().result_told_at is None


def test_a_case_without_clocks_keeps_its_dates_and_gets_none(take):
    take(row(受理告知="2026-03-06"), more="open_cases: no_clocks\n")
    assert Complaint.objects.get().confirmed_at == local("2026-03-06")
    assert not Clock.objects.exists()


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"转办日期": "2026-03-04"}, "转办日期 2026-03-04 lies before 收到"),
        ({"首次联系": "2126-03-04"}, "首次联系 '2126-03-04' lies in the future"),
        ({"办结时限": "2026-03-04"}, "办结时限 2026-03-04 lies before 收到"),
        ({"到期日": "2099-01-01"}, "到期日 '2099-01-01' lies in the future"),
        ({"到期日": "五个工作日"}, "到期日 '五个工作日' is not a date written like 2024-01-31"),
    ],
)
def test_a_date_out_of_its_bounds_rejects_its_row_alone_and_names_its_column(take, given, because):
    report = take(row(**given), row(编号="D2"))
    assert [reject.because for reject in report.rejects] == [because]
    assert report.imported == 1


def test_a_limit_may_lie_ahead_and_on_the_day_of_the_receipt(take):
    take(row(收到="2026-03-05 15:00", 办结时限="2026-03-05", 到期日="2027-01-15", 转办日期="2026-03-05"))
    assert [each[:2] for each in Complaint.objects.get().external_dates] == [
        ["dispatched", "2026-03-05T15:00:00+08:00"],
        ["limit", "2026-03-05"],
        ["limit", "2027-01-15"],
    ]


def test_rows_of_one_number_add_their_dates_each_once(take):
    take(
        row(转办日期="2026-03-05"),
        row(转办日期="2026-03-06"),
        row(转办日期="2026-03-06", 首次联系="2026-03-06"),
    )
    assert [each[:2] for each in Complaint.objects.get().external_dates] == [
        ["dispatched", "2026-03-05T00:00:00+08:00"],
        ["dispatched", "2026-03-06T00:00:00+08:00"],
        ["contacted", "2026-03-06T00:00:00+08:00"],
    ]


def test_a_second_import_changes_nothing_and_says_where_a_date_differs(take):
    take(row(转办日期="2026-03-05"))
    assert take(row(转办日期="2026-03-05")).already_present == 1
    report = take(row(转办日期="2026-03-06"))
    assert (report.changed, report.extended) == (["D1"], [])


def test_everything_wrong_with_a_mapping_is_said_at_once(take):
    with pytest.raises(BadInput) as raised:
        take(
            row(),
            more="""
            channels: {phone_inn: 电话, visit: 电话}
            level: grave
            split: {状态: ";"}
            """,
        )
    said = raised.value.message
    for fault in ("'状态' is not among its columns", "'电话' twice under channels"):
        assert fault in said
    with pytest.raises(BadInput) as raised:
        take(
            row(),
            more="""
            channels: {phone_inn: 电话}
            level: grave
            unmapped_class: nothing
            units: {xx: 西部}
            split: {状态: ";"}
            ignore: []
            """,
        )
    said = raised.value.message
    for fault in ("'状态' is not among its columns", "phone_inn", "grave", "nothing", "xx"):
        assert fault in said


def test_events_that_are_none_are_all_named(tmp_path):
    chosen = tmp_path / "dated.yaml"
    wrong = MAPPING.replace("dispatched:", "sent_out:").replace("contacted:", "rung_up:")
    chosen.write_text(wrong.replace("limits: [办结时限, 到期日]", "limits: 3"), "utf-8")
    with pytest.raises(BadInput) as raised:
        mapping.load(str(chosen))
    for fault in ("events.sent_out", "events.rung_up", "limits"):
        assert fault in raised.value.message


def test_the_page_shows_the_day_alone_and_what_the_register_calls_it(take, desk):
    take(row(转办日期="2026-03-05", 部门回复="2026-03-09 16:20", 结案="2026-03-20", 办结时限="2026-03-12"))
    number = Complaint.objects.get().number
    page = desk("psc.officer").get(f"/case/{number}").content.decode()
    for words in (
        "分派主办部门",
        "转办日期",
        "2026-03-09 16:20",
        "原登记系统的期限",
        ">2026-03-12</time> · 办结时限",
    ):
        assert words in page
    assert "00:00<" not in page
