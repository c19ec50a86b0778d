"""Claims on the desk: report, lists, one claim with its next step, every form."""

from __future__ import annotations

import re

import pytest

from redress.casework import moment
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.registry import FOR_PEOPLE
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.clocks.sweeper import sweep
from redress.complaints.models import Complaint
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import complete, told
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

GIVEN = {
    "way": "phone", "told_by": "sms", "unit": "psc", "policy_number": "P77", "line": "motor", "loss_cause": "traffic",
    "losses": ["vehicle"], "injury": "none", "occurred_at": "2026-03-01T08:40", "place": "成都", "course": "追尾",
    "complexity": "simple", "rough_days": "10", "people.0.role": "insured", "people.0.name": "刘建国",
    "people.0.phone": "13800001234", "key": "k-1",
}  # fmt: skip


@pytest.mark.req("CLM-02", "CLM-03")
def test_a_report_is_made_on_one_form_and_leads_to_the_claim(desk, handler, monday):
    client = desk("psc.claims")
    page = client.get("/claims/report")
    assert page.status_code == 200
    assert "机动车辆保险" in page.content.decode()
    answer = client.post("/claims/report", GIVEN)
    claim = Claim.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/claims/{claim.number}")
    client.post("/claims/report", GIVEN)
    assert Claim.objects.count() == 1, "sent twice it is done once"


@pytest.mark.parametrize("path", ["/claims/report", "/claims", "/policies", "/register"])
def test_an_english_page_has_no_chinese_sign_behind_an_english_word(desk, handler, monday, path):
    page = desk("psc.claims", "en").get(path)
    assert page.status_code == 200
    assert re.findall(r".{20}[A-Za-z] ?[：；，、。].{20}", page.content.decode()) == []


@pytest.mark.req("CLM-02")
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, handler, monday):
    client = desk("psc.claims", "en")
    answer = client.post("/claims/report", {**GIVEN, "losses": ["third_party_injury"], "key": "k-2"})
    words = answer.content.decode()
    assert answer.status_code == 400 or answer.status_code == 422 or answer.status_code == 409
    assert "Turn to them first" in words
    assert 'value="P77"' in words
    answer = client.post("/claims/report", {**GIVEN, "people.0.name": "", "key": "k-3"})
    assert "people.0.name" in answer.content.decode()


@pytest.mark.req("CLM-04", "CLM-05", "CLM-08")
def test_the_page_says_what_is_missing_what_runs_and_what_comes_next(desk, reported):
    client = desk("psc.claims", "en")
    words = client.get(f"/claims/{reported.number}").content.decode()
    assert "Traffic accident report" in words
    assert "awaited" in words
    complete(reported)
    with moment.at(local("2026-03-04 09:00")):
        words = client.get(f"/claims/{reported.number}").content.decode()
    assert re.search(r'btn-primary" href="[^"]*/do/decide_claim"', words)
    assert "Decision on the claim (service standard)" in words
    told(Claims(reported.by, execute(report(policy_number="P9"), reported.by).number))
    with moment.at(local("2026-03-05 09:00")):
        words = client.get(f"/claims/{Claim.objects.latest('pk').number}").content.decode()
    assert "(6,800.00 - 500.00) × 80% = 5,040.00" in words


@pytest.mark.req("CLM-14")
def test_the_list_of_risks_names_the_reasons(desk, reported):
    reported(AskQuestion(question="误工费？"))
    with moment.at(local("2026-03-04 10:00")):
        sweep()
        words = desk("psc.claims", "en").get("/claims/risk").content.decode()
    assert reported.number in words
    assert "A promise was broken" in words


@pytest.mark.parametrize("name", sorted(FOR_PEOPLE))
def test_every_form_opens(name, desk, reported):
    told(reported, originals=["repair_invoice"])
    answer = desk("psc.claims").get(f"/claims/{reported.number}/do/{name}")
    assert answer.status_code == 200
    assert "<form" in answer.content.decode()


@pytest.mark.req("CLM-10")
def test_a_dispute_becomes_a_complaint_from_the_page(desk, reported, handles):
    told(reported, "part")
    handles("psc.officer", "psc")
    client = desk("psc.officer")
    given = {"reason": "不同意免赔额", "facts_repeated": "true", "channel": "phone_in", "key": "d-1"}
    with moment.at(local("2026-03-05 10:00")):
        answer = client.post(f"/claims/{reported.number}/do/dispute", given)
    assert answer.status_code == 302
    case = Complaint.objects.get()
    assert case.number in client.get(f"/claims/{reported.number}").content.decode()


@pytest.mark.req("ORG-11")
def test_who_does_not_see_a_claim_is_told_that_there_is_none(desk, reported):
    assert desk("gx.claims").get(f"/claims/{reported.number}").status_code == 404


def test_a_claim_takes_as_many_queries_with_much_as_with_little(
    desk, reported, django_assert_max_num_queries
):
    client, url = desk("psc.claims"), f"/claims/{reported.number}"
    client.get(url)
    with django_assert_max_num_queries(28) as little:
        client.get(url)
    told(reported, "part")
    with django_assert_max_num_queries(len(little)):
        words = client.get(url).content.decode()
    assert "免赔额" in words


def test_the_list_takes_as_many_queries_for_many_claims_as_for_few(
    desk, handler, monday, django_assert_max_num_queries
):
    client = desk("psc.claims")
    for number in range(3):
        execute(report(policy_number=f"P{number}"), handler)
    client.get("/claims")
    with django_assert_max_num_queries(11) as few:
        client.get("/claims")
    for number in range(3, 15):
        execute(report(policy_number=f"P{number}"), handler)
    with django_assert_max_num_queries(len(few)):
        words = client.get("/claims").content.decode()
    assert words.count("C2026-") >= 15
