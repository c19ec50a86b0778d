"""Whatever stands in a field of a command, the schema takes it or says what is wrong with it (SEC-05, SEC-06)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from redress.assembly import ALL
from redress.casework import money
from redress.committee.sessions import registry as sessions
from redress.committee.sessions.plan import PlanSession

pytestmark = pytest.mark.req("SEC-05", "SEC-06")

EVIL = (
    "1e999999999", "1e999999", "-1e-99999999", "1e20万", "1e999999998亿", "NaN", "sNaN", "Infinity", "9" * 9_000,
    "-0", "٣", "1_0", "0x10", 10**400, -(10**400), 1e308, float("inf"), float("nan"), True, None, "", " " * 9_000,
    "\ud800", "\x00", "\u202e", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "10000-01-01", "2026-02-30",
    1e18, -1e18, "P1D", [], [[]], [None], {}, {"a": {}}, [{}], ["x"] * 1_000, {"x": "y" * 9_000}, b"\xff", "é" * 5_000,
    "(" * 5_000, "零" * 5_000, "亿" * 5_000, "一" * 5_000 + "元", "13800001234" * 900, "a@" * 4_000, "@" + "a." * 4_000,
)  # fmt: skip


def fields() -> Iterator[tuple[type[BaseModel], str]]:
    for command in (*ALL, *sessions.ALL, PlanSession):
        for name in command.model_fields:
            yield command, name


@pytest.mark.parametrize(("command", "name"), list(fields()), ids=lambda each: getattr(each, "name", each))
def test_a_field_takes_a_value_or_says_what_is_wrong(command, name):
    for value in EVIL:
        for given in (value, [value], [{name: value}]):
            try:
                command.model_validate({name: given})
            except ValidationError as wrong:
                wrong.errors(include_url=False, include_context=False)


@pytest.mark.parametrize(
    "text", ["1e999999999", "1e999999", "-1e-99999999", "NaN", "Infinity", "1e999999998亿"]
)
def test_what_no_amount_comes_to_is_none(text):
    with pytest.raises(ValueError, match=r".*"):
        money.read(text)
    assert money.read("1E+4") == 10_000
