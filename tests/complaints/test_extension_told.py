"""The customer is told of an extension with proof, or was tried to be reached as often as the rulebook says."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.kinds import ApprovalState
from redress.complaints.law import extension
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.telling import RecordAttempt, RecordTelling
from redress.complaints.models import Complaint, Telling
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-05", "COM-06")]


@pytest.fixture
def city(actor):
    return actor("cd.officer")


@pytest.fixture
def extended(city, actor):
    """A complex case of a city whose limit the province extended."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(source="direct", complexity="complex"), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
        execute(AskExtension(reason="病历在外省"), city, number)
        execute(Approve(approval=1), actor("sc.cshead"), number)
    assert Complaint.objects.get(number=number).notice_owed
    return number


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def test_an_extension_is_not_told_without_proof(extended, city):
    with moment.at(local("2026-11-19 10:00")):
        bare = TellExtension(means="call", words="延长三十日")
        assert refused(bare, city, extended).field == "evidence"
        other = RecordTelling(what="extension", means="call", words="延长", reference="录音 1")
        assert refused(other, city, extended).field == "what", "it has a step of its own"
        execute(bare.model_copy(update={"reference": "录音 1"}), city, extended)
    told = Telling.objects.get(what="extension")
    assert (told.means, told.reference) == ("call", "录音 1")
    assert not Complaint.objects.get(number=extended).notice_owed


def test_what_nobody_has_granted_is_told_to_nobody(extended):
    row = Complaint.objects.get(number=extended)
    later = row.approvals.get()
    later.pk, later.number, later.state = None, 2, ApprovalState.WAITING
    later.question = "尚未批准"
    later.save(force_insert=True)
    assert extension.granted([Case(row, moment.now())])[row.pk].reason == "病历在外省"


def test_a_customer_who_cannot_be_reached_is_owed_no_notice_any_more(extended, city):
    for day in ("19", "20", "23"):
        assert Complaint.objects.get(number=extended).notice_owed
        with moment.at(local(f"2026-11-{day} 10:00")):
            execute(RecordAttempt(what="extension", means="call", words="无人接听"), city, extended)
    assert not Complaint.objects.get(number=extended).notice_owed
