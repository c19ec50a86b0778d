"""No form that is sent beside a page is taken away by an answer that is no form (FLW-18)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redress import desk

TEMPLATES = Path(str(desk.__file__)).parent / "templates"
SENT_BESIDE = re.compile(r"<form\b[^>]*\bhx-post\b.*?</form>", re.DOTALL)
LOOKS_UP = "palette.html"
"""What is looked up stands beneath the field, which no answer takes away, and is kept nowhere."""
TYPED = ("<textarea", "field.html", "<input class=")


@pytest.mark.req("FLW-18")
def test_every_form_into_which_somebody_types_keeps_its_words_and_has_a_place_for_what_went_wrong():
    found = {
        f"{path.relative_to(TEMPLATES)}: {form[:60]}": form
        for path in TEMPLATES.rglob("*.html")
        if path.name != LOOKS_UP
        for form in SENT_BESIDE.findall(path.read_text(encoding="utf-8"))
        if any(sign in form for sign in TYPED)
    }
    assert len(found) >= 3
    assert [
        name for name, form in found.items() if " data-keep" not in form or " data-fault" not in form
    ] == []
    assert "desk/draft.js" in (TEMPLATES / "desk/base.html").read_text(encoding="utf-8")
