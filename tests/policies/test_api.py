"""Policies and guides over the API: masked, counted, on record; bad input names the field and the way out."""

from __future__ import annotations

import pytest

from redress.casework import access
from redress.casework.models import AccessEntry
from tests.policies import far_end as ways
from tests.policies.made import CHEN_YU, LI_NA, made

pytestmark = [pytest.mark.req("SYS-02", "SYS-01"), pytest.mark.django_db]


def test_policies_are_looked_up_and_come_out_masked(table, caller):
    table([made()])
    api = caller("cd.officer")
    answer = api.post("/policies/search", {"phone": LI_NA.phone})
    assert answer.status_code == 200
    (policy,) = answer.json()["items"]
    assert (policy["number"], policy["cover_today"], policy["unit"]) == ("P510104000001", "covered", "cd")
    assert policy["covers"][0]["left"] == "184000.50"
    assert [(each["role"], each["name"]) for each in policy["people"]] == [
        ("holder", "李*"), ("insured", "陈*"), ("beneficiary", "李*"), ("beneficiary", "陈*"),
    ]  # fmt: skip
    assert policy["people"][1]["born"] == "2015-**-**"
    for personal in (LI_NA.id_number, LI_NA.phone, LI_NA.email, CHEN_YU.id_number, "6217003810012345678"):
        assert personal not in answer.content.decode()
    entry = AccessEntry.objects.filter(action=access.Action.LOOK_UP).get()
    assert (entry.door, entry.purpose) == ("api", "INT-03")


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "number"),
        ({"person": "李娜"}, 422, "number"),
        ({"person": "李娜", "born": "yesterday"}, 422, "born"),
        ({"born": 19880520, "person": "李娜"}, 422, "born"),
        ({"number": 5}, 422, "number"),
        ({"number": "1" * 101}, 422, "number"),
        ({"nummer": "P1"}, 422, "nummer"),
        ("{", 400, ""),
    ],
    ids=str,
)
def test_bad_questions_name_the_field_and_the_rule(table, caller, body, status, field):
    table([made()])
    answer = caller("cd.officer").post("/policies/search", body)
    assert answer.status_code == status
    problem = answer.json()
    assert problem.get("field", "") == field
    if status == 422:
        assert problem["rule"] == "INT-03"


def test_nobody_found_is_an_empty_list_and_a_system_that_is_away_is_said(http, far_end, caller):
    http([made()])
    api = caller("cd.officer")
    assert api.post("/policies/search", {"number": "P999"}).json() == {"items": [], "more": False}
    far_end.wrong = ways.breaks_off
    away = api.post("/policies/search", {"number": "P1"})
    assert (away.status_code, away.json()["rule"]) == (503, "SYS-02")


@pytest.mark.req("SEC-01")
def test_who_has_nothing_to_look_up_is_refused_and_too_many_are(table, caller, settings):
    table([made()])
    assert caller("admin").post("/policies/search", {"number": "P510104000001"}).status_code == 403
    settings.REDRESS_LOOKUPS_PER_HOUR = 1
    api = caller("cd.officer")
    assert api.post("/policies/search", {"number": "P510104000001"}).status_code == 200
    assert api.post("/policies/search", {"number": "P510104000001"}).status_code == 429


@pytest.mark.req("CLM-01")
def test_guides_come_in_the_language_that_is_asked_for(caller):
    api = caller("cd.officer")
    assert len(api.get("/guides").json()["items"]) == 8
    english = api.get("/guides/medical", headers={"Accept-Language": "en"}).json()
    chinese = api.get("/guides/medical", headers={"Accept-Language": "zh"}).json()
    assert english["title"] == "Claims guide: Medical expenses"
    assert chinese["title"] == "医疗保险理赔服务指南"
    assert chinese["terms"][0]["term"] == "免赔额"
    missing = api.get("/guides/space")
    assert (missing.status_code, missing.json()["rule"]) == (404, "CLM-01")
