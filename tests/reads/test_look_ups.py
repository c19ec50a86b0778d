"""Looking up whether somebody has complained is work of some, so many an hour, and on record (SEC-01, SEC-03)."""

from __future__ import annotations

import pytest

from redress.casework import lookups
from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.privacy.cipher import blind
from tests.complaints.inputs import COMPLAINANT, transfer, visit
from tests.desk.test_register import typed

pytestmark = pytest.mark.django_db
PARTS = ("related", "preview", "part/reasons", "part/advice", "part/matters", "units")
NOT_THEIRS = ("sc.ithead", "sc.financehead", "ho.auditor", "ho.manager", "admin", "sc.claimshead")


@pytest.fixture
def elsewhere(actor, wednesday) -> Complaint:
    """A case of Chengdu: of the life company."""
    return Complaint.objects.get(number=execute(visit(), actor("cd.officer")).number)


@pytest.mark.req("SEC-01", "SEC-03")
@pytest.mark.parametrize("who", NOT_THEIRS)
def test_no_part_of_the_register_form_answers_whoever_takes_no_complaints(who, desk, elsewhere):
    client = desk(who)
    for part in PARTS:
        before = AccessEntry.objects.count()
        answer = (
            client.get("/register/units") if part == "units" else client.post(f"/register/{part}", typed())
        )
        assert answer.status_code == 403, part
        assert "成都" not in answer.content.decode()
        tried = AccessEntry.objects.latest("id")
        assert (AccessEntry.objects.count() - before, tried.action) == (1, "refused")


@pytest.mark.req("SEC-03", "INT-15")
def test_every_look_up_is_on_record_with_the_fingerprint_of_what_was_asked(desk, elsewhere, actor):
    desk("sc.officer").post("/register/related", typed())
    entry = AccessEntry.objects.filter(action="look_up").latest("id")
    assert bytes(blind(COMPLAINANT["phone"], "phone")) in [bytes(each) for each in entry.asked]
    assert entry.user_id == actor("sc.officer").id
    assert {"phone", "text", "policy_number"} <= set(entry.fields.split(","))
    assert COMPLAINANT["phone"] not in entry.fields
    assert elsewhere.pk in entry.cases


@pytest.mark.req("SEC-01", "ORG-11")
def test_of_another_company_nothing_is_told_and_of_ones_own_whom_to_ask(desk, elsewhere):
    within = desk("gx.officer").post("/register/related", typed()).content.decode()
    assert "成都" in within  # another province of the company
    assert elsewhere.number not in within
    beyond = desk("psc.officer").post("/register/related", typed()).content.decode()
    assert "成都" not in beyond
    assert elsewhere.number not in beyond


@pytest.mark.req("SEC-01", "SEC-03")
def test_so_many_an_hour_and_then_it_is_said_when_again(desk, elsewhere, settings):
    settings.REDRESS_LOOKUPS_PER_HOUR = 3
    client = desk("sc.officer", language="en")
    answers = [client.post("/register/related", typed()).status_code for _ in range(3)]
    assert answers == [200, 200, 200]
    refused = client.post("/search", {"q": COMPLAINANT["phone"]})
    assert refused.status_code == 429
    assert "Look up again after" in refused.content.decode()
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert AccessEntry.objects.latest("id").action == "refused"
    assert (
        desk("cd.officer").post("/register/related", typed()).status_code == 200
    )  # each has a count of their own


@pytest.mark.req("INT-08", "CLO-09")
@pytest.mark.parametrize("who", ["cd.intake", "sc.officer", "ho.officer"])
def test_whether_a_complaint_counts_is_nobodys_to_choose(who, caller, wednesday):
    body = transfer().model_dump(mode="json", exclude_defaults=True) | {"counted": False}
    answer = caller(who).post("/complaints", body)
    assert (answer.status_code, answer.json()["rule"], answer.json()["field"]) == (422, "INT-08", "counted")


def test_what_was_asked_has_the_same_fingerprint_however_it_is_written():
    assert lookups.prints(phone="138 0000-1234") == lookups.prints(phone="13800001234")
    assert lookups.prints(phone="") == []
