"""Times that a person states about a claim lie after their event: none pauses or meets a limit before it (INT-07)."""

from __future__ import annotations

from typing import Any

import pytest

from redress.casework import moment
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.money import Pay, PayAscertainable
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.door import execute
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import ITEM, PAPERS, complete, decided, refused, told
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-07", "CLM-09")]


def stated(claims: Claims, entered: str, kind: Any, **given: Any) -> Any:
    """Give the command at that time; what looks like a time among its input is one."""
    times = {name: local(value) for name, value in given.items() if name.endswith(("_at", "_due"))}
    with moment.at(local(entered)):
        return claims(kind.model_validate(given | times))


def field_refused(*given: Any, **more: Any) -> str:
    return refused(stated, *given, **more).field


def test_nobody_is_told_of_papers_before_they_came(reported):
    reported(ReceiveMaterials(papers=PAPERS), "2026-03-03 10:00")
    missing = {"lacking": [{"paper": "traffic_report", "reason": "缺第二页"}], "told_by": "sms"}
    early = missing | {"told_at": "2026-03-03 09:00"}
    assert field_refused(reported, "2026-03-04 09:00", CheckMaterials, **early) == "told_at"
    stated(reported, "2026-03-04 09:00", CheckMaterials, **missing, told_at="2026-03-03 12:00")
    more = {
        "lacking": [{"paper": "police_report", "reason": "核实盗抢"}],
        "new_fact": "曾被他人开走",
        "told_by": "phone",
    }
    early = more | {"told_at": "2026-03-03 11:00"}
    assert field_refused(reported, "2026-03-04 10:00", RequestMore, **early) == "told_at"


def test_nobody_is_told_a_decision_before_it_is_made(reported):
    decided(reported)
    given = {"proof": "本人签收", "told_at": "2026-03-04 14:00"}
    assert field_refused(reported, "2026-03-05 09:00", NotifyDecision, **given) == "told_at"


def test_nothing_is_agreed_before_it_was_told_nor_paid_before_it_was_agreed(reported):
    told(reported)
    assert field_refused(reported, "2026-03-05 09:00", Agree, agreed_at="2026-03-04 15:30") == "agreed_at"
    assert (
        field_refused(reported, "2026-03-05 09:00", Agree, contract_due="2026-03-04 09:00") == "contract_due"
    )
    stated(reported, "2026-03-05 09:00", Agree, agreed_at="2026-03-04 17:00")
    paid = {"amount": "5040", "reference": "FK1"}
    assert field_refused(reported, "2026-03-06 09:00", Pay, **paid, paid_at="2026-03-04 16:30") == "paid_at"
    stated(reported, "2026-03-06 09:00", Pay, **paid, paid_at="2026-03-05 16:30")


def test_nothing_is_paid_beforehand_before_it_was_asked_for(reported):
    complete(reported)
    early = {"amount": "100", "reference": "FK1", "basis": "发票", "paid_at": "2026-03-02 08:00"}
    assert field_refused(reported, "2026-03-05 09:00", PayAscertainable, **early) == "paid_at"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"covered_from": "1848-01-01", "covered_until": "2026-12-31"}, "covered_from"),
        ({"covered_from": "2026-01-01", "covered_until": "9999-12-31"}, "covered_until"),
    ],
)
def test_cover_lies_within_what_a_policy_can_say(reported, given, field):
    complete(reported)
    given |= {"outcome": "pay", "items": [ITEM], "cover_left": "120000"}
    assert field_refused(reported, "2026-03-04 09:00", DecideClaim, **given) == field


def test_a_loss_was_not_known_before_it_happened(handler, monday):
    given = report(occurred_at=local("2026-03-01 08:40"), known_at=local("2026-03-01 08:00"))
    assert refused(execute, given, handler).field == "known_at"
