"""Who must keep out of a claim does nothing with it and is given none of its papers; another takes it over."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from redress.casework.kinds import KINDS
from redress.casework.models import AccessEntry
from redress.casework.refusals import Forbidden, Refusal
from redress.claims.commands.papers import ReceiveMaterials
from redress.claims.commands.recuse import AssignClaim, DeclareClaimConflict, OverrideClaimConflict
from redress.claims.commands.registry import FOR_PEOPLE
from redress.claims.file import OpenClaim
from redress.claims.models import Claim
from redress.letters import queries
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.claims.conftest import Claims
from tests.claims.on_the_way import decided
from tests.claims.test_letters import drafted
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
KIN = {"person": "psc.claims", "ground": "kin", "reason": "客户的妹妹"}


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def row(claims: Claims) -> Claim:
    return Claim.objects.select_related("unit", "rulebook").get(number=claims.number)


@pytest.mark.req("ORG-13")
def test_who_declares_a_conflict_gives_the_claim_to_who_is_free_and_does_nothing_more(
    reported, handler, second
):
    reported(DeclareClaimConflict(**KIN))
    assert row(reported).owner_id == second.id
    refusal = refused(reported, ReceiveMaterials(papers=["claim_form"]))
    assert refusal.rule == "ORG-13"
    assert "客户的妹妹" in str(refusal)
    file = OpenClaim(row(reported), local("2026-03-02 09:00"))
    possible = {name for name, command in FOR_PEOPLE.items() if command.possible(file, handler) is None}
    assert possible == {"declare_conflict"}
    reported(ReceiveMaterials(papers=["claim_form"]), by=second)


@pytest.mark.req("ORG-13")
def test_papers_are_not_given_to_who_must_keep_out(reported, handler, second):
    kept_out = KINDS.named("claim").kept_out
    assert kept_out(row(reported), handler) == []
    reported(DeclareClaimConflict(**KIN))
    assert "客户的妹妹" in kept_out(row(reported), handler)[0]
    assert kept_out(row(reported), second) == []


@pytest.mark.req("ORG-13")
def test_nobody_is_left_with_a_claim_that_nobody_else_can_take(reported, handler):
    refusal = refused(reported, DeclareClaimConflict(**KIN))
    assert (refusal.rule, refusal.field) == ("ORG-13", "person")
    assert "Nobody else handles claims" in str(refusal)
    assert row(reported).owner_id == handler.id


@pytest.mark.req("ORG-13", "CLM-05")
def test_a_claim_is_given_to_a_colleague_who_handles_claims_and_need_not_keep_out(reported, handler, second):
    assert refused(reported, AssignClaim(to="psc.claims")).field == "to"
    assert refused(reported, AssignClaim(to="cd.officer")).field == "to"
    reported(DeclareClaimConflict(person="psc.legal", ground="interest", reason="与修理厂合伙"))
    refusal = refused(reported, AssignClaim(to="psc.legal"))
    assert "must keep out" in str(refusal)
    assert row(reported).owner_id == handler.id


@pytest.mark.req("CLM-05")
def test_handing_on_makes_the_colleague_the_owner(reported, second):
    reported(AssignClaim(to="psc.legal", reason="休假"))
    assert row(reported).owner_id == second.id


@pytest.mark.req("ORG-13", "SEC-01")
def test_who_has_no_duty_with_claims_declares_nothing(reported, actor, second):
    refusal = refused(reported, DeclareClaimConflict(**KIN), by=actor("gx.claims"))
    assert isinstance(refusal, Forbidden) or refusal.status == 404


@pytest.mark.req("ORG-13")
def test_the_page_says_who_must_keep_out_and_offers_them_nothing_else(desk, reported, second):
    reported(DeclareClaimConflict(**KIN))
    words = desk("psc.claims", "en").get(f"/claims/{reported.number}").content.decode()
    assert "You must keep out of this claim" in words
    assert "/do/receive_materials" not in words


@pytest.mark.req("ORG-13")
def test_a_superior_sets_a_conflict_aside_with_the_reason_and_it_may_be_declared_again(
    reported, handler, second, actor
):
    given = OverrideClaimConflict(person="psc.claims", reason="仅协助调取资料")
    manager = actor("psc.manager")
    assert "Nobody must keep out" in str(refused(reported, given, by=manager))
    reported(DeclareClaimConflict(**KIN))
    reported(given, by=manager)
    assert KINDS.named("claim").kept_out(row(reported), handler) == []
    reported(ReceiveMaterials(papers=["claim_form"]))
    held = row(reported).recusals.get()
    assert (held.overridden_by_id, held.override_reason) == (manager.id, "仅协助调取资料")
    reported(DeclareClaimConflict(**KIN))
    assert refused(reported, ReceiveMaterials(papers=["claim_form"])).rule == "ORG-13"


@pytest.mark.req("ORG-13")
def test_neither_who_must_keep_out_nor_a_colleague_sets_it_aside(reported, handler, second, actor):
    reported(DeclareClaimConflict(**KIN))
    given = OverrideClaimConflict(person="psc.claims", reason="无妨")
    for somebody in (handler, second):
        assert isinstance(refused(reported, given, by=somebody), Forbidden | Refusal)
    reported(DeclareClaimConflict(person="psc.manager", ground="interest", reason="持股"), by=second)
    own = OverrideClaimConflict(person="psc.manager", reason="无妨")
    assert refused(reported, own, by=actor("psc.manager")).rule == "ORG-13"
    assert row(reported).recusals.filter(overridden_at=None).count() == 2


@pytest.mark.req("ORG-13")
def test_the_page_says_that_a_conflict_was_set_aside_and_offers_it_to_the_superior_alone(
    desk, reported, second, actor
):
    reported(DeclareClaimConflict(**KIN))
    step = f"/claims/{reported.number}/do/override_recusal"
    manager = desk("psc.manager", "en")
    assert step in manager.get(f"/claims/{reported.number}").content.decode()
    assert step not in desk("psc.legal", "en").get(f"/claims/{reported.number}").content.decode()
    manager.post(step, {"person": "psc.claims", "reason": "仅协助调取资料", "key": "aside"})
    words = manager.get(f"/claims/{reported.number}").content.decode()
    assert "set aside" in words
    assert "仅协助调取资料" in words


@pytest.mark.req("ORG-13", "SEC-02")
def test_who_must_keep_out_sees_nothing_whole_on_page_or_paper(reported, handler, second, desk):
    decided(reported)
    letter = drafted(reported)
    claim = row(reported)

    def shown(who) -> list[bool]:
        with acting_as(who):
            pages = PdfReader(io.BytesIO(queries.pdf(who, claim, letter))).pages
            found = "".join(page.extract_text() for page in pages)
        page = desk(User.objects.get(pk=who.id).username).get(f"/claims/{reported.number}").content.decode()
        return ["刘建国" in found, "13800001234" in page, KINDS.named("claim").whole(claim, who)]

    assert shown(handler) == [True, True, True]
    reported(DeclareClaimConflict(**KIN), "2026-03-04 17:00")
    claim = row(reported)
    assert shown(handler) == [False, False, False]
    assert shown(second) == [True, True, True]


@pytest.mark.req("SEC-02", "SEC-03")
def test_that_personal_data_were_shown_whole_is_on_record(reported, handler, desk):
    def read(username: str) -> list[str]:
        assert desk(username).get(f"/claims/{reported.number}").status_code == 200
        with the_house():
            user = User.objects.get(username=username)
            entries = AccessEntry.objects.filter(file_id=row(reported).pk, user_id=user.pk)
            return list(entries.order_by("id").values_list("action", flat=True))

    assert read("psc.claims") == ["unmask"]
    assert read("psc.manager") == ["read"]
