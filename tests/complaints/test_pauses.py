"""Pauses of the legal limit: the grounds of the law alone, each with proof, the customer told (CLK-05)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.clocks.queries import states
from redress.complaints.executor import execute
from redress.complaints.law.commands.pausing import Pause, Resume
from redress.complaints.models import Complaint, Telling
from redress.complaints.models import Pause as PauseRow
from tests.complaints.inputs import transfer
from tests.complaints.papers import attach
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLK-05")]


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer):
    """Received and registered on Wednesday 18 November 2026: the law gives until the end of 3 December."""
    with moment.at(local("2026-11-18 10:00")):
        return execute(transfer(), officer).number


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def law(number) -> Clock:
    return Clock.objects.get(file__number=number, key="resolution_law")


def appraisal(number, officer, **more) -> Pause:
    proofs = [
        {"proof": "commission", "evidence": attach(number, officer, "司法鉴定委托书", "other")},
        {"proof": "notice_to_customer", "evidence": attach(number, officer, "告知短信截图", "other")},
    ]
    given = {"words": "委托司法鉴定", "proofs": proofs, "told_by": "sms"} | more
    return Pause(ground="appraisal", **given)


def test_twelve_days_of_outside_appraisal_with_proof_are_left_out(number, officer):
    assert law(number).due_at == local("2026-12-04 00:00")
    with moment.at(local("2026-11-20 15:00")):
        execute(appraisal(number, officer), officer, number)
    assert law(number).status == "paused"
    assert Clock.objects.get(file__number=number, key="resolution").status == "running"
    with moment.at(local("2026-12-02 09:00")):
        report = [{"proof": "appraisal_report", "evidence": attach(number, officer, "鉴定意见书", "other")}]
        execute(Resume(ground="appraisal", outcome="鉴定意见已出具", proofs=report), officer, number)
    assert (law(number).status, law(number).due_at) == ("running", local("2026-12-16 00:00"))
    clock = next(c for c in states(Complaint.objects.get(number=number)) if c.key == "resolution_law")
    assert [part.kind for part in clock.segments] == ["running", "paused", "running"]
    assert str(clock.segments[1].amount) == "12 calendar days"
    kept = PauseRow.objects.get()
    assert set(kept.proof) == {"commission", "notice_to_customer", "appraisal_report"}
    told = Telling.objects.get(what="pause")
    assert (told.means, told.proof) == ("sms", kept.proof["notice_to_customer"])


def test_a_pause_without_proof_is_refused(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        bare = refused(Pause(ground="appraisal", words="等待鉴定", told_by="sms"), officer, number)
        assert (bare.rule, bare.field) == ("CLK-05", "proofs")
        half = appraisal(number, officer)
        refusal = refused(half.model_copy(update={"proofs": half.proofs[:1]}), officer, number)
        assert "告知投诉人的证明" in str(refusal) or "Notice" in str(refusal)
    assert law(number).status == "running"
    assert not PauseRow.objects.exists()


def test_a_file_that_is_not_of_the_case_proves_nothing(number, officer):
    stray = [{"proof": "consent_of_both", "evidence": "0" * 64}]
    with moment.at(local("2026-11-20 15:00")):
        assert (
            refused(Pause(ground="mediation", words="调解", proofs=stray), officer, number).field == "proofs"
        )


def test_a_pause_is_told_to_the_customer(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        silent = appraisal(number, officer, told_by=None)
        assert refused(silent, officer, number).field == "told_by"


def test_no_other_ground_pauses(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        assert refused(Pause(ground="illness", words="经办人生病"), officer, number).field == "ground"


def test_mediation_pauses_with_the_consent_of_both(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        consent = [{"proof": "consent_of_both", "evidence": attach(number, officer, "同意调解书")}]
        execute(Pause(ground="mediation", words="双方同意调解", proofs=consent), officer, number)
        again = refused(Pause(ground="mediation", words="再次", proofs=consent), officer, number)
        assert again.field == "ground"
    assert law(number).status == "paused"


def test_the_outcome_is_shown_before_the_limit_goes_on(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        execute(appraisal(number, officer), officer, number)
        assert refused(Resume(ground="appraisal", outcome="完成"), officer, number).field == "proofs"
        assert refused(Resume(ground="mediation", outcome="完成"), officer, number).field == "ground"


def test_a_limit_goes_on_from_the_day_of_the_report_also_when_that_is_entered_later(number, officer):
    with moment.at(local("2026-11-20 15:00")):
        execute(appraisal(number, officer), officer, number)
    with moment.at(local("2026-12-02 09:00")):
        report = [{"proof": "appraisal_report", "evidence": attach(number, officer, "鉴定意见书")}]
        early = Resume(ground="appraisal", outcome="完成", proofs=report, until="2026-11-20T14:00")
        assert refused(early, officer, number).field == "until"
        command = Resume(ground="appraisal", outcome="完成", proofs=report, until="2026-11-30T11:00")
        execute(command, officer, number)
    assert law(number).due_at == local("2026-12-14 00:00"), "10 days: 21 to 30 November"


def test_a_pause_saves_no_limit_that_has_passed(number, officer):
    with moment.at(local("2026-12-04 09:00")):
        late = appraisal(number, officer, since="2026-12-01T09:00")
        assert refused(late, officer, number).rule == "CLK-05"
    assert law(number).status == "running"


@pytest.mark.req("SEC-01")
def test_who_does_not_handle_the_case_may_not_pause_it(number, officer, actor):
    with moment.at(local("2026-11-20 15:00")):
        assert refused(appraisal(number, officer), actor("gx.officer"), number).status in (403, 404)
