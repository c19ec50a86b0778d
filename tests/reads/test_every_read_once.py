"""Every answer that shows a case leaves one entry in the access log, whatever the door (SEC-03).

The addresses are the resolver's and the API's own list: a new page is walked without being named here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from redress.api.site import api
from redress.casework.models import AccessEntry
from redress.complaints.models import Complaint
from redress.evidence.models import Attachment
from redress.evidence.storing import store
from redress.letters.models import Letter
from tests.complaints.inputs import READERS
from tests.fixtures.desk import the_house
from tests.letters.inputs import drafted

pytestmark = pytest.mark.django_db

NUMBER = re.compile(rb"[A-Z]\d{4}-\d{7,12}")
WALKERS = (*READERS, "ho.auditor", "sc.legal", "pho.officer")


@pytest.fixture
def things(number, officer) -> dict[str, object]:
    """A case with a person, a file and a letter, by the names that addresses have for them."""
    drafted(number, officer)
    stored = store(io.BytesIO(b"%PDF-1.4 " + number.encode()), "a.pdf")
    case = Complaint.objects.get(number=number)
    attached = Attachment.objects.create(
        file_id=case.pk,
        blob=stored.blob,
        kind="internal",
        name="a.pdf",
        by_id=officer.id,
        at=case.registered_at,
    )
    return {
        "number": number,
        "party": case.parties.all()[0].pk,
        "attachment": attached.pk,
        "letter": Letter.objects.filter(file_id=case.pk).latest("id").pk,
        "sequence": 1,
        "page": 1,
        "name": "add_contact",
        "key": "letters",
    }


def addresses(things: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every address of the desk that can be filled in, by its name."""
    for pattern in _patterns(get_resolver().url_patterns):
        wanted = list(pattern.pattern.converters)
        # A checkpoint has a number too, which is none of a case.
        if pattern.name and not pattern.name.startswith("checkpoint_") and set(wanted) <= set(things):
            yield pattern.name, reverse(f"desk:{pattern.name}", kwargs={key: things[key] for key in wanted})


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver) and each.app_name in ("", "desk"):
            yield from _patterns(each.url_patterns)
        elif isinstance(each, URLPattern) and each.lookup_str.startswith("redress.desk.views"):
            yield each


@pytest.mark.req("SEC-03", "SEC-06")
@pytest.mark.parametrize("who", WALKERS)
def test_every_page_that_shows_a_case_leaves_one_entry(who, things, desk, actor):
    client, walked = desk(who), 0
    for _name, address in addresses(things):
        before = AccessEntry.objects.count()
        answer = client.get(address, {"q": things["number"], "list": "unit"})
        body = answer.getvalue()
        new = list(AccessEntry.objects.order_by("-id")[: AccessEntry.objects.count() - before])
        named = bool(NUMBER.search(address.encode()))
        assert len(new) <= 1, address
        if answer.status_code == 200 and (named or NUMBER.search(body)):
            walked += 1
            seen = _seen(actor(who), body, str(things["number"]) if named else "")
            assert new, address
            assert (new[0].user_id, new[0].door) == (actor(who).id, "desk")
            assert new[0].address == "127.0.0.1"
            assert seen <= set(new[0].cases) | {new[0].file_id}, address
            assert not named or new[0].file_id is not None
        if answer.status_code in (403, 404) and named:
            assert new[0].action == "refused", address
            assert new[0].file_id == Complaint.objects.get(number=things["number"]).pk
    assert walked or not actor(who).units


@pytest.mark.req("SEC-03", "SEC-06", "SYS-01")
@pytest.mark.parametrize("who", ["sc.officer", "ho.auditor", "gx.officer", "sc.claims"])
def test_every_operation_of_the_api_that_shows_a_case_leaves_one_entry(who, things, caller, actor):
    client, walked = caller(who), 0
    for path, methods in api.get_openapi_schema()["paths"].items():
        wanted = re.findall(r"{(\w+)}", path)
        if "get" not in methods or not set(wanted) <= set(things):
            continue
        address = path.removeprefix("/api/v1").format(**things)
        with the_house():
            before = AccessEntry.objects.count()
        answer = client.get(address, **({"rule": "cases"} if "counted" in address else {}))
        with the_house():
            new = list(AccessEntry.objects.order_by("-id")[: AccessEntry.objects.count() - before])
            assert len(new) <= 1, address
            if answer.status_code == 200 and ("number" in wanted or NUMBER.search(answer.content)):
                walked += 1
                seen = _seen(actor(who), answer.content, str(things["number"]) if "number" in wanted else "")
                assert (new[0].user_id, new[0].door) == (actor(who).id, "api"), address
                assert new[0].session.startswith("token ")
                assert seen <= set(new[0].cases) | {new[0].file_id}, address
            if answer.status_code == 404 and "number" in wanted:
                assert (new[0].action, new[0].number) == ("refused", things["number"])
    assert walked >= (10 if who != "gx.officer" else 0)


def _seen(actor, body: bytes, named: str) -> set[int]:
    numbers = {number.decode() for number in NUMBER.findall(body)} | {named}
    return set(Complaint.objects.visible_to(actor).filter(number__in=numbers).values_list("pk", flat=True))
