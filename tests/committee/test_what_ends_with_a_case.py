"""Whichever command ends a case before a result: nothing of it goes on (INT-11..13, CLO-08, CLO-10)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.kinds import ItemState
from redress.committee.models import Item, Referral
from redress.complaints.closing.commands.close import TransferOut, Withdraw
from redress.complaints.closing.ending import BEFORE_A_RESULT
from redress.complaints.executor import execute
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.keeping.commands.dispose import ENDED, ProposeDisposal
from redress.complaints.law.commands.extend import AskExtension
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint, Emergency
from redress.messages.models import Alert
from tests.committee.conftest import call, refer
from tests.complaints.inputs import COMPLAINANT, department, transfer
from tests.complaints.papers import attach
from tests.complaints.test_pauses import appraisal
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-11", "INT-12", "INT-13", "CLO-08")]
AGENTS = [COMPLAINANT, {"role": "agent", "name": "李代理", "phone": "13700002222"}]
"""Somebody complains for another and brings no authorisation: such a complaint may be declined."""


def filed(actor, **more) -> str:
    given = {"source": "direct", "complexity": "complex", "complainant_kind": "agent", "people": AGENTS}
    return execute(transfer(**given, **more), actor("sc.officer")).number


def withdraw(actor, number):
    paper = attach(number, actor("sc.officer"), "撤回申请")
    return Withdraw(request="客户撤回", evidence=paper)


def decline(actor, number):
    return Decline(ground="no_authorisation", reasons="未提供授权委托书", means="letter", reference="EMS 12")


def hand_over(actor, number):
    return TransferOut(to=department("sc", "sales"), reason="不属于投诉")


def merge(actor, number):
    return Merge(into=filed(actor))


ENDINGS = {"withdrawn": withdraw, "declined": decline, "transferred": hand_over, "merged": merge}


def test_each_such_end_is_tried_here():
    assert set(ENDINGS) == BEFORE_A_RESULT
    assert BEFORE_A_RESULT <= ENDED, "its papers can be disposed of when their time has come"


@pytest.mark.parametrize("end", ENDINGS)
def test_what_hung_on_the_case_ends_with_it(actor, wednesday, end):
    officer, number = actor("sc.officer"), filed(actor, designated=True)
    meeting = call(actor)
    execute(PutOnAgenda(referral=refer(actor, number), session=meeting.number), officer, number)
    execute(appraisal(number, officer), officer, number)
    execute(AskExtension(reason="病历在外省"), officer, number)
    case = Complaint.objects.get(number=number)
    assert (case.emergency, case.committee, case.paused) == ("running", "referred", "appraisal")
    assert case.approvals_waiting == 1
    execute(ENDINGS[end](actor, number), officer, number)
    case = Complaint.objects.get(number=number)
    assert case.state == end
    assert (case.emergency, case.committee, case.paused) == ("ended", "", "")
    assert (case.approvals_waiting, case.under_review) == (0, False)
    assert Emergency.objects.get(complaint=case).ended_at == moment.now()
    assert Referral.objects.get(complaint=case).state == "withdrawn"
    assert Item.objects.get(session=meeting.row).state == ItemState.TAKEN_BACK
    assert Alert.objects.filter(file_id=case.pk, user=meeting.row.chair_id, kind="committee").exists()
    left = Clock.objects.filter(file_id=case.pk, status__in=["running", "paused"])
    assert not left.exists(), list(left.values_list("key", flat=True))
    assert case.retain_until is not None


@pytest.mark.req("CLO-10")
def test_papers_of_a_merged_filing_are_kept_with_the_case_that_has_them(actor, wednesday):
    officer, number = actor("sc.officer"), filed(actor)
    execute(merge(actor, number), officer, number)
    with moment.at(local("2040-01-05 10:00")), pytest.raises(Refusal) as refused:
        execute(ProposeDisposal(), officer, number)
    assert Complaint.objects.get(number=number).links.get().to.number in str(refused.value)
