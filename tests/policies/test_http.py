"""A policy system that misbehaves over HTTP: whoever asks is told one thing, in time, and nothing leaks."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from redress.policies import system as chosen
from redress.policies.http.system import MOST_BYTES, Http
from redress.policies.port import MOST, Asked, Away
from redress.policies.table.system import Table
from tests.policies import far_end as ways
from tests.policies.made import MEDICAL, made

pytestmark = pytest.mark.req("SYS-02")

NUMBER = Asked(number="P510104000001")


def answer(**change: object) -> bytes:
    policy = made().model_dump(mode="json") | change
    return json.dumps({"policies": [policy], "more": False}).encode()


WRONG = {
    "hangs": ways.hangs,
    "drips": ways.drips,
    "breaks off": ways.breaks_off,
    "500": ways.answers(500, b"Traceback ..."),
    "401": ways.answers(401, b"{}"),
    "redirect": ways.answers(302, b""),
    "no json": ways.answers(200, b"<html>maintenance</html>"),
    "half of it": ways.answers(200, answer()[:200]),
    "empty": ways.answers(200, b""),
    "other shape": ways.answers(200, b'{"data": []}'),
    "a list": ways.answers(200, b"[]"),
    "number as a number": ways.answers(200, answer(number=510104)),
    "date as a number": ways.answers(200, answer(begins=20250301)),
    "no date": ways.answers(200, answer(begins="2025-02-30")),
    "state unknown": ways.answers(200, answer(state="paid up")),
    "a field too many": ways.answers(200, answer(premium="12")),
    "ends before it begins": ways.answers(200, answer(ends="2020-01-01")),
    "control characters": ways.answers(200, answer(unit="c\u0007d")),
    "amount below 0": ways.answers(200, answer(covers=[made().covers[0].model_dump(mode="json") | {"left": "-1"}])),
    "a flag as a word": ways.answers(200, answer(holder={"name": "李娜", "is_organisation": "yes"})),
    "another policy": ways.answers(200, answer(number="P999")),
    "too many": ways.answers(200, json.dumps({"policies": [made().model_dump(mode="json")] * (MOST + 1)}).encode()),
    "too long": ways.answers(200, b" " * (MOST_BYTES + 1)),
    "deeply nested": ways.answers(200, b"[" * 100_000),
    "no utf-8": ways.answers(200, b'{"policies": "\xff"}'),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_whatever_goes_wrong_is_one_refusal_in_time(far_end, wrong, caplog):
    far_end.wrong = wrong
    begun = time.monotonic()
    with pytest.raises(Away) as refused:
        Http().find(NUMBER)
    assert time.monotonic() - begun < 3.5
    assert (refused.value.rule, refused.value.status) == ("SYS-02", 503)
    assert "保单系统没有应答" in str(refused.value)
    assert refused.value.trouble in caplog.text
    for secret in ("510104", "李娜", ways.SECRET, far_end.url):
        assert secret not in caplog.text


def test_somebody_elses_policies_are_not_shown_for_whom_was_asked(far_end):
    far_end.wrong = ways.answers(200, answer())
    for asked in (
        Asked(phone="13911112222"),
        Asked(id_number="X1"),
        Asked(name="李娜", born=date(1990, 1, 1)),
    ):
        with pytest.raises(Away):
            Http().find(asked)


def test_what_could_not_arrive_is_asked_once_more_and_then_left(settings, far_end):
    far_end.wrong = ways.answers(503, b"{}")
    with pytest.raises(Away):
        Http().find(NUMBER)
    assert len(far_end.asked) == 2
    settings.REDRESS_POLICIES_URL = "http://127.0.0.1:9"
    with pytest.raises(Away):
        Http().find(NUMBER)


def test_a_question_that_may_have_arrived_is_not_asked_again(far_end):
    far_end.wrong = ways.hangs
    with pytest.raises(Away):
        Http().find(NUMBER)
    assert len(far_end.asked) == 1


def test_nobody_waits_again_for_a_system_that_was_just_silent(far_end):
    far_end.wrong = ways.hangs
    system = Http()
    with pytest.raises(Away):
        system.find(NUMBER)
    begun = time.monotonic()
    with pytest.raises(Away):
        system.find(NUMBER)
    assert time.monotonic() - begun < 0.2
    assert len(far_end.asked) == 1


def test_a_system_that_answers_wrongly_is_asked_again_next_time(http, far_end):
    system = http([made()])
    far_end.wrong = ways.answers(500, b"")
    with pytest.raises(Away):
        system.find(NUMBER)
    far_end.wrong = None
    assert len(system.find(NUMBER).policies) == 1


def test_questions_are_signed_and_nobodys_name_stands_in_an_address(http, far_end):
    system = http([made()])
    system.find(Asked(name="李娜", born=date(1988, 5, 20)))
    system.product(MEDICAL.code)
    assert far_end.unsigned == 0
    assert far_end.asked == [
        (
            "POST",
            "/core/policies/search",
            {"by": "name", "value": "李娜", "born": "1988-05-20", "most": MOST},
        ),
        ("GET", "/core/products/AH-YL-01", None),
    ]


@pytest.mark.parametrize(
    "address", ["nonsense", "ftp://127.0.0.1/core", "http://[", "http://nowhere.invalid"]
)
def test_an_address_that_is_none_is_a_system_that_is_away(settings, far_end, address):
    settings.REDRESS_POLICIES_URL = address
    with pytest.raises(Away):
        Http().find(NUMBER)


def test_the_settings_choose_the_system(settings):
    settings.REDRESS_POLICIES_URL = ""
    assert isinstance(chosen.system(), Table)
    chosen.system.cache_clear()
    settings.REDRESS_POLICIES_URL = "http://core.example"
    assert isinstance(chosen.system(), Http)
