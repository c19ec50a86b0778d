"""What anybody may send, and what one person may keep, has an end (SEC-05)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from redress.casework import drafts
from redress.casework.models import Draft
from redress.casework.refusals import Refusal
from redress.desk.middleware import BESIDE_A_FILE
from redress.organisation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]


def addresses(found, before: str = "/"):
    """Every address of the site that holds nothing to fill in, and one beneath each that does."""
    for each in found:
        route = before + str(each.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route.partition("<")[0].partition("(")[0] or "/"


class Unread:
    """A body that nobody may read."""

    def read(self, *_size):
        raise AssertionError("the body was read")

    def readline(self, *_size):
        raise AssertionError("the body was read")


def sent(client: Client, address: str, length: str):
    return client.generic(
        "POST",
        address,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=length,
        **{"wsgi.input": Unread()},
    )


def test_no_address_reads_more_than_a_file_and_its_form_whoever_sends_it(client, desk, settings):
    """Django lays files down to find the token of a form, before anybody is known: so all addresses are asked."""
    too_much = str(settings.EVIDENCE_MAX_BYTES + BESIDE_A_FILE + 1)
    every = sorted(set(addresses(get_resolver().url_patterns)))
    assert len(every) > 60
    strict = Client(enforce_csrf_checks=True)
    for address in every:
        assert sent(strict, address, too_much).status_code == 413, address
    told = sent(desk("cd.officer"), "/register", too_much)
    assert told.status_code == 413
    assert "SEC-05" in told.content.decode()
    api = sent(client, "/api/v1/evidence", too_much)
    assert (api.status_code, api["Content-Type"]) == (413, "application/problem+json")
    for length in ("-1", "x", "9" * 400):
        assert sent(strict, "/accounts/login/", length).status_code == 413, length


def test_a_file_of_the_largest_size_still_fits():
    assert BESIDE_A_FILE >= 400_000, "a drawn signature and some long texts stand in the form beside it"


@pytest.fixture
def actor_of_user(actor):
    return actor("cd.officer")


@pytest.mark.parametrize(
    "form",
    [
        "", "张三 13800001111", "register/", "registered", "L2026-0000001", "x/record_contact", "L2026-0000001/甲/x",
        "register/甲", "../../x", "L2026-0000001/step/a\nb",
    ],
)  # fmt: skip
def test_what_a_draft_is_called_says_nothing_of_anybody(actor_of_user, form):
    """Its name stands in clear: only forms of ours have one."""
    with pytest.raises(Refusal):
        drafts.save(actor_of_user, form, {"facts": ["x"]})
    assert not Draft.objects.exists()


def test_of_more_drafts_than_a_person_types_the_oldest_are_forgotten(actor_of_user, actor, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 3)
    drafts.save(actor("sc.officer"), "register/other", {"facts": ["x"]})
    for n in range(5):
        drafts.save(actor_of_user, f"register/{n}", {"facts": [str(n)]})
    drafts.save(actor_of_user, "register/2", {"facts": ["again"]})
    mine = Draft.objects.filter(user_id=actor_of_user.id).order_by("form")
    assert [each.form for each in mine] == ["register/2", "register/3", "register/4"]
    assert Draft.objects.filter(user=User.objects.get(username="sc.officer")).count() == 1
