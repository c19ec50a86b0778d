"""A village's list: one row a report, each row accounted for, nothing twice (CLM-02, CLM-03)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from redress.casework.refusals import Refusal
from redress.claims.catastrophes import queries
from redress.claims.catastrophes.door import execute as lead
from redress.claims.door import execute
from redress.claims.models import Claim, ClaimEntry
from redress.operations.cli.reports import command
from redress.operations.console import BadInput
from redress.operations.reports.taking import take
from tests.claims.flood import flood, flooded

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-03")]

HEADER = "保单号,户主,联系电话,身份证号,险种,出险日期,受损情况,估计损失"


def row(number: int, **given: str) -> str:
    said = {
        "policy": f"H{number:06}",
        "name": f"村民{number}",
        "phone": f"1390000{number:04}",
        "id": "",
        "line": "家庭财产保险",
        "day": "2026年3月1日",
        "course": "一楼进水",
        "loss": "1.2万元",
    } | given
    return ",".join(said.values())


@pytest.fixture
def opened(handler, monday):
    return queries.find(handler, lead(flood(), handler).number)


def written(tmp_path: Path, *rows: str, encoding: str = "utf-8", header: str = HEADER) -> Path:
    file = tmp_path / "三江村.csv"
    file.write_bytes("\n".join([header, *rows]).encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_row_is_a_report_joined_to_the_catastrophe(tmp_path, handler, opened, encoding):
    account = take(handler, opened, written(tmp_path, row(1), row(2), encoding=encoding))
    assert [each.because for each in account.rows] == ["", ""]
    first = Claim.objects.order_by("id")[0]
    assert (first.line, first.loss_cause, first.place, first.estimate) == (
        "home",
        "disaster",
        "金堂县",
        12000,
    )
    assert first.occurred_at == opened.began_at, "the day on which it began, so not before it began"
    assert first.catastrophe == opened
    assert not first.papers.filter(code="weather", verdict="").exists()


def test_a_workbook_is_read_as_well(tmp_path, handler, opened):
    book = openpyxl.Workbook()
    for line in (HEADER, row(1), row(2)):
        book.active.append(line.split(","))
    book.save(tmp_path / "list.xlsx")
    assert len(take(handler, opened, tmp_path / "list.xlsx").taken) == 2


def test_every_row_is_accounted_for_and_says_what_is_wrong(tmp_path, handler, opened):
    execute(flooded(7), handler)
    rows = [
        row(1),
        row(1),
        row(2, phone="abc"),
        row(3, line="飞船险"),
        row(4, day="2026年2月1日"),
        row(5, name=""),
        row(6, loss="很多"),
        row(7, day=""),
        row(8),
    ]
    account = take(handler, opened, written(tmp_path, *rows))
    assert len(account.rows) == len(rows)
    assert [each.line for each in account.taken] == [2, 10]
    assert [each.line for each in account.twice] == [3, 9]
    assert [each.line for each in account.refused] == [4, 5, 6, 7, 8]
    for each, word in zip(
        account.refused,
        ("telephone", "家庭财产保险|Household", "before the catastrophe", "", ""),
        strict=True,
    ):
        assert any(part in each.because for part in word.split("|")), each
        assert each.because
    assert Claim.objects.count() == 3


def test_the_same_person_day_and_place_is_one_loss_whatever_policy_was_said(handler, opened):
    person = [{"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}]
    joined = {"catastrophe": opened.number}
    first = execute(flooded(1, people=person), handler).number
    for told in (
        [{"name": "刘建国", "phone": "13800001234"}],
        [{"name": "刘建國", "phone": "", "id_number": "510101196501011234"}],
    ):
        with pytest.raises(Refusal, match=first) as refused:
            execute(flooded(2, people=told, place="金堂县 赵镇三江村", **joined), handler)
        assert (refused.value.rule, refused.value.field) == ("CLM-03", "another_event")
    execute(flooded(2, people=person, another_event=True, **joined), handler)
    execute(flooded(3, people=person, place="绵阳市", **joined), handler)
    execute(flooded(4, people=person, line="motor", losses=["vehicle"], **joined), handler)
    execute(flooded(5, people=[{"name": "刘大娘", "phone": "13800001234"}], **joined), handler)
    assert Claim.objects.count() == 5


def test_the_same_list_again_is_told_its_first_answers(tmp_path, handler, opened):
    file = written(tmp_path, row(1), row(2))
    first = take(handler, opened, file)
    again = take(handler, opened, file)
    assert [each.number for each in again.again] == [each.number for each in first.taken]
    assert (Claim.objects.count(), ClaimEntry.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        ("姓名,电话\n刘,1".encode(), "保单号"),
        (b"\x00\x01\x02", "."),
    ],
)
def test_what_is_no_list_is_refused_whole(tmp_path, handler, opened, content, why):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=why):
        take(handler, opened, file)
    assert Claim.objects.count() == 0


def test_the_command_tells_the_account_and_ends_with_two_when_a_row_was_not_taken(tmp_path, handler, opened):
    file = written(tmp_path, row(1), row(2, phone="abc"))
    answer = CliRunner().invoke(command, [str(file), "--catastrophe", opened.number])
    assert answer.exit_code == 2, answer.output
    assert "2 rows: 1 reports taken" in answer.output


def test_the_command_says_that_there_is_no_such_catastrophe(tmp_path, handler, opened):
    file = written(tmp_path, row(1))
    answer = CliRunner().invoke(command, [str(file), "--catastrophe", "E2026-9999999"])
    assert (answer.exit_code, "E2026-9999999" in answer.output) == (2, True), answer.exception


def test_the_page_takes_a_list_and_shows_every_row(desk, handler, opened):
    client = desk("psc.claims", "en")
    given = SimpleUploadedFile("三江村.csv", "\n".join([HEADER, row(1), row(2, phone="abc")]).encode())
    words = client.post(f"/claims/catastrophes/{opened.number}/list", {"list": given}).content.decode()
    assert Claim.objects.get().number in words
    assert "telephone" in words
    words = client.get(f"/claims/catastrophes/{opened.number}").content.decode()
    assert Claim.objects.get().number in words
