"""Registering, listing, reading and handling cases over HTTP."""

from __future__ import annotations

import pytest

from redress.casework.door import Call
from redress.complaints.executor import execute, execute_many
from redress.complaints.importing.commands.import_case import ImportCase
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import TRANSFER, VISIT, department

pytestmark = pytest.mark.django_db

TAKEN_OVER = ImportCase.model_validate(
    {
        "external_source": "old-book", "external_number": "TS-7/2019", "unit": "cd", "channel": "phone_in",
        "received_at": "2019-03-01T09:00:00+08:00", "closed_at": "2019-03-11T09:00:00+08:00",
        "class_code": "claims", "facts": "理赔拖延", "companies": ["甲公司", "乙公司"],
        "matters": [
            {"class_code": "claims", "reason": "拖延"}, {"class_code": "payments", "reason": "少付"},
        ],
    }
)  # fmt: skip
REGRADED = {"complexity": "complex", "reason": "须调取病历"}


def registered(caller, body=VISIT, username="cd.officer", **headers):
    response = caller(username).post("/complaints", body, headers)
    assert response.status_code == 201, response.content.decode()
    return response.json()["number"]


@pytest.mark.req("SYS-01")
def test_a_registered_case_is_created_with_its_address_and_version(caller, wednesday):
    response = caller("cd.officer").post("/complaints", VISIT)
    body = response.json()
    assert response.status_code == 201
    assert response["Location"] == f"/api/v1/complaints/{body['number']}"
    assert response["ETag"] == '"1"'
    assert (body["state"], body["version"]) == ("registered", 1)
    assert "Idempotent-Replayed" not in response


@pytest.mark.req("SYS-01")
def test_a_repeated_call_with_the_same_key_is_done_once_and_answered_alike(caller, wednesday):
    officer = caller("cd.officer")
    first = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert len(officer.get("/complaints").json()["items"]) == 1


@pytest.mark.req("SYS-01")
@pytest.mark.parametrize("again", [{}, {"demand": "另一诉求"}, {"class_code": "unheard_of"}])
def test_a_repeated_or_refused_registration_leaves_no_hole_in_the_numbers(caller, wednesday, again):
    officer = caller("cd.officer")
    first = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"}).json()["number"]
    officer.post("/complaints", VISIT | again, {"Idempotency-Key": "k-1"})
    assert int(registered(caller)[-7:]) == int(first[-7:]) + 1


@pytest.mark.req("INT-17")
def test_an_imported_case_is_read_with_its_matters_companies_and_number_there(caller, db):
    (outcome,) = execute_many([Call(TAKEN_OVER)], SYSTEM)
    read = caller("ho.manager").get(f"/complaints/{outcome.number}").json()
    assert (read["external_source"], read["external_number"]) == ("old-book", "TS-7/2019")
    assert read["companies"] == ["甲公司", "乙公司"]
    assert [(m["position"], m["class_code"], m["source_reason"]) for m in read["matters"]] == [
        (1, "claims", "拖延"),
        (2, "payments", "少付"),
    ]


@pytest.mark.req("SYS-01")
def test_a_key_used_for_another_request_is_refused(caller, wednesday):
    officer = caller("cd.officer")
    officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    response = officer.post("/complaints", VISIT | {"demand": "另一诉求"}, {"Idempotency-Key": "k-1"})
    assert response.status_code == 409
    assert response.json()["type"] == "urn:redress:problem:key-reused"


@pytest.mark.req("SEC-02")
def test_personal_data_are_masked_in_the_case_and_in_its_journal(caller, wednesday):
    number = registered(caller)
    officer = caller("cd.officer")
    read = officer.get(f"/complaints/{number}")
    assert read["ETag"] == '"1"'
    person = read.json()["people"][0]
    assert (person["name"], person["phone"]) == ("刘**", "138****1234")
    told = read.content.decode() + officer.get(f"/complaints/{number}/journal").content.decode()
    assert "刘建国" not in told
    assert "510101196501011234" not in told


def test_a_case_goes_from_registration_to_archive(caller, wednesday):
    number = registered(caller)
    officer, head = caller("cd.officer"), caller("cd.businesshead")
    business = department("cd", "business_management")
    steps = [
        (officer, "settle", {"plan": "陪同客户开户后办理退保", "basis": "退保规则第三条"}, "answered"),
        (
            officer,
            "determine",
            {
                "validity": "unsubstantiated",
                "reasons": "规则如此",
                "causes": [{"code": "process", "department": business}],
            },
            "determined",
        ),
        (head, "sign", {"department": business}, "determined"),
        (officer, "close", {}, "closed"),
        (officer, "archive", None, "archived"),
    ]
    for who, command, body, state in steps:
        response = who.give(number, command, body)
        assert response.status_code == 200, response.content.decode()
        assert response.json()["state"] == state
    commands = [entry["command"] for entry in officer.get(f"/complaints/{number}/journal").json()["items"]]
    assert commands == ["archive", "close", "sign", "determine", "settle", "register"]


@pytest.mark.req("FLW-18")
def test_a_call_that_saw_an_older_version_is_told_what_changed(caller, wednesday):
    number = registered(caller)
    officer = caller("cd.officer")
    officer.give(number, "record_contact", {"means": "call", "words": "已告知进展"})
    for header in ({"If-Match": '"1"'}, {"X-Version": "1"}):
        response = officer.give(number, "reclass", REGRADED, header)
        problem = response.json()
        assert response.status_code == 409
        assert (problem["rule"], problem["version"]) == ("FLW-18", 2)
        assert [change["command"] for change in problem["changes"]] == ["record_contact"]
    assert officer.give(number, "reclass", REGRADED, {"If-Match": '"2"'}).status_code == 200


