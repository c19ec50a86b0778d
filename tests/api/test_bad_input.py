"""What cannot be done is told as a problem document: what, why, which rule, which field; nothing is written."""

from __future__ import annotations

import json

import pytest

from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import VISIT

pytestmark = pytest.mark.django_db
NUMBER = "L2026-9999999"


def problem(response, status):
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:redress:problem:")
    assert body["title"]
    assert body["detail"]
    return body


def nothing_written():
    return not register_list(SYSTEM, RegisterFilters()).rows


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("", 422),
        ("[]", 422),
        ("null", 422),
        ('"text"', 422),
        ('{"channel": NaN}', 422),
        (b'{"channel": "\xff"}', 400),
        ("[" * 100_000, 400),
        (json.dumps({"facts": "长" * 1_100_000}), 413),
    ],
)
def test_a_body_that_is_no_complaint_is_refused(caller, body, status):
    problem(caller("cd.officer").post("/complaints", body), status)
    assert nothing_written()


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"channel": "pigeon"}, "channel", "INT-01"),
        ({"class_code": "astrology"}, "class_code", "CLS-01"),
        ({"unit": "mars"}, "unit", "ORG-07"),
        ({"received_at": "2027-01-01T00:00:00+08:00"}, "received_at", "INT-02"),
        ({"received_at": "yesterday"}, "received_at", "INT-02"),
        ({"facts": "长" * 10_000}, "facts", "INT-03"),
        ({"facts": "退\x00保"}, "facts", "INT-03"),
        ({"policy_number": "P\x07"}, "policy_number", "INT-03"),
        ({"complainants": 10**40}, "complainants", "CLS-05"),
        ({"complainants": "3"}, "complainants", "CLS-05"),
        ({"signed": "yes"}, "signed", "INT-01"),
        ({"amount": "1e400"}, "amount", "INT-14"),
        ({"people": []}, "people", "INT-12"),
        ({"surprise": 1}, "surprise", "INT-01"),
    ],
)
def test_a_fault_of_a_field_names_field_rule_and_way_out(caller, wednesday, change, field, rule):
    told = problem(caller("cd.officer").post("/complaints", VISIT | change), 422)
    assert told["field"] == field
    assert told["rule"] == rule or field == "policy_number"
    assert nothing_written()


def test_all_faults_are_told_at_once_in_the_language_asked_for(caller, wednesday):
    officer = caller("cd.officer")
    body = VISIT | {"people": [{"phone": "1"}], "facts": "", "amount": "much"}
    english = problem(officer.post("/complaints", body), 422)["errors"]
    officer.language = "zh-hans"
    chinese = problem(officer.post("/complaints", body), 422)["errors"]
    assert {fault["field"] for fault in english} == {"people.0.name", "people.0.phone", "facts", "amount"}
    assert [fault["field"] for fault in english] == [fault["field"] for fault in chinese]
    assert all(fault["detail"] and fault["rule"] for fault in english)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/complaints/{NUMBER}", 404),
        (f"/complaints/{NUMBER}/clocks", 404),
        (f"/complaints/{NUMBER}/journal", 404),
        (f"/complaints/{NUMBER}/commands", 404),
        ("/complaints/L2026%00", 422),
        ("/complaints/%E6%8A%95", 422),
        ("/nothing", 404),
        ("/complaints?cursor=abc", 422),
        ("/complaints?cursor=%00", 422),
        ("/complaints?limit=99999999999999999999", 422),
        ("/complaints?channel=%00", 422),
        ("/complaints?state=sleeping", 422),
        ("/complaints?unit=mars", 422),
        ("/complaints?chanel=web", 422),
        ("/complaints?registered_from=9999-99-99", 422),
        ("/complaints?registered_to=9999-12-31", 422),
        ("/complaints?registered_from=0001-01-01", 422),
        (f"/complaints/{NUMBER}/journal?cursor=x", 422),
    ],
)
def test_an_address_or_filter_that_does_not_hold_is_refused(caller, path, status):
    problem(caller("sc.officer").get(path), status)


def test_methods_and_media_types_that_are_not_taken_are_refused(caller):
    officer = caller("cd.officer")
    wrong = officer.client.put("/api/v1/complaints", headers=officer._headers(None))
    assert problem(wrong, 405)["type"].endswith(":method")
    assert "POST" in wrong["Allow"]
    form = officer.client.post("/api/v1/complaints", {"channel": "visit"}, headers=officer._headers(None))
    problem(form, 415)


@pytest.mark.parametrize("header", [{"Idempotency-Key": "k" * 81}, {"Idempotency-Key": "schlüssel"}])
def test_a_key_that_cannot_be_kept_is_refused(caller, wednesday, header):
    problem(caller("cd.officer").post("/complaints", VISIT, header), 422)
    assert nothing_written()


@pytest.mark.parametrize(
    "header", [{"If-Match": "5"}, {"If-Match": '"x"'}, {"X-Version": "0"}, {"X-Version": "9" * 30}]
)
def test_a_version_that_cannot_be_read_is_refused(caller, wednesday, header):
    officer = caller("cd.officer")
    number = officer.post("/complaints", VISIT).json()["number"]
    problem(officer.give(number, "withdraw", {"request": "撤回"}, header), 422)
    assert officer.get(f"/complaints/{number}").json()["state"] == "registered"


def test_a_fault_of_ours_is_a_problem_too_and_says_nothing_of_its_cause(caller, monkeypatch):
    def fail(*args, **more):
        raise RuntimeError("internal detail")

    monkeypatch.setattr("redress.api.endpoints.cases.register_list", fail)
    told = problem(caller("cd.officer").get("/complaints"), 500)
    assert "internal detail" not in json.dumps(told)
