"""A decision takes its terms from the policy and shares out no cover twice (CLM-08, CLM-09)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from redress.claims.commands.after import CloseClaim, ReopenClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.money import Pay
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.models import Claim
from redress.policies.kinds import PolicyState
from tests.claims.test_policies import ITEM, adjusting, refused
from tests.claims.test_policies import held as held
from tests.policies import far_end as ways
from tests.policies.conftest import chosen_anew as chosen_anew
from tests.policies.conftest import far_end as far_end
from tests.policies.made import made

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-08", "SYS-02")
def test_a_decision_takes_cover_deductible_and_ratio_from_the_policy(held, handler, monday):
    held()
    claims = adjusting(handler)
    facts = claims(
        DecideClaim(outcome="pay", items=[ITEM, {"title": "药费", "amount": "500"}]), "2026-03-04 15:00"
    ).facts
    # The deductible of 10,000 is taken once: (40,000 - 10,000) x 80 % and 500 x 80 %.
    assert facts["shown"] == ["(40,000.00 - 10,000.00) × 80% = 24,000.00", "500.00 × 80% = 400.00"]
    decision = Claim.objects.get().decisions.get()
    assert (decision.amount, decision.terms) == (Decimal("24400.00"), "policy")
    assert [each.clause for each in decision.items.all()] == ["住院医疗费用", "住院医疗费用"]


@pytest.mark.req("CLM-08")
def test_no_more_is_paid_than_is_left_and_a_part_is_cut_to_it(held, handler, monday):
    held(covers=(made().covers[0].model_copy(update={"left": Decimal("20000.00")}),))
    claims = adjusting(handler)
    refusal = refused(claims, DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    assert (refusal.rule, refusal.field) == ("CLM-08", "items")
    assert "24,000.00" in str(refusal)
    assert "20,000.00" in str(refusal)
    part = {"outcome": "part", "clause": "第五条", "reasons": "保险金额只剩两万元。"}
    facts = claims(DecideClaim(items=[ITEM, ITEM], **part), "2026-03-04 15:00").facts
    assert facts["amount"] == "20000.00"
    assert facts["shown"][0] == "(40,000.00 - 10,000.00) × 80% = 24,000.00 > 20,000.00"
    assert facts["shown"][1] == "40,000.00 × 80% = 32,000.00 > 0.00"


def with_left(held, left: str) -> None:
    held(covers=(made().covers[0].model_copy(update={"left": Decimal(left)}),))


@pytest.mark.req("CLM-08", "SYS-02")
def test_two_claims_do_not_share_out_what_is_left_of_one_cover(held, handler, monday):
    """30,000 are left; the first takes 24,000 and is not paid yet: 6,000 are left for the second."""
    with_left(held, "30000.00")
    first, second = adjusting(handler), adjusting(handler, another_event=True)
    first(DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    refusal = refused(second, DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 16:00")
    assert "only 6,000.00 of it is left" in str(refusal)
    part = {"outcome": "part", "clause": "第五条", "reasons": "保险金额只剩六千元。"}
    assert second(DecideClaim(items=[ITEM], **part), "2026-03-04 16:00").facts["amount"] == "6000.00"


@pytest.mark.req("CLM-08", "SYS-02")
def test_what_was_refused_after_all_is_left_for_the_other_claim(held, handler, monday):
    with_left(held, "30000.00")
    first, second = adjusting(handler), adjusting(handler, another_event=True)
    first(DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    first(NotifyDecision(proof="本人签收"), "2026-03-04 15:10")
    first(Object(reason="金额太少"), "2026-03-04 15:20")
    no = {"outcome": "refuse", "clause": "第八条", "reasons": "等待期内住院。"}
    first(DecideClaim(**no), "2026-03-04 15:30")
    facts = second(DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 16:00").facts
    assert facts["amount"] == "24000.00"


@pytest.mark.req("CLM-08", "CLM-10")
def test_a_claim_that_was_paid_is_raised_on_what_was_left_before_it_and_the_difference_is_owed(
    held, handler, monday
):
    """30,000 were left and 24,000 were paid, so the system says 6,000; anew it comes to 28,000: 4,000 are owed."""
    with_left(held, "30000.00")
    claims = adjusting(handler)
    claims(DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    claims(NotifyDecision(proof="本人签收"), "2026-03-04 15:10")
    claims(Agree(), "2026-03-04 15:20")
    claims(Pay(amount=Decimal(24000), reference="FK1"), "2026-03-04 15:30")
    claims(CloseClaim(), "2026-03-04 15:40")
    with_left(held, "6000.00")
    claims(ReopenClaim(reason="漏算药费。"), "2026-03-10 09:00")
    above = DecideClaim(outcome="pay", items=[ITEM | {"amount": "47500.01"}])
    assert "only 30,000.00 of it is left" in str(refused(claims, above, "2026-03-10 10:00"))
    claims(DecideClaim(outcome="pay", items=[ITEM | {"amount": "45000"}]), "2026-03-10 10:00")
    claims(NotifyDecision(proof="本人签收"), "2026-03-10 10:10")
    claims(Agree(), "2026-03-10 10:20")
    claims(Pay(amount=Decimal(4000), reference="FK2"), "2026-03-10 10:30")
    assert [each.kind for each in Claim.objects.get().payments.order_by("id")] == ["full", "difference"]


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize(
    ("policy", "given", "says"),
    [
        ({"state": PolicyState.LAPSED, "since": date(2026, 2, 1)}, {}, "did not cover"),
        ({"begins": date(2026, 3, 2)}, {}, "did not cover"),
        ({}, {"cover_left": "1000000"}, "Leave them empty"),
        ({}, {"items": [ITEM | {"deductible": "0"}]}, "Leave them empty"),
        ({}, {"items": [ITEM | {"ratio": "1.2"}]}, "Leave them empty"),
        ({}, {"items": [ITEM | {"cover": "dental"}]}, "inpatient 住院医疗"),
        ({}, {"items": [ITEM | {"amount": "0"}]}, "more than 0"),
        ({}, {"items": [ITEM | {"amount": "-5"}]}, "more than 0"),
        ({}, {"items": [ITEM | {"amount": "9000"}]}, "Nothing is left to pay"),
    ],
)
def test_a_decision_to_pay_is_held_to_the_policy(held, handler, monday, policy, given, says):
    held(**policy)
    claims = adjusting(handler)
    refusal = refused(
        claims, DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **given}), "2026-03-04 15:00"
    )
    assert refusal.rule == "CLM-08"
    assert says in str(refusal)
    assert not Claim.objects.get().decisions.exists()


@pytest.mark.req("CLM-08")
def test_a_claim_on_an_unknown_policy_is_not_paid_but_can_be_refused(held, handler, monday):
    held()
    claims = adjusting(handler, policy_number="P999", line="medical", unit="psc")
    assert "Check the policy" in str(
        refused(claims, DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    )
    claims(DecideClaim(outcome="refuse", clause="—", reasons="不是本公司保单。"), "2026-03-04 15:00")
    assert Claim.objects.get().decisions.get().terms == ""


@pytest.mark.req("CLM-08", "SYS-02")
def test_where_the_system_is_away_terms_are_typed_and_the_decision_says_so(far_end, handler, monday):
    far_end.wrong = ways.answers(500, b"")
    claims = adjusting(handler, line="medical", unit="psc")
    refusal = refused(claims, DecideClaim(outcome="pay", items=[ITEM]), "2026-03-04 15:00")
    assert "by which clause" in str(refusal)
    typed = {"clause": "2.3", "deductible": "10000", "ratio": "0.8"}
    cover = {"cover_left": "184000.5", "covered_from": "2025-03-01", "covered_until": "2027-02-28"}
    claims(
        DecideClaim.model_validate({"outcome": "pay", "items": [ITEM | typed], **cover}), "2026-03-04 15:00"
    )
    decision = Claim.objects.get().decisions.get()
    assert (decision.amount, decision.terms) == (Decimal("24000.00"), "away")