@pytest.mark.req("CLK-07")
def test_deadlines_explain_themselves_in_the_language_asked_for(caller, wednesday):
    number = registered(caller, TRANSFER, "sc.officer")
    officer = caller("sc.officer")
    english = officer.get(f"/complaints/{number}/clocks").json()["items"]
    officer.language = "zh-hans"
    chinese = officer.get(f"/complaints/{number}/clocks").json()["items"]
    confirm = {clock["key"]: clock for clock in english}["confirm"]
    assert confirm["status"] == "running"
    assert "due" in confirm["explanation"]["headline"]
    assert "截止" in {clock["key"]: clock for clock in chinese}["confirm"]["explanation"]["headline"]


@pytest.mark.req("FLW-17")
def test_what_can_be_done_is_listed_with_the_rule_that_stands_against_the_rest(caller, wednesday):
    number = registered(caller)
    items = caller("cd.officer").get(f"/complaints/{number}/commands").json()["items"]
    told = {item["command"]: item for item in items}
    assert told["settle"]["possible"]
    assert not told["close"]["possible"]
    assert told["close"]["rule"] == "FLW-17"


def test_the_list_pages_by_cursor_newest_first_and_repeats_nothing(caller, wednesday):
    numbers = [registered(caller) for _ in range(5)]
    officer, seen, cursor = caller("sc.officer"), [], ""
    while True:
        page = officer.get("/complaints", limit=2, **({"cursor": cursor} if cursor else {})).json()
        seen += [item["number"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == numbers[::-1]


def test_the_list_narrows_by_state_unit_channel_class_and_day(caller, wednesday):
    number = registered(caller)
    other = registered(caller, TRANSFER, "sc.officer")
    officer = caller("sc.officer")

    def listed(**query):
        return [item["number"] for item in officer.get("/complaints", **query).json()["items"]]

    assert listed(unit="cd") == [number]
    assert listed(channel="regulator") == [other]
    assert listed(class_code="payments") == [number]
    assert listed(state=["registered", "closed"]) == [other, number]
    assert listed(state="closed") == []
    assert listed(registered_from="2026-11-18", registered_to="2026-11-18") == [other, number]
    assert listed(registered_from="2026-11-19") == []
    assert listed(policy_number="P510001") == [number]


@pytest.mark.req("INT-17")
def test_matters_of_an_imported_case_say_which_company_and_what_was_recovered(caller, db):
    matters = [
        {"class_code": "claims", "company": "甲公司", "recovered": "1200.50"},
        {"class_code": "payments", "company": "乙公司"},
    ]
    given = TAKEN_OVER.model_dump(mode="json", exclude_defaults=True) | {"matters": matters}
    (outcome,) = execute_many([Call(ImportCase.model_validate(given))], SYSTEM)
    read = caller("ho.manager").get(f"/complaints/{outcome.number}").json()
    assert [(m["company"], m["recovered"]) for m in read["matters"]] == [
        ("甲公司", "1200.50"),
        ("乙公司", None),
    ]


@pytest.mark.req("INT-17", "SYS-01")
def test_dates_of_the_register_that_a_case_came_from_are_told_with_its_words(caller):
    command = ImportCase(
        external_source="台账", external_number="7", unit="psc", channel="regulator", received_at="2026-03-05",
        closed_at="2026-03-20", class_code="claims", facts="理赔太慢", matters=[{"class_code": "claims"}],
        happened=[{"what": "order_replied", "at": "2026-03-09T16:20", "said": "部门回复"}],
        limits=[{"last_day": "2026-03-12", "said": "办结时限"}],
    )  # fmt: skip
    number = execute(command, SYSTEM).number
    assert caller("psc.officer").get(f"/complaints/{number}").json()["register_dates"] == [
        {"what": "order_replied", "at": "2026-03-09T16:20:00+08:00", "said": "部门回复"},
        {"what": "limit", "at": "2026-03-12", "said": "办结时限"},
    ]


@pytest.mark.req("FLW-17")
def test_a_case_tells_what_comes_next_or_whose_turn_it_is(caller, wednesday):
    officer = caller("sc.officer")
    number = registered(caller, TRANSFER, "sc.officer")
    officer.give(number, "confirm", {"means": "call", "words": "已受理", "recording": "录音 1"})
    told = officer.get(f"/complaints/{number}", {"Accept-Language": "en"}).json()["next_step"]
    assert (told["turn"], told["command"], told["label"]) == ("me", "dispatch", "Dispatch")
    assert told["reason"]
    assert told["rule"]
    officer.give(number, "dispatch", {"to": department("sc", "finance"), "opinion": "请核实"})
    waits = officer.get(f"/complaints/{number}", {"Accept-Language": "zh"}).json()["next_step"]
    assert (waits["turn"], waits["command"], waits["rule"]) == ("department", "", "FLW-03")
    assert "财务部" in waits["reason"]
    assert waits["since"].endswith("Z")
    theirs = caller("sc.finance").get(f"/complaints/{number}").json()["next_step"]
    assert (theirs["turn"], theirs["command"]) == ("me", "reply_order")
