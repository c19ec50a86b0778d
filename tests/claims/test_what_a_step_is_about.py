"""Whoever takes a step sees what it is about, and the one that waits is named rightly (CLM-08, CLM-11)."""

from __future__ import annotations

import html

import pytest

from redress.casework import moment
from redress.claims.commands.agree import Agree
from redress.claims.commands.money import ChangeAccount
from redress.claims.queries.claim import opened
from redress.desk.pages.claim import ClaimPage
from tests.claims.on_the_way import told
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-11")]
CHANGE = {"account": "6222020200119999999", "holder": "刘建国", "verified_by": "回拨保单留存电话，本人确认。"}


@pytest.fixture
def changing(reported):
    """Agreed, and another account waits for a second person."""
    told(reported, "part")
    reported(Agree(), "2026-03-05 10:00")
    reported(ChangeAccount(**CHANGE), "2026-03-05 11:00")
    return reported


def form(client, number: str, name: str) -> str:
    with moment.at(local("2026-03-05 12:00")):
        return html.unescape(client.get(f"/claims/{number}/do/{name}").content.decode())


def test_the_second_person_sees_both_accounts_and_how_the_new_one_was_verified(desk, changing, second):
    page = form(desk("psc.legal"), changing.number, "approve_account")
    for words in ("6222020200112233445", *CHANGE.values()):
        assert words in page


def test_who_asked_for_it_sees_no_account_in_a_form_that_they_may_not_send(desk, changing):
    page = form(desk("psc.claims"), changing.number, "approve_account")
    assert "step-about" not in page
    assert "data-fault" in page


def test_it_waits_for_a_second_person_and_not_for_who_asked(changing):
    with moment.at(local("2026-03-05 12:00")):
        page = ClaimPage(opened(changing.by, changing.number), changing.by)
        assert str(page.first.step.title) == "A second person's turn"
        assert "Not " in page.following.words
        assert f"With {page.claim.owner}" not in page.following.words


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize("name", ["agree", "object", "dispute"])
def test_who_answers_for_the_customer_sees_the_decision_and_its_sum(desk, reported, name):
    told(reported, "part")
    page = form(desk("psc.claims", "en"), reported.number, name)
    assert "(6,800.00 - 500.00) × 80% = 5,040.00" in page
