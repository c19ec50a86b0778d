"""Programs find claims as clerks do: within the same sight, with the same entry in the access log (SEC-02, SEC-06)."""

from __future__ import annotations

import pytest

from redress.casework.models import AccessEntry
from tests.api.conftest import caller  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-06")]


def found(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.content
    return [(each["kind"], each["number"]) for each in answer.json()["items"]]


@pytest.mark.parametrize("words", ["刘建国", "138 0000 1234", "510101196501011234", "P510001"])
@pytest.mark.req("SEC-02")
def test_a_claim_is_found_by_its_customer_and_policy_and_the_look_up_is_on_record(reported, caller, words):  # noqa: F811
    api = caller("psc.claims", "read")
    assert found(api.post("/search", {"words": words})) == [("claim", reported.number)]
    entries = AccessEntry.objects.filter(action="look_up")
    assert entries.count() == 1
    assert words not in str(entries.values())


def test_it_is_found_by_its_number_by_who_sees_it_and_by_nobody_else(reported, caller):  # noqa: F811
    assert found(caller("psc.manager").post("/search", {"words": reported.number})) == [
        ("claim", reported.number)
    ]
    assert found(caller("gx.officer").post("/search", {"words": reported.number})) == []
    assert found(caller("gx.officer").post("/search", {"words": "刘建国"})) == []


def test_it_wants_the_scope_for_reading_and_says_what_it_was_not_told(reported, caller):  # noqa: F811
    assert caller("psc.claims", "register").post("/search", {"words": "刘建国"}).status_code == 403
    answer = caller("psc.claims").post("/search", {"words": ""})
    assert (answer.status_code, answer.json()["field"]) == (422, "words")
