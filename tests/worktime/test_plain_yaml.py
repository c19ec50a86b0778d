"""YAML from outside is read within bounds, and what is wrong with it is said with its place."""

from __future__ import annotations

import time

import pytest

from redress.rulebook.marks import read
from redress.rulebook.problems import RulebookError
from redress.worktime import plainyaml
from redress.worktime.errors import CalendarError
from redress.worktime.planfile import load_yaml, read_plan_text

BAD = {
    "a character that is none": ("year: 2027\noff: '\x00'\n", 2),
    "a control character": ("year: 2027\noff: '\x1b'\n", 2),
    "half a pair": ("year: 2027\noff: '\ud800'\n", 2),
    "deep lists": ("year: " + "[" * 100_000, 1),
    "deep mappings": ("".join(f"{' ' * n}a:\n" for n in range(200)), 41),
    "an alias": ("a: &x [1, 2]\nb: *x\n", 1),
    "an alias to what is not there": ("a: 1\nb: *x\n", 2),
    "a number without end": ("a: 1\nb: 0x" + "f" * 10_000, 2),
    "a tag that makes an object": ("a: 1\nb: !!python/object/apply:os.system ['true']\n", 2),
    "a day that does not exist": ("a: 2027-13-45\n", 1),
    "an open bracket": ("a: 1\nb: [1,\n", 3),
    "two documents": ("a: 1\n---\nb: 1\n", 2),
    "too much": ("a: 1\n" * 500_000, 1),
}


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(("text", "line"), BAD.values(), ids=BAD)
def test_what_is_wrong_with_a_file_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(plainyaml.Unreadable) as found:
        plainyaml.load(text)
    assert found.value.line == line
    with pytest.raises(CalendarError, match=f"line {line}: is not valid YAML"):
        load_yaml(text, "plan.yaml")
    with pytest.raises(RulebookError) as problems:
        read(text, "book.yaml")
    assert problems.value.problems[0].line == line


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize(
    "text", ["year: 99999999999\n", "year: -1\n", "date,kind\n" + "x" * 200_000, "date,kind\n\r\r\x00,"]
)
def test_a_plan_of_no_year_is_refused(text: str) -> None:
    with pytest.raises(CalendarError):
        read_plan_text(text, "plan")


@pytest.mark.req("SEC-05")
def test_words_that_look_like_truth_stay_words() -> None:
    assert plainyaml.load("a: [off, no, on, yes, true]") == {"a": ["off", "no", "on", "yes", True]}


@pytest.mark.req("SEC-05")
def test_a_flat_file_of_400_kilobytes_is_read_within_a_second() -> None:
    text = "".join(f"key{n}: word {n}\n" for n in range(20_200))
    assert len(text) > 400_000
    started = time.process_time()
    data, marks = read(text, "flat.yaml")
    assert time.process_time() - started < 1
    assert len(data) == 20_200
    assert marks.of(("key20199",)) == ("flat.yaml", 20_200)
