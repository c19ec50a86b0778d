"""A session from its call to its signed minutes over HTTP: the same door, rules and words as on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from redress.committee.kinds import SessionState
from redress.committee.models import Body, Session, SessionEntry, Vote
from redress.committee.sessions.registry import ALL
from redress.complaints.models import Complaint
from redress.organisation.models import Appointment, Department
from tests.api.client import Caller
from tests.committee.conftest import MEMBERS, before_committee, major, refer, user
from tests.complaints.inputs import department

pytestmark = [pytest.mark.django_db, pytest.mark.req("SYS-01")]
CALL = {"kind": "committee", "at": "2026-11-18T15:00:00+08:00", "place": "八楼会议室"}


@dataclass
class Hands:
    """Everybody's hands in one session, over HTTP."""

    number: str
    caller: Any

    def give(self, who: str, act: str, body: Any = None, **headers: str) -> Any:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.caller(who).post(f"/sessions/{self.number}/commands/{act}", body, more)

    def done(self, who: str, act: str, body: Any = None) -> Any:
        answer = self.give(who, act, body)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def meet(self) -> None:
        """Everybody is there."""
        self.done("sc.officer", "attend", {"present": [user(name) for name in MEMBERS]})

    def read(self, who: str = "sc.officer") -> Any:
        return self.caller(who).get(f"/sessions/{self.number}").json()


@pytest.fixture
def met(actor, caller, wednesday):
    """A major case on the agenda of a session, of which nothing but the agenda is there yet."""
    number, meeting = before_committee(actor)
    return number, Hands(meeting.number, caller)


@pytest.mark.req("ORG-03", "AUT-04", "ASM-09")
def test_a_case_is_referred_voted_and_ruled_and_the_minutes_signed_by_the_api_alone(actor, caller, wednesday):
    number = major(actor)
    referral = {"reason": "major", "because": "群体性风险", "question": "handling", "motion": "全额退还保费"}
    office = caller("sc.officer")
    assert office.give(number, "refer_to_committee", referral).status_code == 200
    (body,) = [
        each
        for each in office.get("/bodies").json()["items"]
        if each["kind"] == "coordination_committee" and each["unit"]["code"] == "sc"
    ]
    called = office.post("/sessions", CALL | {"body": body["id"]})
    assert called.status_code == 201, called.content.decode()
    hands = Hands(called.json()["number"], caller)
    assert called["Location"] == f"/api/v1/sessions/{hands.number}"
    (asked,) = office.get(f"/complaints/{number}/rulings").json()["items"]
    put = {"referral": asked["id"], "session": hands.number}
    assert office.give(number, "put_on_agenda", put).status_code == 200

    members = {each["user"]["username"]: each["member"] for each in hands.read()["attendees"]}
    assert set(members) == set(MEMBERS)
    hands.done("sc.officer", "attend", {"present": list(members.values())})
    aside = {"item": 1, "member": members["sc.saleshead"], "reason": "被投诉人是本部门员工"}
    hands.done("sc.saleshead", "recuse", aside)
    said = {
        "department": department("sc", "business_management"),
        "speaker": "部门负责人",
        "words": "情况属实",
    }
    hands.done("sc.officer", "hear", {"item": 1} | said)
    for name in members:
        if name != "sc.saleshead":
            against = {"item": 1, "choice": "against", "reason": "应当先查清责任"}
            hands.done(name, "vote", against if name == "sc.legal" else {"item": 1, "choice": "for"})
    todo = {"what": "退还保费", "owner": user("sc.finance"), "until": "2026-11-25"}
    ruling = {"session": hands.number, "item": 1, "execution": [todo]}
    assert caller("sc.manager").give(number, "rule", ruling).status_code == 200
    action = {"what": "整改话术", "owner": members["sc.saleshead"], "until": "2026-12-01"}
    hands.done("sc.officer", "assign_action", action)
    hands.done("sc.saleshead", "complete_action", {"action": 1, "report": "已整改"})
    hands.done("sc.officer", "write_minutes", {"words": "逐项表决。"})
    hands.done("sc.manager", "sign_minutes")

    read = hands.read()
    assert (read["state"], read["signed_by"]["username"]) == ("signed", "sc.manager")
    (item,) = read["agenda"]
    assert (item["state"], item["count"]["in_favour"], item["count"]["against"]) == ("carried", 5, 1)
    (asked,) = office.get(f"/complaints/{number}/rulings").json()["items"]
    (execution,) = asked["ruling"]["executions"]
    report = {"todo": execution["id"], "report": "已退还"}
    assert caller("sc.finance").give(number, "report_execution", report).status_code == 200
    assert Complaint.objects.get(number=number).committee == "executed"


