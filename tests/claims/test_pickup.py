"""How soon report calls are picked up: records taken in, figures by unit and day, nights apart (CLM-02)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from redress.claims.models import ReportCall
from redress.claims.queries import pickup
from redress.operations.console import BadInput
from redress.operations.pickup import loading
from redress.operations.pickup.told import lines
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.rulebook import RulebookError, load
from redress.rulebook.sections.pickup.schema import Pickup

pytestmark = pytest.mark.req("CLM-02")

MAPPING = """
kind: call
mapping: centre
title: 呼叫中心
source: centre
dates: ["%Y-%m-%d %H:%M:%S"]
columns: {number: 流水号, at: 来电时间, rang: 振铃秒数, result: 结果, agent: 坐席, unit: 机构}
answered: 接通
abandoned: [放弃, 超时]
units: {psc: 四川财险}
"""
HEADER = ["流水号", "来电时间", "振铃秒数", "结果", "坐席", "机构"]
CALLS = [
    ["1", "2026-03-02 09:00:00", "8", "接通", "张小云", "四川财险"],
    ["2", "2026-03-02 09:05:00", "20", "接通", "张小云", "四川财险"],
    ["3", "2026-03-02 09:07:00", "21", "接通", "李明", "四川财险"],
    ["4", "2026-03-02 10:00:00", "45", "放弃", "", "四川财险"],
    ["5", "2026-03-02 22:00:00", "5", "接通", "王芳", "四川财险"],
    ["6", "2026-03-03 05:59:59", "90", "超时", "", "四川财险"],
    ["7", "2026-03-03 06:00:00", "3", "接通", "王芳", "四川财险"],
]


@pytest.fixture
def centre(tmp_path):
    (tmp_path / "centre.yaml").write_text(MAPPING, "utf-8")
    return loading.load_mapping(str(tmp_path / "centre.yaml"))


@pytest.fixture
def records(tmp_path):
    def written(*rows: list[str]) -> Path:
        path = tmp_path / "calls.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return path

    return written


@pytest.fixture
def measured(standard, records, centre):
    loading.load(records(*CALLS), centre)
    rule = pickup.rule(SYSTEM)
    assert rule is not None
    return pickup.figures(SYSTEM, rule, since=date(2026, 3, 1), until=date(2026, 3, 31))


def test_shares_by_day_and_night_are_those_counted_by_hand(measured):
    """20 seconds are in time, 21 are not; ten at night is night, six in the morning is day."""
    assert (measured.rule.within_seconds, measured.rule.share) == (20, 90)
    found = {(day.day.day, day.night): day for day in measured.days}
    first = found[2, False]
    assert (first.calls, first.answered, first.in_time, first.given_up, first.longest) == (4, 3, 2, 1, 45)
    assert found[2, True].share == 1
    assert found[3, True].share == 0
    assert found[3, False].calls == 1
    assert (measured.by_day.calls, measured.by_day.in_time) == (5, 3)
    assert (measured.by_night.calls, measured.by_night.in_time) == (2, 1)
    assert {day.unit for day in measured.days} == {"psc"}


def test_enough_is_as_many_as_the_standard_asks_for(measured):
    assert not measured.enough(measured.by_day)
    assert measured.enough(pickup.Share(calls=10, answered=9, in_time=9, longest=20))
    assert not measured.enough(pickup.Share(calls=100, answered=100, in_time=89, longest=20))


def test_who_answered_is_kept_encrypted_and_the_records_again_change_nothing(standard, records, centre):
    first, again = (loading.load(records(*CALLS), centre) for _ in range(2))
    assert (first.rows, first.imported, first.rejected) == (7, 7, 0)
    assert (again.imported, again.already_present) == (0, 7)
    assert ReportCall.objects.get(rang=8).agent == "张小云"


def test_a_dry_run_leaves_nothing(standard, records, centre):
    assert loading.load(records(*CALLS), centre, dry_run=True).imported == 7
    assert not ReportCall.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "because"),
    [
        ("来电时间", "", "say when the call came"),
        ("来电时间", "2099-01-01 00:00:00", "future"),
        ("振铃秒数", "-3", "seconds"),
        ("振铃秒数", "很久", "seconds"),
        ("振铃秒数", "90000", "86,400"),
        ("结果", "转接", "neither answered nor abandoned"),
        ("机构", "云南", "is no unit"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_line_and_the_others_come_in(
    standard, records, centre, column, value, because
):
    wrong = list(CALLS[0])
    wrong[HEADER.index(column)] = value
    with translation.override("en"):
        found = loading.load(records(wrong, *CALLS[1:]), centre)
    assert (found.imported, found.rejected) == (6, 1)
    assert because in found.rejects[0].because
    assert column in found.rejects[0].because
    assert found.rejects[0].line == 2


def test_a_unit_that_is_not_there_is_said_before_anything_is_read(standard, records, centre):
    with pytest.raises(BadInput) as refused:
        loading.load(records(*CALLS), centre.model_copy(update={"units": {"nowhere": ("四川财险",)}}))
    assert "nowhere" in refused.value.message


def test_the_terminal_tells_shares_and_what_is_too_few(measured):
    with translation.override("en"):
        told = list(lines(measured))
    assert "90 %" in told[0]
    assert "60.0% of 5 in time" in told[1]
    assert "too few" in told[1]


def test_a_child_may_not_have_calls_picked_up_later(tmp_path):
    def child(**pickup_: int) -> None:
        said = {"within_seconds": 20, "share": 90, "night_from": 22, "night_until": 6} | pickup_
        text = "\n".join(
            ["rulebook: own-claims", 'version: "1"', "effective: 2026-01-01", "extends: claims-service",
             "governs: claims", "title: {zh: 本司, en: Own}", "pickup:", "  cite: CLM-02",
             *(f"  {name}: {value}" for name, value in said.items())]
        )  # fmt: skip
        (tmp_path / "own-claims.yaml").write_text(text, "utf-8")
        load(tmp_path / "own-claims.yaml")

    child()
    child(within_seconds=15, share=95)
    for looser in ({"within_seconds": 30}, {"share": 80}, {"night_from": 20}):
        with pytest.raises(RulebookError):
            child(**looser)


def test_the_page_shows_it_to_who_sees_the_units_claims(measured, client, handler):
    client.force_login(User.objects.get(pk=handler.id))
    asked = {"since": "2026-03-01", "until": "2026-03-31"}
    shown = client.get(reverse("desk:claims_pickup"), asked)
    assert shown.status_code == 200
    assert shown.content.decode().count("<tr") == 1 + 2 + 4
    assert client.get(reverse("desk:claims_pickup"), {"since": "soon"}).status_code == 200


def test_who_sees_no_claims_of_a_unit_is_refused(measured, client):
    client.force_login(User.objects.get(username="sc.legal"))
    assert client.get(reverse("desk:claims_pickup")).status_code == 403


def test_a_standard_without_the_section_measures_nothing():
    assert load("claims-law").method.pickup is None
    assert isinstance(load("claims-service").method.pickup, Pickup)
