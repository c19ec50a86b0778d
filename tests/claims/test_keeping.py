"""What becomes of a claim after its end: legal hold, retention, disposal by two persons (CLO-10, CLM-12)."""

from __future__ import annotations

import io

import pytest

from redress.casework import drafts, moment
from redress.casework.models import Disposal, LegalHold
from redress.casework.refusals import Forbidden, Refusal
from redress.claims.commands.after import WithdrawClaim
from redress.claims.commands.evidence import AttachToClaim
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.recuse import DeclareClaimConflict
from redress.claims.commands.registry import COMMANDS
from redress.claims.models import Claim, ClaimParty
from redress.disposal import queries
from redress.evidence import uploads
from redress.evidence.storing import path_of
from redress.letters.models import Letter
from redress.messages.models import Message
from redress.operations.verifying import engine
from redress.organisation.acting import acting_as
from tests.claims.conftest import Claims
from tests.claims.on_the_way import decided
from tests.claims.test_letters import drafted, sent
from tests.complaints.test_keeping import as_stored, everything
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
SECRETS = (
    "刘建国",
    "13800001234",
    "510101196501011234",
    "P510001",
    "6222020200112233445",
    "人民南路",
    "前保险杠受损",
    "误工费怎么算",
    "修理厂的股东",
    "张秘密",
)
LATER = local("2037-03-05 10:00")
PLACE, LIFT, PROPOSE, DISPOSE = (
    COMMANDS.get(name) for name in ("place_hold", "lift_hold", "propose_disposal", "dispose")
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def row(claims: Claims) -> Claim:
    return Claim.objects.select_related("unit", "rulebook").get(number=claims.number)


def give(claims: Claims, command, username: str, actor) -> None:
    with moment.at(LATER), acting_as(actor(username)) as who:
        claims(command, by=who)


@pytest.fixture
def ended(reported: Claims, second) -> Claims:
    """A claim of which everything was written down that can be, and which the customer took back."""
    handle = uploads.take(reported.by, io.BytesIO(b"\xff\xd8\xff\xe0" + b"scratch" * 40), "张秘密.jpg").handle
    reported(AttachToClaim(upload=handle, file_name="张秘密.jpg"))
    reported(AskQuestion(question="误工费怎么算？"))
    decided(reported)
    sent(reported, drafted(reported))
    reported(DeclareClaimConflict(person="psc.legal", ground="interest", reason="修理厂的股东"))
    drafts.save(reported.by, f"{reported.number}/withdraw_claim", {"reason": ["刘建国的草稿"]})
    reported(WithdrawClaim(reason="刘建国自行修理"), "2026-03-05 10:00")
    return reported


@pytest.mark.req("CLO-10", "CLM-12", "SEC-04")
def test_nothing_of_the_customer_is_left_of_a_claim_and_its_chain_still_verifies(
    ended, actor, desk, django_capture_on_commit_callbacks
):
    before = everything()
    assert [secret for secret in SECRETS if secret not in before] == []
    assert [secret for secret in SECRETS if secret in as_stored()] == []
    (blob,) = row(ended).attachments.values_list("blob_id", flat=True)
    pdf = Letter.objects.get(file__number=ended.number).pdf_id
    faults = engine.verify(whole=True).faults
    finds = desk("psc.manager")
    for words in ("刘建国", "13800001234", "P510001"):
        assert ended.number in finds.post("/search", {"q": words}).content.decode(), words

    with moment.at(LATER), django_capture_on_commit_callbacks(execute=True):
        give(ended, PROPOSE(reason="期满"), "psc.officer", actor)
        give(ended, DISPOSE(), "psc.manager", actor)

    left = everything()
    assert [secret for secret in SECRETS if secret in left] == []
    assert not ClaimParty.objects.filter(claim__number=ended.number).exists()
    assert not Letter.objects.filter(file__number=ended.number).exists()
    assert not Message.objects.filter(file__number=ended.number).exists()
    assert not path_of(blob).exists()
    assert not path_of(pdf).exists()
    kept = row(ended)
    assert (kept.state, kept.line, kept.loss_cause) == ("withdrawn", "motor", "traffic")
    assert kept.policy_index is None
    for words in ("刘建国", "13800001234", "P510001"):
        assert ended.number not in finds.post("/search", {"q": words}).content.decode(), words
    told = kept.journal.latest("sequence")
    certificate = Disposal.objects.get(file__number=ended.number)
    assert (told.command, told.facts["skeleton"]) == ("dispose", certificate.skeleton)
    assert told.facts["destroyed"]["claims.claimparty"] == 1
    assert sorted(certificate.files) == sorted({blob, pdf})
    assert certificate.files_gone_at is not None
    assert engine.verify(whole=True).faults == faults
    assert "/disposal/" in desk("psc.manager").get(f"/claims/{ended.number}").content.decode()


@pytest.mark.req("CLO-10")
def test_a_legal_hold_stops_the_disposal_until_it_is_lifted(ended, actor):
    give(ended, PROPOSE(), "psc.officer", actor)
    give(ended, PLACE(reason="客户已起诉"), "psc.manager", actor)
    with pytest.raises(Refusal, match="under legal hold"):
        give(ended, DISPOSE(), "psc.manager", actor)
    with moment.at(LATER):
        assert [due.case.held for due in queries.due(actor("psc.officer"))] == [True]
    give(ended, LIFT(reason="判决生效"), "psc.officer", actor)
    (hold,) = LegalHold.objects.filter(file__number=ended.number)
    assert (hold.reason, hold.lift_reason) == ("客户已起诉", "判决生效")
    with pytest.raises(Refusal, match="no legal hold"):
        give(ended, LIFT(reason="再次"), "psc.officer", actor)
    give(ended, DISPOSE(), "psc.manager", actor)
    with pytest.raises(Refusal, match="disposed of already"):
        give(ended, PLACE(reason="太迟"), "psc.manager", actor)


@pytest.mark.req("CLO-10", "SEC-01")
def test_a_claim_is_held_from_its_first_day_by_who_leads_and_by_nobody_else(reported, handler, actor):
    with pytest.raises(Forbidden):
        reported(PLACE(reason="客户已起诉"))
    reported(PLACE(reason="客户已起诉"), by=actor("psc.manager"))
    assert row(reported).held
    assert row(reported).journal.latest("sequence").command == "place_hold"


@pytest.mark.req("CLO-10")
def test_the_page_of_the_claim_shows_the_hold_and_who_leads_places_it_there(reported, desk):
    manager = desk("psc.manager", "en")
    step = f"/claims/{reported.number}/do/place_hold"
    assert step in manager.get(f"/claims/{reported.number}").content.decode()
    manager.post(step, {"reason": "客户已起诉", "key": "hold"})
    page = manager.get(f"/claims/{reported.number}").content.decode()
    assert "Legal holds" in page
    assert "客户已起诉" in page
    assert "place_hold" not in desk("psc.claims").get(f"/claims/{reported.number}").content.decode()
