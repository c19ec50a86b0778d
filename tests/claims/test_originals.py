"""Originals go back, each against a signed receipt, and the claim is not over before the last (CLM-12)."""

from __future__ import annotations

import pytest

from redress.claims.commands.after import CloseClaim, ReturnOriginals
from redress.claims.commands.agree import Agree
from redress.claims.commands.money import Pay
from redress.claims.queries.clocks import timed
from tests.claims.on_the_way import refused, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-12")]


@pytest.fixture
def paid(reported):
    told(reported, originals=["repair_invoice", "identity"])
    reported(Agree(), "2026-03-05 09:00")
    reported(Pay(amount="5040", reference="FK1"), "2026-03-06 09:00")
    return reported


def back(*papers: str, signed: bool = True) -> ReturnOriginals:
    return ReturnOriginals(papers=list(papers), signed=signed)


def runs(claims) -> str:
    (of_the_claim,) = timed([row(claims)])
    return {clock.key: clock.status.value for clock in of_the_claim.clocks}["originals"]


def test_originals_go_back_one_by_one_and_the_last_ends_their_limit(paid):
    assert paid(back("identity"), "2026-03-06 10:00").facts["left"] == ["repair_invoice"]
    assert (row(paid).originals, runs(paid)) == (True, "running")
    assert "originals" in str(refused(paid, CloseClaim(), "2026-03-06 11:00"))
    assert paid(back("repair_invoice"), "2026-03-09 10:00").facts["left"] == []
    assert (row(paid).originals, runs(paid)) == (False, "met")
    paid(CloseClaim(), "2026-03-09 11:00")
    assert row(paid).state == "closed"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (back("identity", "repair_invoice", signed=False), "signed"),
        (back("driving_licence"), "papers"),  # asked for, and only a copy came
        (back("identity", "death_certificate"), "papers"),  # never asked for: nothing of the rest goes back
    ],
    ids=["nothing signed", "a copy", "one that never came"],
)
def test_what_is_not_held_or_not_signed_for_does_not_go_back(paid, given, field):
    refusal = refused(paid, given, "2026-03-06 10:00")
    assert (refusal.rule, refusal.field) == ("CLM-12", field)
    assert not row(paid).papers.filter(returned_at__isnull=False).exists()


def test_what_went_back_is_not_given_back_a_second_time(paid):
    paid(back("identity"), "2026-03-06 10:00")
    again = refused(paid, back("identity"), "2026-03-06 11:00")
    assert (again.rule, again.field) == ("CLM-12", "papers")
    (kept,) = row(paid).papers.filter(returned_at__isnull=False)
    assert f"{kept.returned_at:%H:%M}" == "02:00"  # ten in the morning of Chengdu