@pytest.mark.req("AUT-04")
def test_a_vote_without_quorum_is_refused_by_the_rule(met):
    _, hands = met
    hands.done("sc.officer", "attend", {"present": [user("sc.manager"), user("sc.cshead")]})
    before = hands.read()["version"]
    answer = hands.give("sc.manager", "vote", {"item": 1, "choice": "for"})
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (problem["rule"], problem["field"]) == ("AUT-04", "item")
    assert "no quorum" in problem["detail"]
    assert not Vote.objects.exists()
    assert hands.read()["version"] == before
    for outcome in ("carried", "rejected"):
        settled = hands.give("sc.officer", "settle_item", {"item": 1, "outcome": outcome})
        assert (settled.status_code, settled.json()["rule"]) == (422, "AUT-04")
    hands.done("sc.officer", "settle_item", {"item": 1, "outcome": "deferred"})


def test_an_act_is_done_once_under_its_key(met):
    _, hands = met
    hands.done("sc.officer", "attend", {"present": [user(name) for name in MEMBERS]})
    first = hands.give("sc.manager", "vote", {"item": 1, "choice": "for"}, Idempotency_Key="v1")
    again = hands.give("sc.manager", "vote", {"item": 1, "choice": "for"}, Idempotency_Key="v1")
    assert (again.status_code, again.json()) == (200, first.json())
    assert "Idempotent-Replayed" not in first
    assert (again["Idempotent-Replayed"], again["ETag"]) == ("true", first["ETag"])
    other = {"item": 1, "choice": "against", "reason": "改主意"}
    reused = hands.give("sc.manager", "vote", other, Idempotency_Key="v1")
    assert (reused.status_code, reused.json()["type"]) == (409, "urn:redress:problem:key-reused")
    assert Vote.objects.get().choice == "for"


