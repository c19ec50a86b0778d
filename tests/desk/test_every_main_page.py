"""Every main page at its first visit: how much comes over the wire, what axe says in the light and in the dark."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client

MOST = 60_000
PAGES = {
    "queue": ("sc.officer", "/"),
    "registering": ("sc.officer", "/register"),
    "claims": ("sc.officer", "/claims"),
    "monitor": ("sc.officer", "/monitor"),
    "figures": ("sc.officer", "/figures"),
    "group risk": ("sc.officer", "/clusters"),
    "committee": ("sc.cshead", "/committee"),
    "improvement": ("sc.cshead", "/actions"),
    "disposal": ("sc.cshead", "/disposal"),
    "reviews": ("sc.cshead", "/reviews"),
    "rulebook": ("sc.officer", "/rulebook"),
    "organisation": ("admin", "/organisation"),
    "calendar": ("admin", "/calendar"),
    "sign-ins": ("admin", "/sign-ins"),
    "outbox": ("admin", "/outbox"),
    "knowledge": ("sc.officer", "/knowledge"),
    "alerts": ("sc.officer", "/alerts"),
    "wishes": ("sc.officer", "/me/notifications"),
    "password": ("sc.officer", "/accounts/password/change/"),
    "second factor": ("sc.officer", "/accounts/2fa/"),
    "nothing there": ("sc.officer", "/nothing/here"),
}
ADDRESS = re.compile(r"url\(\"?([^)\"]+)")


class Asked(HTMLParser):
    """Which files a page asks for by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.files.append(given["href"] or "")
        if tag in {"script", "img"} and given.get("src"):
            self.files.append(given["src"] or "")


def on_the_wire(client: Client, address: str) -> tuple[int, dict[str, int]]:
    """Bytes of the page itself, and of each file, packed as the server packs them; fonts are counted by no one."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers.get("Content-Encoding") == "gzip", address
    page = gzip.decompress(answer.content).decode()
    files = {each.removeprefix("/static/") for each in Asked(page).files}
    assert len(files) > 5, address
    sizes = {each: len(gzip.compress(Path(finders.find(each)).read_bytes())) for each in sorted(files)}
    return len(answer.content), sizes


@pytest.mark.django_db
@pytest.mark.req("COM-10")
@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_costs_little(desk, name):
    who, address = PAGES[name]
    page, files = on_the_wire(desk(who), address)
    assert page + sum(files.values()) <= MOST, (page, files)


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_signing_in_for_the_first_time_costs_little(client):
    page, files = on_the_wire(client, "/accounts/login/")
    assert page + sum(files.values()) <= MOST, (page, files)


@pytest.mark.django_db
@pytest.mark.req("SEC-02")
def test_the_length_of_a_page_does_not_tell_what_stands_on_it(desk):
    """A page that is the same each time has another length each time: random bytes stand in what packs it."""
    client = desk("sc.officer")
    lengths = {
        len(client.get("/knowledge", headers={"accept-encoding": "gzip"}).content) for _time in range(8)
    }
    assert len(lengths) > 1


@pytest.mark.django_db
def test_a_file_to_keep_is_not_packed_on_its_way(desk):
    answer = desk("sc.officer").get("/figures/export", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_picture_that_a_source_names_is_in_the_font():
    """Made by `make assets` of what sources name; a name that the font of all pictures does not know stays a blank."""
    css = Path(finders.find("vendor/tabler-icons/tabler-icons.min.css")).read_text("utf-8")
    there = set(re.findall(r"\.ti-([a-z0-9-]+):before", css))
    named = {
        name
        for path in Path(__file__).parents[2].joinpath("src/redress").rglob("*")
        if path.suffix in {".html", ".py"}
        for name in re.findall(
            r"""(?:\{% icon |icon(?:: \w+)? = |icon=)["']([a-z0-9-]+)["']""", path.read_text("utf-8")
        )
    }
    assert len(named) > 100
    assert named - there == set()
    assert len(there) < 600


def serious(page, rules=None):
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_axe_finds_nothing_in_the_light_nor_in_the_dark_and_nothing_sticks_out(open_desk):
    """All rules in the light, the contrasts in the dark; from the smallest screen to the widest."""
    faults = {}
    open_desk("sc.officer", "/").emulate_media(reduced_motion="reduce")  # no colour is on its way to another
    for name, (who, address) in PAGES.items():
        page = open_desk(who, address)
        faults[name, "light"] = serious(page)
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        faults[name, "dark"] = serious(page, ["color-contrast"])
        for width in (390, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults[name, width] = [("sticks out", [])]
        page.set_viewport_size({"width": 1366, "height": 768})
    assert len(faults) >= 2 * len(PAGES)
    assert {where: found for where, found in faults.items() if found} == {}
