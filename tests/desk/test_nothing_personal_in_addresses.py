"""What a page is asked about people stands in no address: no link, form, redirect or push carries it (SEC-02)."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote_plus, urlsplit

import pytest
from django.apps import apps
from django.urls import get_resolver

from redress.claims.door import execute as on_claim
from redress.complaints.executor import execute
from redress.desk import asked
from redress.privacy.fields import BlindIndexField
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.complaints.inputs import COMPLAINANT, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-02")]

POLICY = "P510001"
WORDS = "客户反映退保"
PERSONAL = (COMPLAINANT["name"], COMPLAINANT["phone"], COMPLAINANT["id_number"], POLICY, WORDS)
ASKED = {
    "/search": "q",
    "/knowledge": "q",
    "/claims": "policy",
    "/access-log": "customer",
    "/access-log/export": "customer",
}
"""Pages that are asked about people, and by which field."""
BESIDE = {"/sign-ins": {"address"}, "/checkpoints": {"number"}}
"""Of forms that are about no customer: from which machine somebody signed in, which checkpoint it is."""
MOST = 90


def names() -> set[str]:
    """Fields of forms that say something of a person: what has a blind index, and what the pages above ask by."""
    found = {
        field.of
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, BlindIndexField)
    }
    return (
        found
        | set(ASKED.values())
        | {"facts", "demand", "course", "account_holder", "phone", "email", "address"}
    )


class Page(HTMLParser):
    """Addresses of a page, and the fields of its forms that would become one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.fields: set[str] = set()
        self._form: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.addresses += [
            said[name]
            for name in (
                "href",
                "src",
                "action",
                "formaction",
                "hx-get",
                "hx-post",
                "hx-push-url",
                "hx-replace-url",
            )
            if said.get(name)
        ]
        if tag == "form":
            self._form = said.get("method", "get").lower()
        if self._form == "get" and tag in ("input", "select", "textarea") and said.get("name"):
            self.fields.add(said["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def beginnings() -> Iterator[str]:
    """Every page of the desk whose address takes nothing."""
    for pattern in get_resolver("redress.desk.urls").url_patterns:
        route = str(pattern.pattern)
        if "<" not in route:
            yield f"/{route}"


def tells(text: str) -> list[str]:
    return [each for each in PERSONAL if each in unquote_plus(text)]


@pytest.fixture
def numbers(actor, handler, wednesday) -> list[str]:
    found = execute(transfer(policy_number=POLICY, facts=f"{WORDS}款逾期。"), actor("sc.officer")).number
    return [f"/case/{found}", f"/claims/{on_claim(report(policy_number=POLICY), handler).number}"]


@pytest.mark.parametrize("username", ["sc.officer", "psc.claims", "ho.auditor"])
def test_no_page_that_can_be_walked_to_has_such_an_address_or_form(numbers, desk, username):
    client, seen, personal = desk(username), set(), names()
    waiting = [*numbers, *sorted(beginnings())]
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        where = urlsplit(address).path
        if address in seen or re.search(
            r"\.(pdf|csv|xlsx)$|/export|/pdf|/paper|/file$|/evidence/|counts", where
        ):
            continue
        seen.add(address)
        answer = client.get(address)
        assert not tells(answer.headers.get("Location", "") + answer.headers.get("HX-Push-Url", "")), address
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = Page(answer.content.decode())
        assert not page.fields & personal - BESIDE.get(where, set()), (address, page.fields & personal)
        for each in page.addresses:
            if each.startswith("tel:"):
                continue  # dials on the reader's own machine, and is asked of no server
            assert not tells(each), (address, each)
            if each.startswith("/") and not each.startswith(("/static", "/accounts", "//")):
                waiting.append(each)
    assert len(seen) > 20


def itself(answer) -> str:
    """The address that a page says it has, which the browser is given by a script of the house."""
    said = re.findall(r'<link rel="canonical" href="([^"]*)">', answer.content.decode())
    assert len(said) == 1
    assert "desk/address.js" in answer.content.decode()
    return html.unescape(said[0])


@pytest.mark.parametrize("address", ASKED)
@pytest.mark.parametrize("way", ["get", "post"])
def test_what_is_asked_is_answered_under_an_address_that_does_not_say_it(numbers, desk, address, way):
    field = ASKED[address]
    client = desk("ho.auditor" if "log" in address else "psc.claims")
    for said in PERSONAL:
        answer = getattr(client, way)(address, {field: said, "state": "", "from": "2026-11-01"})
        assert answer.status_code == (302 if way == "get" else 200)
        if way == "post" and address.endswith("export"):
            assert not tells(answer.headers["Content-Disposition"])
            continue
        onward = answer.headers["Location"] if way == "get" else itself(answer)
        assert not tells(onward)
        assert f"{asked.NAME}=" in onward
        assert "from=2026-11-01" in onward
        shown = client.get(onward)
        assert shown.status_code == 200
        assert 'rel="canonical"' not in shown.content.decode()
        assert "csrfmiddlewaretoken" not in onward


def test_it_finds_what_was_asked_for_and_keeps_it_in_the_field(numbers, desk):
    client = desk("psc.claims")
    shown = client.post("/claims", {"policy": POLICY})
    assert numbers[1] in shown.content.decode()
    assert f'value="{POLICY}"' in shown.content.decode()
    nothing = client.post("/claims", {"policy": "P999"})
    assert f'href="{numbers[1]}"' not in nothing.content.decode()
    assert itself(client.post("/claims", {"policy": " "})) == "/claims"
    assert itself(client.post("/claims", {"policy": " ", "handler": "mine"})) == "/claims?handler=mine"


def test_links_and_forms_of_a_page_asked_by_post_are_those_of_its_address(numbers, desk):
    """The way on - pages, an export, the other language - leads where the page under its address leads."""
    auditor = desk("ho.auditor")
    posted = auditor.post("/access-log", {"customer": COMPLAINANT["phone"], "from": "2026-11-01"})
    again = auditor.get(itself(posted))

    def ways(answer) -> list[str]:
        page = Page(answer.content.decode())
        kept = [re.sub(r"asked=[^&]+", "asked=", each) for each in page.addresses]
        return [each for each in kept if "address.js" not in each and "canonical" not in each]

    found = [each for each in ways(posted) if "asked=" in each]
    assert found
    assert set(ways(again)) <= set(ways(posted))
    assert f'name="next" value="{html.escape(itself(posted))}"' in posted.content.decode()


def test_another_session_a_changed_text_and_the_day_after_ask_for_nothing(numbers, desk, monkeypatch):
    onward = desk("psc.claims").post("/claims", {"policy": POLICY})
    onward = itself(onward)
    mine = desk("psc.claims")
    onward_of_mine = itself(mine.post("/claims", {"policy": POLICY}))
    assert POLICY in mine.get(onward_of_mine).content.decode().split("<table")[0]
    for other in (
        desk("psc.officer").get(onward_of_mine),
        mine.get(onward_of_mine[:-6] + "AAAAAA"),
        mine.get("/claims?asked=%00%FF"),
    ):
        assert other.status_code == 200
        assert f'value="{POLICY}"' not in other.content.decode()
    assert onward != onward_of_mine
    now = time.time()
    monkeypatch.setattr(asked.time, "time", lambda: now + asked.HOLDS + 1)
    assert f'value="{POLICY}"' not in mine.get(onward_of_mine).content.decode()
