"""A choice that belongs to another one offers what fits it, and nothing else."""

import pytest
from playwright.sync_api import expect

from redress.complaints.executor import execute
from tests.complaints.inputs import visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.req("CLS-01")]
OFFERED = (
    "select => [...select.options].filter(o => o.value && !o.closest('optgroup')?.hidden).map(o => o.value)"
)


def test_classing_anew_offers_the_reasons_of_the_class_that_is_chosen(open_desk, actor):
    case = execute(visit(class_code="payments"), actor("cd.officer")).number
    page = open_desk("cd.officer", f"/case/{case}/do/reclass")
    reasons = page.locator("[name=reason_code]")
    of_payments = reasons.evaluate(OFFERED)

    page.select_option("[name=class_code]", "claims")
    of_claims = reasons.evaluate(OFFERED)

    assert of_payments
    assert of_claims
    assert not set(of_payments) & set(of_claims)
    expect(reasons).to_have_value("")
    page.select_option("[name=class_code]", "payments")
    assert reasons.evaluate(OFFERED) == of_payments
