"""How good suggestions are is measured on files of people of whom nothing was learned (INT-16)."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from redress.operations.cli.suggest import command
from redress.suggestions.measuring import interval, measure, split
from redress.suggestions.training import Example
from tests.suggestions.examples import examples

pytestmark = pytest.mark.req("INT-16")


def test_files_of_one_person_stand_on_one_side():
    files = [
        Example(f"{n}", f"person {n % 40}", each.text, each.answers) for n, each in enumerate(examples(200))
    ]
    learning, held = split(files)
    assert learning
    assert held
    assert {each.whose for each in learning}.isdisjoint(each.whose for each in held)
    assert len(learning) + len(held) == len(files)


def test_measures_say_what_was_held_out_and_how_sure_one_can_be():
    (found,) = measure(examples(100), 0.6)
    assert found.question == "class_code"
    assert found.held_out + found.learned_from == 100
    assert found.low <= found.accuracy <= found.high
    assert found.accuracy > found.majority
    assert found.top2 == 1.0
    assert sum(code.held_out for code in found.codes) == found.held_out
    assert found.spoken_right <= found.spoken <= found.held_out


def test_a_code_of_which_nothing_could_be_learned_counts_as_wrong():
    odd = [
        Example(f"x{n}", f"odd {n}", "短信太多，客户不想再收到短信", {"class_code": "sms"}) for n in range(7)
    ]
    (found,) = measure([*examples(100), *odd], 0.6)
    sms = next(code for code in found.codes if code.code == "sms")
    assert sms.held_out > 0
    assert sms.found == 0
    assert found.accuracy <= 1 - sms.held_out / found.held_out


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share_and_narrows_with_more(right, of):
    right = min(right, of)
    low, high = interval(right, of)
    assert 0 <= low <= right / of + 1e-9
    assert right / of - 1e-9 <= high <= 1
    wider = interval(right * 10, of * 10)
    assert wider[1] - wider[0] <= high - low


def test_of_labelled_texts_it_says_what_they_teach(tmp_path):
    table = tmp_path / "labelled.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows([each.text, each.answers["class_code"]] for each in examples(60))
    ran = CliRunner().invoke(command, ["measure", "file", str(table), "--text", "text", "--label", "label"])
    assert ran.exit_code == 0, ran.output
    assert "between" in ran.output or "之间" in ran.output
    assert "payments" in ran.output
    missing = CliRunner().invoke(
        command, ["measure", "file", str(table), "--text", "words", "--label", "label"]
    )
    assert missing.exit_code == 2
    assert "words" in missing.output


@pytest.mark.slow
def test_three_hundred_civic_messages_teach_far_more_than_the_commonest_label(real_data):
    from redress.operations.suggesting import examples_of

    files = examples_of(
        real_data / "zh_civic_labelled_300.csv", ["留言主题", "留言详情"], "一级分类", "留言用户"
    )
    assert len(files) == 300
    (found,) = measure(files, 0.6)
    assert found.low > found.majority + 0.25, "far more, even where the sample was lucky"
    assert found.accuracy >= 0.8
    assert found.high - found.low > 0.1, "so few rows leave much open, and the interval says so"
    assert found.calibration_error < 0.15
    assert found.spoken_right / found.spoken > found.accuracy
