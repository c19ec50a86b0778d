"""What a shipped rulebook says is in a source is there; what is not from one says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from redress.rulebook import load
from redress.rulebook.checks.walk import walk
from redress.rulebook.loader import shipped
from redress.rulebook.schema.base import Rule

REQUIREMENTS = yaml.safe_load((Path(__file__).parents[2] / "docs" / "requirements.yaml").read_text("utf-8"))
KNOWN = {key: entry["text"] for group in REQUIREMENTS.values() for key, entry in group.items()}

LAW = {
    "2020-3/12": {5},
    "2020-3/13": set(),
    "2020-3/14": set(),
    "2020-3/15": set(),
    "2020-3/17": set(),
    "2020-3/18-1": {15, 30},
    "2020-3/18-2": set(),
    "2020-3/18-3": set(),
    "2020-3/18-4": set(),
    "2020-3/19": set(),
    "2020-3/20": {30},
    "2020-3/21": set(),
    "2020-3/23": set(),
    "2020-3/28": set(),
    "2020-3/29": {20},
    "2020-3/43": {7},
    "civil-code/201": set(),
    "2017-54/13": {1, 2, 5, 10},
    "2010-4/18": {15},
    "2010-4/29": {10},
}
"""The numbers that each article gives, read from it by hand."""

HOUSE = {"PROPERTY-1": {1, 3, 10}}
"""What comparable insurers publish, by the numbers of their notices."""

_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_NUMBER = re.compile(r"[一二三四五六七八九十]+(?=[个名日年次人])|(?<![\d〔])\d+(?!\d*[〕])")
_WORDS = {"first": 1, "1st": 1, "2nd": 2}


def numbers(text: str) -> set[int]:
    """The amounts in a text: digits, and Chinese numerals before a counting word."""
    found = set()
    for hit in _NUMBER.findall(re.sub(r"第[一二三四五六七八九十]+条", "", text)):
        if hit.isdigit():
            found.add(int(hit))
        elif hit != "一":  # an article of speech
            tens, ten, ones = hit.partition("十")
            found.add((_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if ten else _DIGITS.get(hit, 0))
    return found - {0}


@pytest.mark.req("SYS-03", "ORG-14")
@pytest.mark.parametrize("name", shipped())
def test_every_clause_cites_a_source_and_one_that_explains_itself_is_marked(name: str) -> None:
    for path, part in walk(load(name).method):
        if isinstance(part, Rule):
            assert part.cite, path
            assert part.not_from_method == (part.note is not None), (
                path,
                "a note says where else it comes from",
            )


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize("name", shipped())
def test_no_source_is_said_to_give_a_number_that_it_does_not_give(name: str) -> None:
    for key, source in load(name).method.sources.items():
        there = LAW.get(key, HOUSE.get(key))
        if there is None:
            assert key in KNOWN, f"{key} is neither an article nor a requirement"
            there = numbers(KNOWN[key]) | {n for word, n in _WORDS.items() if word in KNOWN[key]}
        for text in (source.text.zh, source.text.en):
            assert numbers(text) <= there, (key, text, there)


@pytest.mark.req("SYS-03")
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ORG-08", "其余"),
        ("ORG-08", "客户服务部门负责"),
        ("FLW-16", "小组"),
        ("FLW-16", "立即"),
        ("FLW-16", "组长"),
        ("CLO-02", "违规"),
    ],
)
def test_what_the_documents_do_not_say_is_not_said_to_be_in_them(key: str, words: str) -> None:
    for name in shipped():
        source = load(name).method.sources.get(key)
        assert source is None or words not in source.text.zh
