"""Letters of a claim: the decision notice with its sum, what is missing, payment, originals (CLM-04, CLM-08)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.money import Pay
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.letters.commands import (
    DraftClaimLetter,
    ReissueClaimLetter,
    ReviseClaimLetter,
    SendClaimLetter,
)
from redress.claims.models import Claim
from redress.claims.queries.clocks import timed
from redress.claims.states import ClaimState
from redress.letters import queries, verification
from redress.letters.models import Letter
from redress.organisation.acting import acting_as
from redress.rulebook import RulebookError, loads
from tests.claims.on_the_way import PAPERS, complete, decided
from tests.claims.test_messages import last
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def row(claims) -> Claim:
    return Claim.objects.get(number=claims.number)


def drafted(claims, at="2026-03-04 16:00", kind="decision_notice", **more) -> Letter:
    done = claims(DraftClaimLetter(kind=kind, **more), at)
    return Letter.objects.get(number=done.facts["letter"])


def sent(claims, letter, now="2026-03-04 17:00", **more):
    how = {"means": "email", "proof": "liu@mail.example"} | more
    with moment.at(local(now)):
        return claims(SendClaimLetter(letter=letter.number, **how))


def clock(claims, key, at="2026-03-05 09:00"):
    with moment.at(local(at)):
        return next(each for each in timed([row(claims)])[0].clocks if each.key == key)


@pytest.mark.req("CLM-08", "COM-07")
def test_the_notice_shows_the_sum_by_item_clause_deductible_and_ratio(reported):
    decided(reported)
    letter = drafted(reported)
    assert letter.number.startswith("赔决〔2026〕PSC-")
    assert letter.addressee == "刘建国"
    assert "赔付，金额 5,040.00 元" in letter.parts["decision"]
    assert letter.parts["sum"].splitlines()[0] == (
        "1. 前保险杠（车损险第六条）：(6,800.00 - 500.00) × 80% = 5,040.00 元"
    )
    assert "合计：5,040.00 元" in letter.parts["sum"]
    assert "车损险第六条" in letter.parts["basis"]
    assert "尾号 3445" in letter.parts["payment"]
    assert "6222020200" not in letter.parts["payment"]
    assert "投诉" in letter.parts["remedies"]


@pytest.mark.req("CLM-08", "CLM-10")
def test_a_refusal_gives_clause_reason_and_the_ways_against_it(reported):
    decided(reported, "refuse")
    letter = drafted(reported)
    assert "拒赔" in letter.parts["decision"]
    assert "车损险第八条" in letter.parts["basis"]
    assert "年检逾期，不属于保险责任" in letter.parts["reasons"]
    assert "没有计算项目" in letter.parts["sum"]
    assert not letter.parts.get("payment")
    assert "人民法院" in letter.parts["remedies"]


@pytest.mark.req("CLM-08", "CLM-09", "COM-06")
def test_the_decision_is_told_when_its_notice_went_and_not_before(reported):
    decided(reported, "refuse")
    assert clock(reported, "refusal_notice").status == "running"
    letter = drafted(reported)
    assert row(reported).state == ClaimState.DECIDED
    assert clock(reported, "refusal_notice").status == "running", "a draft tells nobody anything"
    done = sent(reported, letter, "2026-03-05 10:00", at=local("2026-03-05 09:30"))
    assert row(reported).state == ClaimState.TOLD
    assert done.facts["decision"] == 1
    made = row(reported).decisions.get()
    assert (made.told_at, made.told_by) == (local("2026-03-05 09:30"), "email")
    stopped = clock(reported, "refusal_notice", "2026-03-05 11:00")
    assert (stopped.status, stopped.stopped_at) == ("met", local("2026-03-05 09:30"))
    assert clock(reported, "decision_notice", "2026-03-05 11:00").status == "met"


@pytest.mark.req("CLM-08", "COM-06")
def test_a_notice_goes_with_its_proof_and_not_before_there_was_a_decision(reported):
    decided(reported)
    letter = drafted(reported)
    bare = refused(reported, SendClaimLetter(letter=letter.number, means="post"), "2026-03-04 17:00")
    assert (bare.rule, bare.field) == ("COM-06", "proof")
    early = {"means": "post", "proof": "XA1", "at": local("2026-03-04 14:00")}
    assert refused(sent, reported, letter, **early).field == "at"
    assert row(reported).state == ClaimState.DECIDED


@pytest.mark.req("CLM-08")
def test_a_notice_that_was_posted_is_announced_and_the_pdf_is_kept_as_it_went(reported, handler):
    decided(reported)
    letter = drafted(reported, address="成都市人民南路一段 1 号")
    sent(reported, letter, means="post", proof="挂号 XA123456789")
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert "已向您寄送" in last(reported, "letter")
    with acting_as(handler):
        assert queries.pdf(handler, row(reported), letter).startswith(b"%PDF")
    found = verification.verify(letter.code)
    assert found is not None
    assert found.holds


@pytest.mark.req("CLM-08")
def test_what_the_notice_says_by_the_claim_is_nobodys_to_write(reported):
    decided(reported)
    letter = drafted(reported, parts={"decision": "全部赔付 9,999.00 元。"})
    refusal = refused(sent, reported, letter)
    assert refusal.field == "letter"
    assert "5,040.00" in str(refusal)
    reported(ReviseClaimLetter(letter=letter.number, parts={"contact": "95500"}), "2026-03-04 16:30")
    sent(reported, letter)
    letter.refresh_from_db()
    assert "5,040.00" in letter.parts["decision"]
    assert letter.parts["contact"] == "95500"


@pytest.mark.req("CLM-08", "CLM-10")
def test_a_notice_of_an_earlier_decision_does_not_tell_the_later_one(reported):
    decided(reported, "refuse")
    old = drafted(reported)
    reported(NotifyDecision(proof="刘建国本人签收"), "2026-03-04 17:00")
    reported(Object(reason="年检并未逾期"), "2026-03-05 09:00")
    item = {"title": "前保险杠", "clause": "车损险第六条", "amount": "6800"}
    cover = {"cover_left": "120000", "covered_from": "2026-01-01", "covered_until": "2026-12-31"}
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [item], **cover}), "2026-03-05 15:00")
    stale = refused(sent, reported, old, "2026-03-05 16:00")
    assert "6,800.00" in str(stale)
    assert row(reported).state == ClaimState.DECIDED
    reported(ReviseClaimLetter(letter=old.number), "2026-03-05 16:10")
    sent(reported, old, "2026-03-05 16:30")
    assert row(reported).state == ClaimState.TOLD


@pytest.mark.req("CLM-08", "COM-06")
def test_a_notice_handed_over_is_recorded_with_who_signed_for_it(reported):
    decided(reported)
    with pytest.raises(ValueError, match="proof"):
        NotifyDecision.model_validate({})
    reported(NotifyDecision(proof="刘建国本人签收"), "2026-03-04 17:00")
    made = row(reported).decisions.get()
    assert (row(reported).state, made.told_by) == (ClaimState.TOLD, "counter")


@pytest.mark.req("CLM-04")
def test_the_notice_of_missing_papers_names_what_was_told_to_be_missing_and_no_more(reported):
    reported(ReceiveMaterials(papers=PAPERS[:5]), "2026-03-03 10:00")
    nothing = refused(reported, DraftClaimLetter(kind="supplement_notice"), "2026-03-03 10:30")
    assert nothing.field == "kind"
    assert not Letter.objects.exists(), "no number was used"
    lacking = [
        {"paper": "driving_licence", "reason": "照片模糊，请补交清晰件"},
        {"paper": "repair_invoice", "reason": "未收到，须为原件"},
    ]
    reported(CheckMaterials.model_validate({"lacking": lacking, "told_by": "email"}), "2026-03-03 11:00")
    letter = drafted(reported, "2026-03-03 11:10", "supplement_notice")
    assert [line.partition("：")[0] for line in letter.parts["missing"].splitlines()] == [
        "1. 驾驶证和行驶证",
        "2. 修理发票和清单",
    ]
    more = letter.parts["missing"] + "\n3. 户口本"
    reported(ReviseClaimLetter(letter=letter.number, parts={"missing": more}), "2026-03-03 11:15")
    assert refused(sent, reported, letter, "2026-03-03 11:20").field == "letter"


@pytest.mark.req("CLM-11", "CLM-12")
def test_payment_and_originals_have_their_papers(reported):
    decided(reported, originals=["repair_invoice"])
    sent(reported, drafted(reported))
    reported(Agree(), "2026-03-05 09:00")
    assert refused(reported, DraftClaimLetter(kind="payment_notice"), "2026-03-05 09:10").field == "kind"
    reported(Pay(amount="5040", reference="FK1"), "2026-03-06 09:00")
    paid = drafted(reported, "2026-03-06 09:10", "payment_notice")
    assert "2026年3月6日支付5,040.00 元，收款账户尾号 3445" in paid.parts["paid"]
    receipt = drafted(reported, "2026-03-06 09:20", "originals_receipt")
    assert receipt.parts["originals"] == "1. 修理发票和清单"
    sent(reported, receipt, "2026-03-06 10:00", means="hand", proof="刘建国本人签收")


@pytest.mark.req("CLM-08", "SEC-01")
def test_who_takes_reports_writes_no_notice(reported, actor):
    decided(reported)
    refusal = refused(
        reported, DraftClaimLetter(kind="decision_notice"), "2026-03-04 16:00", by=actor("psc.officer")
    )
    assert refusal.rule == "SEC-01"


@pytest.mark.req("COM-04", "CLM-08")
def test_a_notice_that_was_sent_is_issued_again_under_a_number_of_its_own(reported):
    complete(reported)
    reported(
        DecideClaim.model_validate({"outcome": "refuse", "clause": "第八条", "reasons": "年检逾期。"}),
        "2026-03-04 15:00",
    )
    first = drafted(reported)
    sent(reported, first)
    again = reported(ReissueClaimLetter(letter=first.number, because="地址有误"), "2026-03-05 10:00")
    other = Letter.objects.get(number=again.facts["letter"])
    sent(reported, other, "2026-03-05 11:00")
    made = row(reported).decisions.get()
    assert made.told_at == local("2026-03-04 17:00"), "told is told"


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("decision_notice: null", "dropped|missing|taken out|no longer"),
        ("decision_notice: {parts: {reasons: {required: false}}}", "may be left out"),
        ("decision_notice: {parts: {reasons: {fixed: false}}}", "written where it was filled"),
        ("supplement_notice: {parts: {missing: {fixed: false}}}", "written where it was filled"),
    ],
)
def test_no_insurer_takes_out_of_the_notices_what_the_law_wants_in_them(change, says):
    mine = f"""\
rulebook: mine
version: "1"
effective: 2026-01-01
extends: claims-service
governs: claims
title: {{zh: 本公司标准, en: Mine}}
letters: {{{change}}}
"""
    with pytest.raises(RulebookError, match=says):
        loads(mine)
