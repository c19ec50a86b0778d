"""Legal counsel reviews a claim's letters where the standard demands it, as those of a complaint (COM-04)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from redress.casework import moment, rulebooks
from redress.casework.refusals import Forbidden, Refusal
from redress.claims.commands.recuse import DeclareClaimConflict
from redress.claims.door import execute
from redress.claims.file import OpenClaim
from redress.claims.letters.commands import (
    DraftClaimLetter,
    PassClaimLetter,
    ReturnClaimLetter,
    ReviseClaimLetter,
    SendClaimLetter,
    SubmitClaimLetter,
)
from redress.claims.models import Claim
from redress.claims.next_step import next_step
from redress.claims.states import ClaimState
from redress.letters import queries, verification
from redress.letters.models import Letter
from redress.messages.models import Alert
from redress.organisation.acting import acting_as
from redress.organisation.models import Appointment, Department, Unit, User
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import decided
from tests.claims.test_letters import drafted, sent
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-04")]
MINE = """\
rulebook: mine
version: "1"
effective: 2026-01-01
extends: claims-service
governs: claims
title: {zh: 本公司标准, en: Mine}
letters: {decision_notice: {legal_review: true}}
"""


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def seen_by(actor) -> list[str]:
    """Claims as the rules of rows of the database show them to who serves."""
    with acting_as(actor), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE redress_web")
        cursor.execute("SELECT number FROM claims_claim")
        rows = [number for (number,) in cursor.fetchall()]
        cursor.execute("RESET ROLE")
        return rows


@pytest.fixture
def claims(handler, monday, tmp_path) -> Claims:
    """A decided claim of a unit whose standard demands the review."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, "utf-8")
    rulebooks.publish(str(file))
    Unit.objects.filter(code="psc").update(claims_rulebook="mine")
    return decided(Claims(handler, execute(report(), handler).number))


@pytest.fixture
def counsel(actor):
    return actor("psc.legal")


def test_a_notice_goes_once_counsel_has_passed_it_and_only_as_it_was_passed(claims, counsel):
    letter = drafted(claims)
    assert "has not reviewed" in str(refused(sent, claims, letter))
    assert seen_by(counsel) == []
    claims(SubmitClaimLetter(letter=letter.number))
    assert Alert.objects.get(kind="review").department.unit.code == "psc"
    assert seen_by(counsel) == [claims.number]
    assert Claim.objects.visible_to(counsel).count() == 1
    assert [each.letter.number for each in queries.waiting(counsel).rows] == [letter.number]
    assert isinstance(refused(claims, PassClaimLetter(letter=letter.number)), Forbidden)
    passed = claims(PassClaimLetter(letter=letter.number), by=counsel)
    letter.refresh_from_db()
    assert (letter.state, letter.pdf_id, letter.reviewer_id) == (
        "reviewed",
        passed.facts["sha256"],
        counsel.id,
    )
    revise = ReviseClaimLetter(letter=letter.number, parts={"contact": "电话 95500"})
    assert refused(claims, revise).rule == "COM-04"
    sent(claims, letter)
    row = Claim.objects.get()
    assert (row.state, row.decisions.get().told_at is not None) == (ClaimState.TOLD, True)
    found = verification.verify(letter.code)
    assert found is not None
    assert found.holds
    assert queries.waiting(counsel).rows == []


def test_counsel_returns_it_with_marks_and_the_next_version_is_reviewed_anew(claims, counsel):
    letter = drafted(claims)
    claims(SubmitClaimLetter(letter=letter.number))
    mark = {"part": "decision", "quote": "赔付", "remark": "写明币种"}
    claims(ReturnClaimLetter(letter=letter.number, remark="写明依据", marks=[mark]), by=counsel)
    assert Alert.objects.filter(kind="reviewed", user_id=claims.by.id).count() == 1
    claims(ReviseClaimLetter(letter=letter.number, parts={"contact": "电话 95500"}))
    again = Letter.objects.get(number=letter.number, revision=2)
    assert again.state == "draft"
    assert "has not reviewed" in str(refused(sent, claims, again))
    assert letter.remarks.get().remark == "写明币种"


def test_nobody_reviews_what_they_wrote_nor_a_claim_they_must_keep_out_of(claims, second, handler):
    """Counsel handles claims here as well: who wrote the notice is not given it."""
    with moment.at(local("2026-03-04 16:00")):
        done = claims(DraftClaimLetter(kind="decision_notice"), by=second)
    letter = Letter.objects.get(number=done.facts["letter"])
    assert "may review it" in str(refused(claims, SubmitClaimLetter(letter=letter.number), by=second))
    other = drafted(claims)
    claims(DeclareClaimConflict(person="psc.legal", ground="interest", reason="修理厂的股东"))
    assert "may review it" in str(refused(claims, SubmitClaimLetter(letter=other.number)))


@pytest.mark.req("ORG-13")
def test_what_lies_with_counsel_who_must_keep_out_goes_to_the_next_above(claims, counsel, actor):
    above = Department.objects.get(unit__code="property-ho", kind="legal")
    jurist = User.objects.create(username="pho.jurist", name="法务", department=above)
    Appointment.objects.create(user=jurist, department=above, duty="legal", period=("2020-01-01", None))
    letter = drafted(claims)
    claims(SubmitClaimLetter(letter=letter.number))
    claims(DeclareClaimConflict(person="psc.legal", ground="interest", reason="修理厂的股东"))
    letter.refresh_from_db()
    assert letter.reviewing_id == above.pk
    assert seen_by(actor("pho.jurist")) == [claims.number]
    claims(PassClaimLetter(letter=letter.number), by=actor("pho.jurist"))


@pytest.mark.req("FLW-17")
def test_the_next_step_says_whose_turn_it_is(claims, counsel):
    letter = drafted(claims)

    def step(actor):
        row = Claim.objects.select_related("unit", "owner", "rulebook").get()
        return next_step(OpenClaim(row, local("2026-03-04 17:00")), actor)

    assert step(claims.by).command is SubmitClaimLetter
    claims(SubmitClaimLetter(letter=letter.number))
    assert step(counsel).command is PassClaimLetter
    assert (step(claims.by).command, step(claims.by).turn) == (None, "department")
    claims(PassClaimLetter(letter=letter.number), by=counsel)
    assert step(claims.by).command is SendClaimLetter


def test_counsel_finds_it_on_the_desk_reads_it_and_passes_it_there(claims, desk):
    letter = drafted(claims)
    claims(SubmitClaimLetter(letter=letter.number))
    jurist = desk("psc.legal", "en")
    listed = jurist.get("/?list=reviews").content.decode()
    assert letter.number in listed
    assert claims.number in listed
    page = jurist.get(f"/case/{claims.number}/letter/{letter.pk}").content.decode()
    step = f"/claims/{claims.number}/do/pass_claim_letter"
    assert step in page
    jurist.post(step, {"letter": letter.number, "key": "pass"})
    letter.refresh_from_db()
    assert letter.state == "reviewed"
