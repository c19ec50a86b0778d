"""Pages show a § for the rule behind something, with the article's own name; no bare id stands on a page."""

import re
from pathlib import Path

from django.utils import translation

import redress
from redress.desk import rules

TEMPLATES = Path(redress.__file__).parent / "desk" / "templates"
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


def test_no_template_shows_a_bare_id():
    found = [
        (path.name, hit[0][-60:])
        for path in sorted(TEMPLATES.rglob("*.html"))
        for hit in ID.finditer(path.read_text("utf-8"))
    ]
    assert found == []
