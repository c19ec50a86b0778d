"""Letters in a rulebook: their parts, the law's floor beneath them, phrases that are not said."""

from __future__ import annotations

import pytest

from redress.rulebook import Rulebook, RulebookError, document, loads, taboo

HEAD = """\
rulebook: mine
version: "1"
effective: 2026-01-01
extends: insurer-method
title: {zh: 本公司办法, en: Mine}
letters:
  processing_opinion:
"""


@pytest.mark.req("COM-07")
def test_the_method_names_every_form_and_letter(life: Rulebook) -> None:
    assert set(life.method.letters) == {
        "register_form", "service_order", "visit_form", "email_reply", "acknowledgement", "co_handling_order",
        "urging_order", "processing_opinion", "approval_request", "claims_guide", "one_time_notice",
        "claims_decision", "extension_notice", "closing_notice",
    }  # fmt: skip
    assert all(rule.cite for rule in life.method.letters.values())


@pytest.mark.req("COM-05")
def test_the_law_itself_asks_for_the_five_parts_and_four_remedies() -> None:
    from redress.rulebook import load

    rule = load("statutory-2020").letter("processing_opinion")
    required = [code for code, part in rule.parts.items() if part.required]
    assert required == ["verification", "decision", "basis", "reasons", "remedies"]
    assert [words.zh for words in rule.parts["remedies"].mentions] == ["核查", "调解", "仲裁", "诉讼"]


@pytest.mark.req("COM-05", "ORG-14")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("    legal_review: false\n", "goes without legal review"),
        ("    parts: {remedies: {required: false}}\n", "may be left out"),
        ("    parts: {reasons: null}\n", "may be left out"),
        ("    parts: {remedies: {mentions: []}}\n", "no longer mentions 核查, 调解, 仲裁, 诉讼"),
        ("    when: {class: claims}\n", "for fewer cases"),
    ],
)
def test_a_company_cannot_take_from_a_letter_what_the_law_puts_in_it(change: str, wrong: str) -> None:
    with pytest.raises(RulebookError, match=wrong):
        loads(HEAD + change)


def test_a_company_may_ask_for_more() -> None:
    part = "    parts: {apology: {title: {zh: 致歉, en: Apology}, required: true}}\n"
    rule = loads(HEAD + part).letter("processing_opinion")
    assert rule.parts["apology"].required
    assert rule.missing({"verification": "x"}).keys() >= {"apology", "decision"}


@pytest.mark.req("SYS-03")
def test_letters_stand_in_the_printed_method(life: Rulebook) -> None:
    chapter = next(each for each in document(life).chapters if each.anchor == "letters")
    opinion = next(article for article in chapter.articles if article.anchor == "letter-processing_opinion")
    assert "救济途径（应当写明核查、调解、仲裁、诉讼）" in opinion.lines


@pytest.mark.req("COM-08")
@pytest.mark.parametrize("text", ["我们不清楚", "我们 不 清\n楚", "这个我不清楚。"])
def test_a_taboo_phrase_is_found_whatever_stands_between_its_characters(text: str, life: Rulebook) -> None:
    (hit,) = taboo.find(life, text)
    assert (hit.phrase, hit.better, hit.cite) == ("不清楚", "我马上为您核实，请稍候。", ("COM-08",))


@pytest.mark.req("COM-08")
def test_plain_words_are_no_taboo(life: Rulebook) -> None:
    assert taboo.find(life, "经核实，情况清楚，我们知道您的诉求，有办法解决。") == []
