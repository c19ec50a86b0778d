"""The desk is light or dark, as the computer or as chosen: each colour has a counterpart, no rule its own."""

import re
from pathlib import Path

import pytest

import redress.desk

CSS = Path(redress.desk.__file__).parent / "static" / "desk"
FILLS = {"--accent-fill", "--accent-fill-hover", "--late-fill"}
"""Grounds under white words, the same in both."""
HEX = re.compile(r"#[0-9a-f]{3,6}\b")


def variables(block: str) -> set[str]:
    return set(re.findall(r"(--[a-z0-9-]+):\s*#", block))


@pytest.mark.req("COM-10")
def test_every_colour_of_the_light_has_one_of_the_dark():
    text = (CSS / "desk.css").read_text("utf-8")
    light, _end, rest = text.partition("\n}\n")
    dark = rest[rest.index('[data-bs-theme="dark"]') :].partition("\n}\n")[0]
    assert variables(light) - FILLS <= variables(dark)


@pytest.mark.req("COM-10")
def test_no_rule_of_the_desk_has_a_colour_that_stays_as_it_is():
    stays = [
        (path.name, line.strip()[:80])
        for path in sorted(CSS.glob("*.css"))
        if path.name != "print.css"
        for line in re.sub(
            r"@media print \{.*?\n\}", "", path.read_text("utf-8"), flags=re.DOTALL
        ).splitlines()
        if HEX.search(re.sub(r"(color|background): #fff\b", "", line)) and not line.strip().startswith("--")
    ]
    known = ("level-difficult",)
    assert [each for each in stays if not any(name in each[1] for name in known)] == []


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_a_look_is_kept_with_the_person_and_comes_along_to_another_browser(desk):
    client = desk("sc.officer")
    assert 'data-theme="system"' in client.get("/").content.decode()
    assert client.post("/me/theme", {"theme": "dark"}).status_code == 204
    assert 'data-theme="dark"' in client.get("/").content.decode()
    assert 'data-theme="dark"' in desk("sc.officer").get("/").content.decode()
    assert 'data-theme="system"' in desk("sc.cshead").get("/").content.decode()
    assert client.post("/me/theme", {"theme": "pink"}).status_code == 400
