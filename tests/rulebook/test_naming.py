"""What changed is told in people's words: section, item, field, values; every field has a word (CLK-09)."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, diff, load, loads
from redress.rulebook.labels import FIELDS, SECTIONS, SPECIAL
from redress.rulebook.limits import Amount
from redress.rulebook.naming import Told, told
from redress.rulebook.schema.method import Method
from tests.rulebook.schema_models import models_of

pytestmark = pytest.mark.req("CLK-09", "SYS-03")
HEAD = (
    'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: life-method\ntitle: {zh: 子, en: child}\n'
)


@pytest.fixture(scope="module")
def life() -> Rulebook:
    return load("life-method")


def changed(life: Rulebook, body: str, language: str = "en") -> dict[str, Told]:
    child = loads(HEAD + body)
    return {each.path: told(each, life, child, language) for each in diff(life, child)}


@pytest.mark.parametrize(
    ("language", "place", "values"),
    [
        ("en", "Time limits › Confirmation to the customer › limit", ("1 working day", "4 working hours")),
        ("zh", "时限 › 受理确认 › 时限", ("1 个工作日", "4 个工作小时")),
    ],
)
def test_a_limit_is_told_by_section_item_and_field(life, language, place, values):
    found = changed(
        life, "clocks: {confirm: {limit: 4 working hours, warn: 1 working hour before}}", language
    )
    change = found["clocks.confirm.limit"]
    assert change.place == place
    assert (change.before, change.after) == values


def test_codes_conditions_and_yes_and_no_are_words_too(life):
    found = changed(
        life,
        "authority: {province_manager: {duties: [manager], up_to: 50000, when: {level: [general]}}}\n"
        "linking: {clusters: {same_agent: {at_least: 2}}}\n"
        "centralised: {x: {title: {zh: 集, en: Central}, when: {class: claims}, units: [counter_a], cite: FLW-09, "
        "not_from_method: true, note: {zh: 例, en: Example}}}\n",
    )
    rows = {change.place: (change.before, change.after) for change in found.values()}
    assert rows["Linked cases › group risks › Several complaints about one person › cases"] == ("3", "2")
    assert rows["Centralised business › Central › units"] == ("", "A counter")
    assert rows["Centralised business › Central › not from the method"] == ("", "yes")
    assert rows["Centralised business › Central › when › class"] == ("", "Claims")
    assert found["authority.province_manager.up_to"].after == "50000"


def test_what_was_removed_is_named_as_it_was(life):
    gone = next(iter(life.method.common_errors))
    found = changed(life, f"common_errors: {{{gone}: null}}")
    first = next(each for each in found.values() if each.kind == "removed")
    assert first.section == "Common errors"
    assert first.before
    assert not first.after


def test_every_section_and_field_has_a_word_and_no_word_lies_about():
    names = {
        info.alias or name
        for model in models_of(Method)
        if model not in (Method, Amount)
        for name, info in model.model_fields.items()
    }
    assert set(FIELDS) == names
    assert set(SECTIONS) == set(Method.model_fields)
    assert {step for _within, step in SPECIAL} <= names
