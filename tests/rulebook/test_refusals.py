"""A bad rulebook is refused with file, line and rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from redress.rulebook import RulebookError, check, load, loads
from tests.rulebook.conftest import HEAD

Refused = Callable[..., RulebookError]
CLOCK = """\
clocks:
  reply:
    title: {zh: 回复, en: Reply}
    cite: A-1
    starts: registered
    stops: closed
"""


def test_an_unknown_key_is_refused_and_the_right_one_suggested(refused: Refused) -> None:
    error = refused(CLOCK + "    limitt: 1 working day\n    limit: 1 working day\n")
    assert "small.yaml:16: clocks.reply: unknown key 'limitt'; did you mean 'limit'?" in str(error)
    assert "是否应为“limit”" in error.problems[0].message_zh


def test_an_unknown_section_is_refused(refused: Refused) -> None:
    assert "small.yaml:10: clock: unknown key 'clock'; did you mean 'clocks'?" in str(refused("clock: {}\n"))


def test_a_missing_citation_is_refused(refused: Refused) -> None:
    error = refused("causes:\n  fault:\n    title: {zh: 故障, en: Fault}\n")
    assert "small.yaml:11: causes.fault: 'cite' is missing" in str(error)


def test_a_citation_that_leads_nowhere_is_refused(refused: Refused) -> None:
    error = refused("causes:\n  fault:\n    title: {zh: 故障, en: Fault}\n    cite: A-2\n")
    assert "small.yaml:13: causes.fault: cites 'A-2', which is not in sources; did you mean 'A-1'?" in str(
        error
    )


def test_a_key_written_twice_is_refused_with_both_lines(refused: Refused) -> None:
    error = refused("flows: {}\nflows: {}\n")
    assert "small.yaml:11: flows: the key 'flows' is written twice (first on line 10)" in str(error)


def test_a_circle_of_extends_is_refused_naming_the_chain(refused: Refused) -> None:
    other = HEAD.format(name="other") + "extends: small\n"
    error = refused("extends: other\n", other=other)
    assert "other.yaml:10: extends: extends in a circle: small -> other -> small" in str(error)


def test_a_rulebook_that_extends_itself_is_refused(refused: Refused) -> None:
    assert "small -> small" in str(refused("extends: small\n"))


def test_an_unknown_parent_is_refused_and_the_shipped_one_suggested(refused: Refused) -> None:
    assert "did you mean 'statutory-2020'?" in str(refused("extends: statutory-2021\n"))


def test_an_unknown_value_in_a_condition_is_refused_with_the_values_listed(refused: Refused) -> None:
    error = refused(CLOCK + "    limit: 1 working day\n    for: {level: [mayor]}\n")
    assert "small.yaml:17: clocks.reply: 'mayor' is not a value of level; values are general, major" in str(
        error
    )


def test_an_unknown_attribute_in_a_condition_is_refused(refused: Refused) -> None:
    error = refused(CLOCK + "    limit: 1 working day\n    for: {levels: [major]}\n")
    assert "clocks.reply: unknown attribute 'levels'; did you mean 'level'?" in str(error)


def test_an_unknown_event_is_refused_with_the_events_listed(refused: Refused) -> None:
    error = refused(CLOCK.replace("closed", "close") + "    limit: 1 working day\n")
    assert "small.yaml:15: clocks.reply: 'stops': 'close' is not an event" in str(error)


def test_an_amount_of_time_that_cannot_be_read_is_refused_with_examples(refused: Refused) -> None:
    error = refused(CLOCK + "    limit: 480\n")
    assert "small.yaml:16: clocks.reply" in str(error)
    error = refused(CLOCK + "    limit: 3 business days\n")
    assert "'3 business days' is not an amount of time; write '3 working days'" in str(error)


def test_a_table_that_does_not_exist_is_refused(refused: Refused) -> None:
    error = refused(CLOCK + "    limit: {table: annex2}\n")
    assert "small.yaml:16: clocks.reply: 'annex2' does not exist" in str(error)


@pytest.mark.req("CLK-11")
def test_rows_that_overlap_with_another_result_are_refused(refused: Refused) -> None:
    rows = (
        "limits:\n  annex:\n    title: {zh: 附件, en: Annex}\n    cite: A-1\n    rows:\n"
        "      - {when: {level: major}, limit: 7 working days, cite: A-1}\n"
        "      - {when: {complexity: complex}, limit: 9 working days, cite: A-1}\n"
    )
    error = refused(rows)
    assert "small.yaml:16: limits.annex.rows[1]: complexity ∈ {complex} overlaps row 0 (line 15" in str(error)


def test_a_row_that_is_never_reached_is_refused(refused: Refused) -> None:
    error = refused(
        "routing:\n  - {to: sales, cite: A-1}\n  - {when: {level: major}, to: claims, cite: A-1}\n"
    )
    assert "routing[1]: level ∈ {major} is never reached" in str(error)


def test_a_table_with_a_gap_is_refused_naming_a_subject(refused: Refused) -> None:
    error = refused("routing:\n  - {when: {level: major}, to: claims, cite: A-1}\n")
    assert "routing: says nothing for level=general" in str(error)


def test_a_value_not_from_the_method_needs_a_note(refused: Refused) -> None:
    error = refused("causes:\n  fault: {title: {zh: 故障, en: Fault}, cite: A-1, not_from_method: true}\n")
    assert "small.yaml:11: causes.fault" in str(error)
    assert "needs a note" in str(error)


def test_broken_yaml_is_refused_with_its_line(refused: Refused) -> None:
    assert "small.yaml:12: yaml: not valid YAML" in str(refused("flows: {\nclocks: [\n"))


def test_anchors_are_refused(refused: Refused) -> None:
    error = refused("flows: &a {x: {title: {zh: 甲, en: A}, cite: A-1}}\ncounting: *a\n")
    assert "anchors and aliases are not used" in str(error)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "[" * 5000])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(RulebookError):
        loads(text)


def test_every_problem_is_reported_at_once(refused: Refused) -> None:
    error = refused("clock: {}\nclosings: []\n")
    assert [problem.line for problem in error.problems] == [10, 11]


def test_no_and_on_stay_words_and_are_not_booleans(refused: Refused) -> None:
    assert "'maybe'" not in str(refused("flows: no\n"))


def test_check_lists_the_problems_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD.format(name="small") + "clock: {}\n", encoding="utf-8")
    assert [problem.rule for problem in check(path)] == ["clock"]


def test_a_file_that_is_missing_or_binary_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in str(check(tmp_path / "none.yaml")[0])
    (tmp_path / "bin.yaml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in str(check(tmp_path / "bin.yaml")[0])


def test_an_unknown_name_is_refused_with_the_shipped_one_suggested() -> None:
    with pytest.raises(RulebookError, match="did you mean 'life-method'"):
        load("life-methods")


@pytest.mark.req("CLO-02")
def test_a_precondition_that_the_close_gate_cannot_examine_is_refused(refused: Refused) -> None:
    error = refused("before_closing:\n  singatures: {text: {zh: 签字, en: Signed}, cite: A-1}\n")
    assert "small.yaml:11: before_closing.singatures: 'singatures': should be 'confirmed_written'" in str(
        error
    )


@pytest.mark.req("CLK-09")
def test_a_published_text_opens_again_although_checks_were_added_since() -> None:
    text = load("life-method").texts["life-method"].replace("table: investigation", "table: gone_since")
    with pytest.raises(RulebookError):
        loads(text)
    assert loads(text, published=True).version == load("life-method").version
