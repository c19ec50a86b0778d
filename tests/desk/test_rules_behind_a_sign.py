"""Pages show a § for the rule behind something, with the article's own name; no bare id stands on a page."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.html import escape

import redress
from redress.desk import rules
from redress.rulebook import load
from redress.rulebook.words import language_of

TEMPLATES = Path(redress.__file__).parent / "desk" / "templates"
LAWS = frozenset(
    key.split("/")[0]
    for name in ("group-flows", "claims-service")
    for key in load(name).method.sources
    if "/" in key
)
ID = re.compile(r">[^<>{}]*\b(?:INT|CLS|FLW|AUT|CLO|CLK|COM|ORG|ASM|SEC|SYS)-\d\d\b")


def test_a_rule_is_a_sign_with_the_name_of_its_article():
    with translation.override("zh-hans"):
        shown = rules.sign("CLO-10")
        assert "归档" in shown
        assert "§" in shown
        assert re.sub(r"<span class=\"visually-hidden\">.*?</span>|<[^>]+>", "", shown) == "§"
        assert rules.sign(["CLO-10", "INT-06"]) == rules.sign("CLO-10, INT-06")
    with translation.override("en"):
        assert "Archive" in rules.sign("CLO-10")
    assert rules.sign("") == rules.sign(None) == ""


@pytest.mark.req("COM-10")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_sign_says_the_key_of_an_article(language):
    """Whatever a shipped rulebook cites, of complaints or of claims: the sign has the title of the source."""
    with translation.override(language):
        for name in ("group-flows", "claims-service", "property-method"):
            for key, source in load(name).method.sources.items():
                shown = rules.sign(key)
                assert escape(source.title.get(language_of(language))) in shown
                assert "/" not in key or key not in shown
    for title in ("《保险法》第二十三条", "《人身保险业务基本服务规定》第二十条"):
        with translation.override("zh-hans"):
            assert title in rules.sign("insurance-law/23, 2010-4/20")


def test_every_article_that_a_template_or_a_command_cites_has_its_title():
    cited = {
        key
        for path in Path(redress.__file__).parent.rglob("*")
        if path.suffix in {".html", ".py"}
        for key in re.findall(r"""["', ]([a-z0-9-]+/\d+(?:-\d)?)["',]""", path.read_text("utf-8"))
        if key.split("/")[0] in LAWS
    }
    assert {"insurance-law/23", "2010-4/20"} <= cited
    assert not [key for key in sorted(cited) if key in rules.sign(key)]


def test_no_template_shows_a_bare_id():
    found = [
        (path.name, hit[0][-60:])
        for path in sorted(TEMPLATES.rglob("*.html"))
        for hit in ID.finditer(path.read_text("utf-8"))
    ]
    assert found == []