def test_a_session_is_called_once_under_its_key(caller, wednesday):
    office = caller("sc.officer")
    body = Body.objects.get(unit__code="sc", kind="coordination_committee").pk
    key = {"Idempotency-Key": "call-1"}
    first = office.post("/sessions", CALL | {"body": body}, key)
    again = office.post("/sessions", CALL | {"body": body}, key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    other = office.post("/sessions", CALL | {"body": body, "place": "九楼"}, key)
    assert (other.status_code, other.json()["type"]) == (409, "urn:redress:problem:key-reused")
    assert Session.objects.count() == 1
    hands = Hands(first.json()["number"], caller)
    cancelled = hands.give("sc.officer", "cancel_session", {"reason": "改期"}, Idempotency_Key="call-1")
    assert cancelled.status_code == 409
    assert hands.read()["state"] == "planned"


@pytest.mark.req("FLW-18")
def test_who_saw_an_older_version_is_told_the_present_one(met):
    _, hands = met
    seen = hands.caller("sc.officer").get(f"/sessions/{hands.number}")["ETag"]
    topic = {"topic": "退保投诉集中", "motion": "整改话术"}
    first = hands.give("sc.officer", "add_topic", topic, If_Match=seen)
    assert first.status_code == 200
    late = hands.give("sc.officer", "add_topic", topic, If_Match=seen)
    assert (late.status_code, late.json()["type"]) == (409, "urn:redress:problem:stale")
    assert late.json()["version"] == first.json()["version"]
    assert hands.give("sc.officer", "add_topic", topic, If_Match=first["ETag"]).status_code == 200


@pytest.mark.req("AUT-04")
def test_what_can_be_done_with_a_session_is_told_with_the_rule_against_the_rest(met):
    _, hands = met
    told = hands.caller("sc.manager").get(f"/sessions/{hands.number}/commands")
    acts = {each["command"]: each for each in told.json()["items"]}
    assert [each["command"] for each in told.json()["items"]] == [act.name for act in ALL]
    assert acts["attend"]["possible"]
    assert not acts["vote"]["possible"], "nobody votes before the session meets"
    assert (acts["vote"]["rule"], "state" in acts["vote"]["because"]) == ("AUT-04", True)
    clerk = hands.caller("sc.legal").get(f"/sessions/{hands.number}/commands").json()["items"]
    assert {each["command"] for each in clerk if each["possible"]} == {"recuse"}


@pytest.mark.req("SEC-01", "ORG-11")
@pytest.mark.parametrize("act", ALL, ids=lambda act: act.name)
def test_an_act_is_refused_to_strangers_readers_and_tokens_for_something_else(met, act):
    _, hands = met
    entries = SessionEntry.objects.count()
    assert hands.give("gx.officer", act.name, act.example).status_code == 404
    if SessionState.MEETING in act.within:
        hands.meet()
        entries = SessionEntry.objects.count()
    assert hands.give("ho.auditor", act.name, act.example).status_code == 403
    other = "command:vote" if act.name != "vote" else "command:attend"
    for scopes in (("read",), ("read", "command:dispatch"), (other,)):
        address = f"/sessions/{hands.number}/commands/{act.name}"
        answer = hands.caller("sc.officer", *scopes).post(address, act.example)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:redress:problem:scope")
    assert SessionEntry.objects.count() == entries


@pytest.mark.req("ORG-03")
def test_only_the_office_and_the_chair_call_a_session(caller, wednesday):
    body = Body.objects.get(unit__code="sc", kind="coordination_committee").pk
    for who in ("sc.claims", "gx.officer", "ho.auditor"):
        answer = caller(who).post("/sessions", CALL | {"body": body})
        assert (answer.status_code, answer.json()["rule"]) == (403, "ORG-03"), who
        assert body not in [each["id"] for each in caller(who).get("/bodies").json()["items"]]
    assert caller("sc.officer").post("/sessions", CALL | {"body": 2**40}).status_code == 422
    assert not Session.objects.exists()


def test_a_referral_is_named_by_the_id_that_the_api_tells(actor, caller, wednesday):
    number = major(actor)
    referral = refer(actor, number)
    (asked,) = caller("sc.officer").get(f"/complaints/{number}/rulings").json()["items"]
    assert asked["id"] == referral


def test_bad_input_is_told_field_by_field(met):
    _, hands = met
    answer = hands.give("sc.manager", "vote", {"item": "one", "choice": "maybe", "more": 1})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"item", "choice", "more"}
    assert Caller().post(f"/sessions/{hands.number}/commands/vote", {}).status_code == 401


@pytest.mark.req("ORG-03")
def test_who_has_the_chair_by_duty_is_told_of_the_body(caller, wednesday):
    body = Body.objects.get(unit__code="sc", kind="coordination_committee")
    post = Appointment.objects.filter(user__username="sc.manager").order_by("pk")[0]
    body.seats.filter(role="chair").update(user=None, duty=post.duty, department=post.department_id)
    assert body.pk in [each["id"] for each in caller("sc.manager").get("/bodies").json()["items"]]
    assert caller("sc.manager").post("/sessions", CALL | {"body": body.pk}).status_code == 201


@pytest.mark.req("ORG-03", "SEC-06")
def test_no_department_of_another_company_is_heard(met):
    _, hands = met
    hands.meet()
    foreign = Department.objects.filter(unit__line="property").order_by("pk")[0]
    heard = {"item": 1, "department": foreign.pk, "speaker": "某人", "words": "意见"}
    answer = hands.give("sc.officer", "hear", heard)
    assert (answer.status_code, answer.json()["rule"]) == (422, "ORG-03")
    assert str(foreign.unit) not in str(hands.read())
