"""Claims guides in a rulebook: one a kind of product, in words that people know, never less than the parent tells."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from redress.rulebook.loader import load
from redress.rulebook.problems import RulebookError
from redress.rulebook.sections.guides.checks import unexplained, used
from redress.rulebook.sections.guides.jargon import EN, ZH
from redress.rulebook.words import Title

pytestmark = pytest.mark.req("CLM-01")
SHIPPED = Path(load.__code__.co_filename).parent / "rulebooks"


def service():
    return load("claims-service")


def child(tmp_path, **sections):
    """A rulebook that extends the standard."""
    said = {
        "rulebook": "own-claims",
        "version": "1",
        "effective": "2026-02-01",
        "extends": "claims-service",
        "governs": "claims",
        "title": {"zh": "本公司", "en": "Our own"},
    }
    path = tmp_path / "own-claims.yaml"
    path.write_text(yaml.safe_dump(said | sections, allow_unicode=True), "utf-8")
    return path


def guide(**other):
    """The guide of medical insurance as it ships, with something else in it."""
    return {
        "medical": service()
        .method.guides["medical"]
        .model_dump(mode="json", exclude={"note", "not_from_method"})
        | other
    }


def refused(tmp_path, **sections) -> str:
    with pytest.raises(RulebookError) as error:
        load(child(tmp_path, **sections))
    return "\n".join(f"{each} {each.get('zh')}" for each in error.value.problems)


def test_each_of_eight_kinds_of_product_has_a_guide():
    assert set(service().method.guides) == {
        "term_life", "endowment", "critical_illness", "medical", "accident", "motor", "household", "agricultural",
    }  # fmt: skip


def test_the_shipped_guides_use_no_term_of_art_that_is_not_explained():
    method = service().method
    texts = [text for each in method.guides.values() for _place, text in each.texts()]
    assert [unexplained(text, method) for text in texts if unexplained(text, method) != ([], [])] == []
    assert used(texts, method) == list(method.terms), "no term is explained that nobody uses"


@pytest.mark.parametrize("word", ["现金价值", "代位求偿", "既往症"])
def test_an_unexplained_term_of_art_is_refused_with_its_place_and_what_to_do(tmp_path, word):
    old = guide()["medical"]["covered"]
    told = refused(tmp_path, guides=guide(covered=[*old, {"zh": f"还赔{word}。", "en": "More."}]))
    assert f"“{word}”是未作解释的专业术语" in told
    assert "guides.medical.covered" in told


def test_an_english_one_is_refused_too(tmp_path):
    old = guide()["medical"]["covered"]
    assert "subrogation" in refused(
        tmp_path, guides=guide(covered=[*old, {"zh": "好。", "en": "No subrogation."}])
    )


def test_a_term_that_is_explained_may_be_used_and_its_explanation_is_read_as_strictly(tmp_path):
    old = guide()["medical"]["covered"]
    more = guide(covered=[*old, {"zh": "不退现金价值。", "en": "Nothing is returned."}])
    term = {
        "term": {"zh": "现金价值", "en": "cash value"},
        "means": {"zh": "退保时能拿回的钱。", "en": "What is paid back."},
    }
    load(child(tmp_path, guides=more, terms={"cash_value": term}))
    term["means"] = {"zh": "扣除代位求偿后的钱。", "en": "Money."}
    assert "代位求偿" in refused(tmp_path, guides=more, terms={"cash_value": term})


def test_a_sentence_that_is_too_long_is_refused(tmp_path):
    old = guide()["medical"]["steps"]
    assert "句子" in refused(tmp_path, guides=guide(steps=[*old, {"zh": "很" * 61, "en": "Long."}]))
    assert "28" in refused(tmp_path, guides=guide(steps=[*old, {"zh": "好。", "en": "word " * 29}]))


@pytest.mark.parametrize("name", ["covered", "not_covered", "steps"])
def test_a_child_tells_the_customer_no_less(tmp_path, name):
    told = refused(tmp_path, guides=guide(**{name: [{"zh": "什么都好。", "en": "All is well."}]}))
    assert "宽于" in told
    assert "不再告知客户" in told


@pytest.mark.parametrize(
    "fewer",
    [{"losses": ["vehicle"]}, {"causes": ["traffic"]}, {"line": "home"}],
    ids=lambda fewer: next(iter(fewer)),
)
def test_a_child_tells_the_papers_of_no_fewer_causes_and_losses(tmp_path, fewer):
    motor = service().method.guides["motor"].model_dump(mode="json", exclude={"note", "not_from_method"})
    assert "告知的材料减少" in refused(tmp_path, guides={"motor": motor | fewer})


def test_a_child_drops_no_guide(tmp_path):
    assert "不再有理赔服务指南" in refused(tmp_path, guides={"medical": None})


def test_a_child_checks_contacts_no_more_seldom(tmp_path):
    check = {"every_months": 24, "remind_days": 30, "cite": "CLM-01"}
    assert "联系方式核对间隔变长" in refused(tmp_path, contact_check=check)
    load(child(tmp_path, contact_check=check | {"every_months": 6}))
    assert "提醒推迟" in refused(tmp_path, contact_check=check | {"every_months": 12, "remind_days": 7})


def test_a_child_changes_no_explanation(tmp_path):
    term = {"term": {"zh": "免赔额", "en": "deductible"}, "means": {"zh": "没有什么。", "en": "Nothing."}}
    assert "术语解释被改动" in refused(tmp_path, terms={"deductible": term})


@pytest.mark.parametrize(
    "wrong", [{"line": "space"}, {"losses": ["nothing"]}, {"losses": []}, {"covered": []}]
)
def test_a_guide_names_lines_and_losses_that_there_are(tmp_path, wrong):
    refused(tmp_path, guides=guide(**wrong))


def test_guides_stand_in_no_rulebook_of_complaints(tmp_path):
    path = child(tmp_path, guides=guide())
    path.write_text(
        path.read_text("utf-8")
        .replace("claims-service", "life-method")
        .replace("governs: claims", "governs: complaints")
    )
    with pytest.raises(RulebookError):
        load(path)


def test_each_term_of_art_stands_once():
    for words in (ZH, EN):
        assert len(set(words)) == len(words)


def test_explanations_of_what_is_explained_come_with_it():
    method = service().method
    assert used([Title(zh="免赔额", en="-")], method) == ["deductible"]
    assert used([Title(zh="好", en="fine")], method) == []
