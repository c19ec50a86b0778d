"""Words in a row have the comma of the language that is spoken."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from redress.assembly import ALL
from redress.casework.listing import headed, listed
from redress.complaints.commands.base import Automatic

SEVERAL = [each for each in ALL if len(each.duties) > 1 and not issubclass(each, Automatic)]


@pytest.mark.parametrize(("language", "words"), [("en", "a, b, 3"), ("zh-hans", "a、b、3")])
def test_each_language_has_its_own_comma(language: str, words: str) -> None:
    with override(language):
        assert listed(["a", "b", 3]) == words
        template = Template("{% load cases %}{{ names|listed }}")
        assert template.render(Context({"names": ["a", "b", 3]})) == words
        assert listed([]) == ""


def test_no_english_refusal_has_a_chinese_comma_nor_the_other_way_round() -> None:
    assert SEVERAL
    for command in SEVERAL:
        with override("en"):
            english = str(command.forbidden())
        with override("zh-hans"):
            chinese = str(command.forbidden())
        assert ", " in english and "、" not in english
        assert "、" in chinese and ", " not in chinese


@pytest.mark.parametrize(("language", "words"), [("en", "Died: words"), ("zh-hans", "Died：words")])
def test_each_language_has_its_own_colon(language: str, words: str) -> None:
    with override(language):
        assert headed("Died", "words") == words
