"""Stories of claims whose dates and amounts were found with pencil and paper: parts that go wrong together.

Working days of March 2026 are Monday to Friday; Saturday 28 February is worked. A limit in days ends with the midnight
after its last day; the day of the start is not counted.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from redress.casework import moment
from redress.claims.catastrophes.door import execute as lead
from redress.claims.commands.after import CloseClaim, ReopenClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.complexity import SetComplexity
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.joining import JoinCatastrophe
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay, PayAscertainable, RefuseAccount
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.door import execute
from redress.claims.models import Claim, PaperNotice
from redress.claims.queries.clocks import timed
from redress.claims.states import ClaimState
from redress.messages.models import Message
from redress.rulebook import ClockState
from tests.claims.conftest import Claims, report
from tests.claims.flood import flood, flooded
from tests.claims.on_the_way import COVER, ITEM, PAPERS, decided, refused
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

INVOICE = {"lacking": [{"paper": "repair_invoice", "reason": "未收到。"}], "told_by": "phone"}


def clocks(claims: Claims, key: str, at: str = "2026-06-01 09:00") -> list[ClockState]:
    """The clocks of that key, in the order of their starts."""
    with moment.at(local(at)):
        found = timed([Claim.objects.select_related("unit", "rulebook").get(number=claims.number)])[0]
    return [each for each in found.clocks if each.key == key]


def last(claims: Claims, key: str) -> str:
    """The last day of the last limit of that key."""
    return f"{timezone.localtime(clocks(claims, key)[-1].due_at - timedelta(microseconds=1)):%Y-%m-%d}"


def statuses(claims: Claims, key: str) -> list[str]:
    return [str(each.status) for each in clocks(claims, key)]


def told(claims: Claims, outcome: str = "pay") -> Claims:
    decided(claims, outcome)
    claims(NotifyDecision(proof="本人签收"), "2026-03-04 16:00")
    return claims


def paid(claims: Claims) -> Claims:
    told(claims)
    claims(Agree(), "2026-03-05 10:00")
    claims(Pay(amount=Decimal(5040), reference="FK1"), "2026-03-06 10:00")
    return claims


@pytest.mark.req("CLM-09", "CLM-10")
def test_who_objects_waits_for_a_decision_and_the_limit_begins_with_the_objection(reported):
    """Objected on Thursday 5 March; property: 26 days are left of March, the thirtieth is 4 April, a holiday."""
    told(reported)
    assert clocks(reported, "reconsidered") == []
    reported(Object(reason="免赔额不对"), "2026-03-05 23:59")
    assert last(reported, "reconsidered") == "2026-04-04"
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **COVER}), "2026-04-04 23:59")
    assert statuses(reported, "reconsidered") == ["met"]
    assert len(clocks(reported, "decision_notice")) == 2


@pytest.mark.req("CLM-09", "CLM-10")
def test_a_claim_that_is_looked_at_again_has_a_limit_and_what_was_late_before_stays_late(handler, monday):
    """A medical claim: asked for on Monday 2 March, 5 working days end on Monday 9; decided on Tuesday 10. Reopened on
    Friday 20: Mon 23 1, Tue 24 2, Wed 25 3, Thu 26 4, Fri 27 5."""
    given = report(line="medical", loss_cause="illness", losses=["medical_expense"], requested=True)
    claims = Claims(handler, execute(given, handler).number)
    papers = ["claim_form", "identity", "account", "medical_record", "invoices", "discharge"]
    claims(ReceiveMaterials(papers=papers), "2026-03-03 10:00")
    claims(CheckMaterials(told_by="sms"), "2026-03-03 11:00")
    refusal = {"outcome": "refuse", "clause": "第八条", "reasons": "等待期内住院。"}
    claims(DecideClaim.model_validate(refusal), "2026-03-10 00:00")
    claims(NotifyDecision(proof="本人签收"), "2026-03-11 10:00")
    claims(CloseClaim(), "2026-03-12 10:00")
    claims(ReopenClaim(reason="判决认定等待期已过。"), "2026-03-20 10:00")
    assert last(claims, "decision_law") == "2026-03-09"
    assert statuses(claims, "decision_law") == ["late"]
    assert last(claims, "reconsidered") == "2026-03-27"
    assert statuses(claims, "reconsidered") == ["running"]


@pytest.mark.req("CLM-09", "CLM-10")
def test_who_objected_may_agree_once_it_was_explained_and_is_paid_in_time_from_then_on(reported):
    """Agreed on Friday 6 March: ten days end on Monday 16, three working days on Wednesday 11."""
    told(reported)
    reported(Object(reason="看不懂计算"), "2026-03-05 10:00")
    reported(Agree(), "2026-03-06 10:00")
    assert (last(reported, "payment"), last(reported, "payment_service")) == ("2026-03-16", "2026-03-11")
    assert statuses(reported, "reconsidered") == ["met"]


@pytest.mark.req("CLM-10")
def test_nobody_agrees_to_a_refusal_that_they_objected_to(reported):
    told(reported, "refuse")
    reported(Object(reason="应当赔付"), "2026-03-05 10:00")
    assert refused(reported, Agree(), "2026-03-06 10:00").rule == "CLM-09"


@pytest.mark.req("CLM-04")
def test_a_notice_that_came_late_stays_late_when_the_paper_is_not_needed_after_all(reported):
    """Papers on Tuesday 3 March: Tue 10 is the fifth working day. Told on Thursday 12, waived on Friday 13."""
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    reported(CheckMaterials.model_validate(INVOICE), "2026-03-12 10:00")
    assert last(reported, "one_time_notice") == "2026-03-10"
    assert statuses(reported, "one_time_notice") == ["late"]
    reported(CheckMaterials(not_needed=["repair_invoice"], told_by="sms"), "2026-03-13 10:00")
    assert statuses(reported, "one_time_notice") == ["late"]


@pytest.mark.req("CLM-04", "CLM-09")
def test_days_are_not_gained_by_writing_that_the_customer_was_told_long_ago(reported):
    """Told on the telephone on 3 March, says who writes it on 12 March; a recording would prove it."""
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    said = INVOICE | {"told_at": "2026-03-03T11:00:00+08:00"}
    with moment.at(local("2026-03-12 10:00")):
        given = CheckMaterials.model_validate(said)
    reported(given, "2026-03-12 10:00")
    assert PaperNotice.objects.get().told_at == local("2026-03-12 10:00")
    assert statuses(reported, "one_time_notice") == ["late"]
    assert statuses(reported, "decision_service") == ["running"]
    assert last(reported, "decision_service") == "2026-03-10"


@pytest.mark.req("CLM-04", "CLM-09")
def test_a_recording_proves_when_the_customer_was_told(reported):
    """The pause begins on 3 March: Tue 10 March is the fifth working day, and it stands still."""
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    said = INVOICE | {"told_at": "2026-03-03T11:00:00+08:00", "proof": "录音 20260303-1100-017"}
    with moment.at(local("2026-03-12 10:00")):
        given = CheckMaterials.model_validate(said)
    reported(given, "2026-03-12 10:00")
    assert PaperNotice.objects.get().told_at == local("2026-03-03 11:00")
    assert statuses(reported, "one_time_notice") == ["met"]
    assert statuses(reported, "decision_service") == ["paused"]


@pytest.mark.req("CLM-02", "CLM-09")
def test_a_letter_that_is_entered_days_later_counts_from_when_it_came(handler, monday):
    """Came on Thursday 26 February, entered on Monday 2 March: Fri 27 1, Sat 28 (make-up) 2, Mon 2 3, Tue 3 4, Wed 4 5;
    two days are left of February, the thirtieth is 28 March."""
    given = report(
        way="letter",
        requested=True,
        occurred_at=local("2026-02-20 08:40"),
        reported_at=local("2026-02-26 17:00"),
    )
    claims = Claims(handler, execute(given, handler).number)
    assert Claim.objects.get().reported_at == local("2026-02-26 17:00")
    assert (last(claims, "decision_service"), last(claims, "decision_law")) == ("2026-03-04", "2026-03-28")
    with moment.at(local("2026-03-02 10:00")):
        came = ReceiveMaterials(papers=PAPERS, received_at=local("2026-02-26 17:00"))
    claims(came, "2026-03-02 10:00")
    assert last(claims, "one_time_notice") == "2026-03-04"


@pytest.mark.req("CLM-02")
def test_nothing_was_reported_before_it_happened(handler, monday):
    with pytest.raises(Exception, match="lies before the loss"):
        execute(report(reported_at=local("2026-02-28 10:00")), handler)


@pytest.mark.req("CLM-04", "CLM-09")
def test_each_notice_on_a_new_fact_pauses_for_as_long_as_the_customer_takes(reported):
    """Asked for on Tuesday 3 March: Wed 4, Thu 5, Fri 6, Mon 9, Tue 10. Told on Wed 4, in on Fri 6: two working days,
    so Thu 12. Told again on Mon 9, in on Wed 11: two more, so Mon 16. Of the 30 days: 2 April, 4 April, 6 April."""
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    assert (last(reported, "decision_service"), last(reported, "decision_law")) == (
        "2026-03-10",
        "2026-04-02",
    )
    reported(CheckMaterials.model_validate(INVOICE), "2026-03-04 10:00")
    reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-06 10:00")
    assert (last(reported, "decision_service"), last(reported, "decision_law")) == (
        "2026-03-12",
        "2026-04-04",
    )
    reported(CheckMaterials(told_by="sms"), "2026-03-06 11:00")
    more = {
        "lacking": [{"paper": "police_report", "reason": "核实是否被盗。"}],
        "told_by": "sms",
        "new_fact": "交警查明车辆曾被他人开走。",
    }
    reported(RequestMore.model_validate(more), "2026-03-09 10:00")
    reported(ReceiveMaterials(papers=["police_report"]), "2026-03-11 10:00")
    assert (last(reported, "decision_service"), last(reported, "decision_law")) == (
        "2026-03-16",
        "2026-04-06",
    )


@pytest.mark.req("CLM-04", "CLM-09")
def test_papers_in_parts_and_one_that_is_waived_end_the_customers_time_with_the_last(reported):
    """Told on Wed 4 March; one came on Fri 6, the other is waived on Tue 10: four working days, 10 + 4 = Mon 16."""
    reported(ReceiveMaterials(papers=PAPERS[:-2]), "2026-03-03 10:00")
    lacking = [{"paper": code, "reason": "未收到。"} for code in PAPERS[-2:]]
    reported(CheckMaterials.model_validate({"lacking": lacking, "told_by": "sms"}), "2026-03-04 10:00")
    reported(ReceiveMaterials(papers=[PAPERS[-1]]), "2026-03-06 10:00")
    assert statuses(reported, "decision_service") == ["paused"]
    reported(CheckMaterials(not_needed=[PAPERS[-2]], told_by="sms"), "2026-03-10 10:00")
    assert last(reported, "decision_service") == "2026-03-16"
    assert statuses(reported, "decision_service") == ["running"]


@pytest.mark.req("CLM-09")
def test_what_is_certain_is_paid_within_sixty_days_of_the_first_papers_however_many_are_missing(reported):
    """First papers on Tuesday 3 March: 28 days are left of March, 30 of April make 58, 2 May is the 60th, a holiday."""
    reported(ReceiveMaterials(papers=PAPERS[:2]), "2026-03-03 23:59")
    lacking = [{"paper": code, "reason": "未收到。"} for code in PAPERS[2:]]
    reported(CheckMaterials.model_validate({"lacking": lacking, "told_by": "sms"}), "2026-03-04 10:00")
    assert last(reported, "ascertainable") == "2026-05-02"
    certain = {"amount": Decimal(1000), "reference": "FK0", "basis": "已有凭证"}
    reported(PayAscertainable.model_validate(certain), "2026-05-02 23:59")
    assert statuses(reported, "ascertainable") == ["met"]


@pytest.mark.req("CLM-09", "CLK-09")
def test_a_limit_that_passed_is_not_forgiven_by_a_pause_and_by_being_complex(reported):
    """The fifth working day was Tuesday 10 March; told on Thursday 12 what is missing, then it is called complex."""
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    reported(CheckMaterials.model_validate(INVOICE), "2026-03-12 10:00")
    complex_ = SetComplexity.model_validate({"complexity": "complex", "reason": "三方责任"})
    assert refused(reported, complex_, "2026-03-12 11:00").rule == "CLM-09"


@pytest.mark.req("CLM-03", "CLM-04")
def test_a_paper_that_falls_away_in_a_catastrophe_is_waited_for_no_longer_and_the_pause_ends(handler, monday):
    """Told on Tuesday 3 March that the proof of the disaster is missing; joined on Friday 6: three working days. Asked
    for on Monday 2: Mon 9 + 3 = Thu 12."""
    claims = Claims(handler, execute(flooded(1, requested=True), handler).number)
    asked = [code for code in claims_papers(claims) if code != "weather"]
    claims(ReceiveMaterials(papers=asked), "2026-03-02 10:00")
    lacking = {"lacking": [{"paper": "weather", "reason": "气象局出具。"}], "told_by": "sms"}
    claims(CheckMaterials.model_validate(lacking), "2026-03-03 10:00")
    event = lead(flood(), handler).number
    assert claims(JoinCatastrophe(catastrophe=event), "2026-03-06 10:00").state is ClaimState.CHECKING
    assert statuses(claims, "decision_service") == ["running"]
    assert last(claims, "decision_service") == "2026-03-12"
    assert last(claims, "one_time_notice") == "2026-03-13"
    assert claims(CheckMaterials(told_by="sms"), "2026-03-06 11:00").state is ClaimState.ADJUSTING


def claims_papers(claims: Claims) -> list[str]:
    return list(Claim.objects.get(number=claims.number).papers.values_list("code", flat=True))


@pytest.mark.req("CLM-11", "AUT-03")
@pytest.mark.parametrize(("asked", "again"), [("2026-03-05 23:50", "2026-03-06 00:10")])
def test_no_second_change_of_account_within_a_day_also_across_midnight(reported, second, asked, again):
    first = ChangeAccount(account="6222020200999999999", holder="刘建国", verified_by="回拨留存电话")
    other = ChangeAccount(account="6222020200888888888", holder="刘建国", verified_by="回拨留存电话")
    reported(first, asked)
    with pytest.raises(Exception, match="does not let it through"):
        reported(ApproveAccount(), again)
    reported(ApproveAccount(), again, second)
    assert refused(reported, other, again).rule == "CLM-11"
    assert refused(reported, other, "2026-03-06 23:49").rule == "CLM-11"
    reported(other, "2026-03-06 23:50")


FALSE = ChangeAccount(account="6222020200999999999", holder="刘建国", verified_by="来电自称本人")


@pytest.mark.req("CLM-11")
def test_an_account_that_nobody_of_the_claim_asked_for_is_refused_and_the_old_one_is_paid_to(
    reported, second
):
    told(reported)
    reported(Agree(), "2026-03-05 10:00")
    reported(FALSE, "2026-03-05 11:00")
    pay = Pay(amount=Decimal(5040), reference="FK1")
    assert refused(reported, pay, "2026-03-05 12:00").rule == "CLM-11"
    reported(RefuseAccount(reason="客户本人否认申请过变更。"), "2026-03-05 13:00", second)
    assert refused(reported, ApproveAccount(), "2026-03-05 13:10", by=second).rule == "CLM-11"
    assert refused(reported, RefuseAccount(reason="再次"), "2026-03-05 13:10").rule == "CLM-11"
    reported(pay, "2026-03-05 14:00")
    row = Claim.objects.get(number=reported.number)
    assert (row.state, row.account) == (ClaimState.PAID, "6222020200112233445")


@pytest.mark.req("CLM-11")
def test_who_asked_for_it_may_take_it_back_and_ask_anew_the_same_day(reported, second):
    reported(FALSE, "2026-03-05 11:00")
    reported(RefuseAccount(reason="账号录错一位。"), "2026-03-05 11:05")
    reported(
        ChangeAccount(account="6222020200888888888", holder="刘建国", verified_by="回拨核实"),
        "2026-03-05 11:10",
    )
    reported(ApproveAccount(), "2026-03-05 12:00", second)
    assert Claim.objects.get(number=reported.number).account == "6222020200888888888"
    assert refused(reported, RefuseAccount(reason="晚了"), "2026-03-05 13:00").rule == "CLM-11"


@pytest.mark.req("CLM-11")
def test_the_customer_hears_that_a_change_of_account_was_refused(reported, second):
    reported(FALSE, "2026-03-05 11:00")
    reported(RefuseAccount(reason="客户本人否认申请过变更。"), "2026-03-05 13:00", second)
    words = [str(each.body) for each in Message.objects.filter(rule="account").order_by("id")]
    assert "尾号 9999" in words[0]
    assert "未通过核实" in words[1]
    assert "9999" not in words[1]
