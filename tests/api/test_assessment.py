"""Corrective actions, spot checks and articles over HTTP: the same doors, rules and words as on the desk."""

from __future__ import annotations

from typing import Any

import pytest

from redress.assessment.models import AssessmentEntry, CorrectiveAction
from redress.assessment.rules import rulebook_of
from redress.organisation.models import Unit, User
from tests.complaints.test_keeping import closed

pytestmark = [pytest.mark.django_db, pytest.mark.req("SYS-01")]


def person(username: str) -> int:
    return User.objects.get(username=username).pk


def measure(**more: Any) -> dict[str, Any]:
    given = {
        "unit": "sc",
        "cause": "delay",
        "since": "2026-08-01",
        "measure": "理赔立案后三日内由主管跟催",
        "owner": person("sc.claimshead"),
        "due": "2026-12-01",
    }
    return given | more


@pytest.mark.req("CLO-11")
def test_an_action_goes_from_its_opening_to_its_verification_by_the_api_alone(caller, wednesday):
    officer, owner, second = caller("sc.officer"), caller("sc.claimshead"), caller("sc.cshead")
    made = officer.post("/actions", measure(), {"Idempotency-Key": "open-1"})
    assert (made.status_code, made.json()["state"]) == (201, "open")
    number = made.json()["number"]
    assert made["Location"] == f"/api/v1/actions/{number}"
    again = officer.post("/actions", measure(), {"Idempotency-Key": "open-1"})
    assert (again["Idempotent-Replayed"], again.json()["number"]) == ("true", number)
    assert CorrectiveAction.objects.count() == 1

    done = {"evidence": "跟催规程已印发", "in_force": "2026-11-18"}
    reported = owner.post(f"/actions/{number}/commands/report_action_done", done, {"If-Match": made["ETag"]})
    assert reported.status_code == 200, reported.content.decode()
    offers = {each["command"]: each for each in owner.get(f"/actions/{number}/commands").json()["items"]}
    assert (offers["verify_action"]["possible"], offers["verify_action"]["rule"]) == (False, "CLO-11")
    verdict = {"accepted": True, "verdict": "抽查十件均已跟催"}
    stale = second.post(f"/actions/{number}/commands/verify_action", verdict, {"If-Match": made["ETag"]})
    assert stale.status_code == 409
    own = owner.post(f"/actions/{number}/commands/verify_action", verdict)
    assert (own.status_code, own.json()["rule"]) == (403, "CLO-11")
    assert second.post(f"/actions/{number}/commands/verify_action", verdict).status_code == 200

    read = officer.get(f"/actions/{number}")
    told = read.json()
    assert (told["state"], told["verified_by"]["username"], told["case"]) == ("verified", "sc.cshead", "")
    assert told["effect"]["verdict"] == "too_early"
    assert read["ETag"] == f'"{told["version"]}"'
    assert [each["number"] for each in officer.get("/actions", list="verified").json()["items"]] == [number]
    assert list(AssessmentEntry.objects.order_by("id").values_list("sequence", flat=True)) == [1, 2, 3]


@pytest.mark.req("CLO-11", "SEC-01")
def test_an_action_of_another_unit_is_not_there(caller, wednesday):
    number = caller("sc.officer").post("/actions", measure()).json()["number"]
    stranger = caller("gx.officer")
    assert stranger.get(f"/actions/{number}").status_code == 404
    assert stranger.get(f"/actions/{number}/commands").status_code == 404
    assert stranger.get("/actions", list="unit").json() == {"items": []}
    handed = stranger.post(f"/actions/{number}/commands/verify_action", {"accepted": True, "verdict": "好"})
    assert handed.status_code == 404


@pytest.mark.req("CLO-11")
def test_what_makes_no_sense_is_refused_at_its_field(caller, wednesday):
    refused = caller("sc.officer").post("/actions", measure(due="2026-11-01"))
    assert (refused.status_code, refused.json()["field"], refused.json()["rule"]) == (422, "due", "CLO-11")
    misspelt = caller("sc.officer").get("/actions", which="mine")
    assert (misspelt.status_code, misspelt.json()["field"]) == (422, "which")


@pytest.mark.req("CLO-03", "ASM-06")
def test_a_sample_is_drawn_and_checked_and_can_be_drawn_again(actor, caller, wednesday):
    cases = {closed(actor) for _ in range(4)}
    officer = caller("sc.officer")
    period = {"unit": "sc", "first": "2026-11-01", "last": "2026-11-18", "seed": "2026-11"}
    drawn = officer.post("/samples", period)
    assert drawn.status_code == 201, drawn.content.decode()
    number = drawn.json()["number"]
    read = officer.get(f"/samples/{number}").json()
    assert (read["seed"], read["strata"]) == ("2026-11", {"cd · unsubstantiated": [4, 2]})
    assert {each["case"] for each in read["checks"]} < cases
    rules = rulebook_of(Unit.objects.get(code="sc")).method.spot_checks["subordinate_closures"]
    found = dict.fromkeys(rules.items, "right")
    for each in read["checks"]:
        said = {"case": each["case"], "items": found}
        assert officer.post(f"/samples/{number}/commands/check_case", said).status_code == 200
    checked = officer.get(f"/samples/{number}").json()
    assert (checked["state"], {each["score"] for each in checked["checks"]}) == ("checked", {100})
    assert [each["number"] for each in officer.get("/samples").json()["items"]] == [number]
    assert caller("gx.officer").get(f"/samples/{number}").status_code == 404


@pytest.mark.req("CLO-12")
def test_an_article_is_drafted_read_by_a_second_person_and_found(actor, caller, wednesday):
    words = {"title": "退保到账", "situation": "客户久等", "handling": "说明原因", "lesson": "先告知时间"}
    made = caller("cd.officer").post("/articles", words | {"case": closed(actor)})
    assert made.status_code == 201, made.content.decode()
    number = made.json()["number"]
    own = caller("cd.officer").post(f"/articles/{number}/commands/publish_article")
    assert (own.status_code, own.json()["rule"]) == (403, "CLO-12")
    assert caller("sc.officer").get(f"/articles/{number}").json()["state"] == "draft"
    assert caller("gx.officer").get(f"/articles/{number}").status_code == 404
    assert caller("sc.officer").post(f"/articles/{number}/commands/publish_article").status_code == 200
    found = caller("gx.officer").get("/articles", words="到账").json()["items"]
    assert [each["number"] for each in found] == [number]
    assert caller("gx.officer").get(f"/articles/{number}").json()["published_by"]["username"] == "sc.officer"
