"""Parts of a claim that nobody put together: each day and each sum was found with pencil and paper beforehand.

Reported on Monday 2 March 2026; March has Saturdays and Sundays off and no holidays. The day of the start is not
counted, and a limit in days ends with the midnight after its last day.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay, PayAscertainable
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.disputing import Disputing, dispute
from redress.claims.histories import stands
from redress.claims.models import Claim
from redress.claims.states import ClaimState
from redress.complaints.models import Complaint
from redress.messages.models import Message
from tests.claims.on_the_way import COVER, ITEM, complete, refused, told
from tests.claims.test_stories_by_hand import last, statuses
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

PAYS = DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **COVER})
MORE = RequestMore.model_validate(
    {
        "lacking": [{"paper": "police_report", "reason": "核实是否被盗。"}],
        "told_by": "sms",
        "new_fact": "交警查明车辆曾被他人开走。",
    }
)


def investigated(claims):
    """All papers on Tuesday 3 March; the investigation begins on Wednesday, a visit is agreed for Friday."""
    complete(claims)
    claims(StartInvestigation(reason="需要核实经过。"), "2026-03-04 09:00")
    visit = {"at": local("2026-03-06 10:00"), "purpose": "查看车辆", "course": "拍照半小时", "people": "王某"}
    claims(MakeAppointment.model_validate(visit), "2026-03-04 10:00")
    return claims


def milestones() -> list[str]:
    return [str(each.body) for each in Message.objects.filter(rule="milestone").order_by("id")]


@pytest.mark.req("CLM-04", "CLM-05", "CLM-07")
def test_a_paper_waived_during_an_investigation_leaves_it_open_until_its_end_is_told(reported):
    """Five working days from the 3rd are the 10th. Asked for more on Thursday 5, waived on Tuesday 10: three working
    days, to Friday the 13th; thirty days are 2 April, with five days 7 April."""
    investigated(reported)
    reported(MORE, "2026-03-05 10:00")
    done = reported(CheckMaterials(not_needed=["police_report"], told_by="sms"), "2026-03-10 10:00")
    assert done.state is ClaimState.INVESTIGATING
    assert (last(reported, "decision_service"), last(reported, "decision_law")) == (
        "2026-03-13",
        "2026-04-07",
    )
    with pytest.raises(Refusal):
        reported(PAYS, "2026-03-10 11:00")
    assert reported(EndInvestigation(result="属实。"), "2026-03-12 10:00").state is ClaimState.ADJUSTING
    assert any("调查已经结束" in words for words in milestones())
    reported(PAYS, "2026-03-13 23:59")
    assert statuses(reported, "decision_service") == ["met"]


@pytest.mark.req("CLM-05", "CLM-07")
def test_a_paper_that_comes_by_itself_during_an_investigation_ends_none(reported):
    investigated(reported)
    assert (
        reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-06 09:00").state is ClaimState.CHECKING
    )
    checked = reported(CheckMaterials(told_by="sms"), "2026-03-06 09:30")
    assert checked.state is ClaimState.INVESTIGATING
    again = {"at": local("2026-03-09 10:00"), "purpose": "复勘", "course": "半小时", "people": "王某"}
    reported(MakeAppointment.model_validate(again), "2026-03-06 11:00")
    assert last(reported, "decision_service") == "2026-03-10"
    # Once it has ended, papers lead back to adjusting as ever.
    reported(EndInvestigation(result="属实。"), "2026-03-09 11:00")
    reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-09 14:00")
    assert reported(CheckMaterials(told_by="sms"), "2026-03-09 15:00").state is ClaimState.ADJUSTING


@pytest.mark.req("INT-17", "CLM-07")
@pytest.mark.parametrize(
    ("events", "state"),
    [
        (["claim_reported", "papers_received", "inquiry_started", "papers_complete"], "investigating"),
        (["claim_reported", "inquiry_started", "inquiry_ended", "papers_complete"], "adjusting"),
        (["claim_reported", "inquiry_started", "papers_missing_told"], "supplementing"),
        (["claim_reported", "inquiry_started", "claim_decided", "objected", "papers_complete"], "adjusting"),
    ],
)
def test_a_history_leaves_an_open_investigation_open_too(events, state):
    at = local("2026-03-02 09:00")
    assert stands([(each, at) for each in events])[0] == state


@pytest.mark.req("CLM-09", "CLM-10", "ORG-13")
def test_paid_beforehand_then_objected_to_then_complained_of_and_the_difference_is_paid(reported, handles):
    """2,000 beforehand, (6,800 - 500) x 80 % = 5,040 decided in part. Objected on Monday 9 March: thirty days are
    8 April. Complained of on the 10th: fifteen days are 25 March. All 6,800 on Thursday the 12th: 4,800 are left, by
    the 18th."""
    complete(reported)
    part = {"amount": Decimal(2000), "reference": "FK1", "basis": "修理发票"}
    reported(PayAscertainable.model_validate(part), "2026-03-04 10:00")
    why = {"clause": "车损险第八条", "reasons": "免赔额。"}
    given = {"outcome": "part", "items": [ITEM], **COVER, **why}
    reported(DecideClaim.model_validate(given), "2026-03-05 15:00")
    reported(NotifyDecision(proof="本人签收"), "2026-03-05 16:00")
    reported(Object(reason="免赔额不对"), "2026-03-09 10:00")
    assert last(reported, "reconsidered") == "2026-04-08"
    officer = handles("psc.officer", "psc")
    with moment.at(local("2026-03-10 10:00")):
        asked = Disputing(reason="客户不同意免赔额。", demand="全额赔付", facts_repeated=True)
        _done, filed = dispute(officer, reported.number, asked, key="d-9")
    case = Complaint.objects.get(number=filed.number)
    assert case.legal_due_at == local("2026-03-26 00:00")
    assert "5,040.00" in str(case.facts)
    whole = ITEM | {"deductible": "0", "ratio": "1"}
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [whole], **COVER}), "2026-03-12 10:00")
    assert statuses(reported, "reconsidered") == ["met"]
    reported(NotifyDecision(proof="本人签收"), "2026-03-12 11:00")
    reported(Agree(), "2026-03-13 10:00")
    assert last(reported, "payment_service") == "2026-03-18"
    assert "4,800.00" in str(
        refused(reported, Pay(amount=Decimal(6800), reference="FK2"), "2026-03-16 10:00")
    )
    assert reported(Pay(amount=Decimal(4800), reference="FK2"), "2026-03-18 23:59").state is ClaimState.PAID
    assert statuses(reported, "payment_service") == ["met"]


def paying(paid_at: str, entered: str) -> Pay:
    with moment.at(local(entered)):
        return Pay.model_validate({"amount": "5040", "reference": "FK1", "paid_at": local(paid_at)})


OTHER = ChangeAccount(account="6217000000000000001", holder="刘建国", verified_by="回拨保单电话核实")


@pytest.mark.req("CLM-09", "CLM-11")
def test_a_change_of_account_while_a_payment_is_due_moves_no_limit_and_was_not_paid_to_before_it_stood(
    reported, second
):
    """Agreed on Thursday 5 March: three working days are Tuesday the 10th, ten days Sunday the 15th. The change of the
    10th is let through on the 11th: nothing went to that account before."""
    told(reported)
    reported(Agree(), "2026-03-05 10:00")
    reported(OTHER, "2026-03-10 10:00")
    assert refused(reported, Pay(amount=Decimal(5040), reference="FK1"), "2026-03-10 11:00").rule == "CLM-11"
    reported(ApproveAccount(), "2026-03-11 09:00", second)
    before = paying("2026-03-10 17:00", "2026-03-11 10:00")
    assert refused(reported, before, "2026-03-11 10:00").field == "paid_at"
    reported(Pay(amount=Decimal(5040), reference="FK1"), "2026-03-11 10:00")
    assert Claim.objects.get(number=reported.number).account == "6217000000000000001"
    assert (statuses(reported, "payment_service"), statuses(reported, "payment")) == (["late"], ["met"])


@pytest.mark.req("CLM-09", "CLM-11")
def test_without_a_change_a_payment_that_is_entered_the_day_after_counts_when_it_was_made(reported):
    told(reported)
    reported(Agree(), "2026-03-05 10:00")
    reported(paying("2026-03-10 17:00", "2026-03-11 10:00"), "2026-03-11 10:00")
    assert statuses(reported, "payment_service") == ["met"]


@pytest.mark.req("CLM-09")
def test_what_was_paid_beforehand_and_is_more_than_was_decided_leaves_nothing_owed_and_the_claim_ends(
    reported,
):
    complete(reported)
    part = {"amount": Decimal(6000), "reference": "FK1", "basis": "修理发票"}
    reported(PayAscertainable.model_validate(part), "2026-03-04 10:00")
    reported(PAYS, "2026-03-05 10:00")
    reported(NotifyDecision(proof="本人签收"), "2026-03-05 11:00")
    reported(Agree(), "2026-03-05 12:00")
    assert refused(reported, Pay(amount=Decimal(5040), reference="FK2"), "2026-03-06 10:00").field == "amount"
    assert reported(Pay(amount=Decimal(0), reference="已预付"), "2026-03-06 10:00").state is ClaimState.PAID
