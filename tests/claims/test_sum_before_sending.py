"""The forms of decision and letter say what will come of them; a report begins at the policy (CLM-02, CLM-08)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.door import execute
from redress.claims.letters.commands import DraftClaimLetter
from redress.claims.models import Claim, Decision
from redress.letters.models import Letter
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import complete, decided
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

CHILD = {"name": "刘小宝", "id_number": "510101201501011234"}
TYPED = {
    "outcome": "pay",
    "items.0.title": "前保险杠",
    "items.0.amount": "6800",
    "items.0.clause": "车损险第六条",
    "items.0.deductible": "500",
    "items.0.ratio": "0.8",
    "covered_from": "2026-01-01",
    "covered_until": "2026-12-31",
}


@pytest.mark.req("CLM-08")
def test_the_decision_shows_its_sum_before_it_is_sent_and_writes_nothing(desk, reported):
    complete(reported)
    client, at = desk("psc.claims", "en"), local("2026-03-04 15:00")
    with moment.at(at):
        form = client.get(f"/claims/{reported.number}/do/decide_claim").content.decode()
        assert f"/claims/{reported.number}/sum" in form
        words = client.post(f"/claims/{reported.number}/sum", TYPED).content.decode()
        above = client.post(f"/claims/{reported.number}/sum", TYPED | {"cover_left": "100"}).content.decode()
        nothing = client.post(f"/claims/{reported.number}/sum", {}).content.decode()
    assert "¥ 5,040.00" in words
    assert "(6,800.00 - 500.00) × 80% = 5,040.00" in words
    assert "only 100.00 of the cover is left" in above
    assert "¥" not in nothing
    assert not Decision.objects.exists()


@pytest.mark.req("CLM-08")
def test_who_may_not_decide_is_shown_no_sum(desk, reported):
    complete(reported)
    with moment.at(local("2026-03-04 15:00")):
        answer, other = (
            desk(who, "en").post(f"/claims/{reported.number}/sum", TYPED)
            for who in ("psc.officer", "psc.claims")
        )
    assert "5,040.00" in other.content.decode()
    assert (answer.status_code, "5,040.00" in answer.content.decode()) == (200, False)


@pytest.mark.req("CLM-08", "COM-06")
def test_a_letter_goes_to_no_child_unless_a_guardian_is_named(handler, monday):
    claims = Claims(handler, execute(report(people=[CHILD]), handler).number)
    decided(claims)
    with pytest.raises(Refusal) as refused, moment.at(local("2026-03-04 16:00")):
        claims(DraftClaimLetter(kind="decision_notice"))
    assert refused.value.field == "addressee"
    assert not Letter.objects.exists()
    claims(DraftClaimLetter(kind="decision_notice", addressee="刘建国"), "2026-03-04 16:00")
    assert Letter.objects.get().addressee == "刘建国"


@pytest.mark.req("CLM-08", "COM-06")
def test_of_a_child_and_a_grown_claimant_the_claimant_is_written_to(handler, monday):
    father = {"name": "刘建国", "role": "beneficiary", "address": "成都市人民南路"}
    claims = Claims(handler, execute(report(people=[CHILD, father]), handler).number)
    decided(claims)
    claims(DraftClaimLetter(kind="decision_notice"), "2026-03-04 16:00")
    assert (Letter.objects.get().addressee, Letter.objects.get().address) == ("刘建国", "成都市人民南路")


@pytest.mark.req("CLM-08", "COM-06")
def test_the_forms_of_a_letter_say_to_whom_it_goes_and_ask_once_for_what_proves_it(desk, reported):
    decided(reported)
    client = desk("psc.claims", "en")
    with moment.at(local("2026-03-04 16:00")):
        form = client.get(f"/claims/{reported.number}/do/draft_claim_letter").content.decode()
        assert "刘建国 (Insured)" in form
        reported(DraftClaimLetter(kind="decision_notice", addressee="刘大伟", address="成都市武侯区"))
        form = client.get(f"/claims/{reported.number}/do/send_claim_letter").content.decode()
    assert "刘大伟 成都市武侯区" in form
    assert 'name="proof"' in form
    assert 'name="evidence"' not in form


@pytest.mark.req("CLM-02")
def test_from_a_policy_the_report_opens_with_its_number_which_stands_in_no_address(desk, handler, monday):
    answer = desk("psc.claims", "en").post("/claims/report/on", {"policy_number": "P510001"})
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="policy_number" value="P510001"' in words
    assert 'hx-trigger="load, change' in words
    assert not Claim.objects.exists()


@pytest.mark.req("CLM-08", "COM-06")
@pytest.mark.parametrize(
    ("addressee", "address"), [("", "成都市"), ("刘建国", "成都市"), ("王芳", "绵阳市"), ("李律师", "")]
)
def test_a_letter_to_somebody_else_goes_not_to_the_address_of_the_customer(
    addressee, address, handler, monday
):
    people = [
        {"name": "刘建国", "address": "成都市"},
        {"name": "王芳", "role": "beneficiary", "address": "绵阳市"},
    ]
    claims = Claims(handler, execute(report(people=people), handler).number)
    decided(claims)
    claims(DraftClaimLetter(kind="decision_notice", addressee=addressee), "2026-03-04 16:00")
    assert Letter.objects.get().address == address
