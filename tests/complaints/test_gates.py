"""What comes before a handling opinion: the superior in centralised business, the committee (FLW-09, FLW-10)."""

import pytest

from redress.casework.refusals import Refusal
from redress.committee.commands.refer import ReferToCommittee
from redress.complaints.deciding.commands.approve import RefuseApproval
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.models import Complaint
from tests.complaints.inputs import approve_all, department, visit

pytestmark = pytest.mark.django_db


def investigated(actor, **more):
    number = execute(visit(**more), actor("cd.officer")).number
    order = Dispatch(to=department("cd", "business_management"), opinion="请核实")
    execute(order, actor("cd.officer"), number)
    for kind in ("truth", "responsibility", "reasonableness"):
        finding = RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗")
        execute(finding, actor("cd.officer"), number)
    return number


def refused(command, who, number):
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


def propose(amount):
    return Propose(plan="退还保费差额", basis="核保规则第三条", amount=amount)


@pytest.mark.req("FLW-09")
def test_a_counter_follows_the_superiors_opinion_in_centralised_business(actor, wednesday):
    number, city = investigated(actor, class_code="underwriting"), actor("cd.officer")
    assert refused(propose("800"), city, number).rule == "FLW-09", "nothing was reported up"
    above = department("sc", "business_management")
    execute(AskApproval(department=above, question="拟退还差额八百元", amount="800"), city, number)
    assert refused(propose("800"), city, number).rule == "FLW-09", "the answer is awaited"
    execute(RefuseApproval(approval=1, reason="差额应为六百元"), actor("sc.businesshead"), number)
    assert refused(propose("800"), city, number).rule == "FLW-09"
    execute(AskApproval(department=above, question="改为六百元", amount="600"), city, number)
    approve_all(number)
    for contrary in ("0", "500", "800"):
        assert refused(propose(contrary), city, number).rule == "FLW-09"
    execute(propose("600"), city, number)
    assert Complaint.objects.get(number=number).state == "proposed"


@pytest.mark.req("FLW-09")
def test_business_that_is_not_centralised_needs_no_report(actor, wednesday):
    number = investigated(actor, class_code="policy_service")
    execute(propose("600"), actor("cd.officer"), number)
    assert Complaint.objects.get(number=number).state == "proposed"


@pytest.mark.req("FLW-10")
def test_a_difficult_case_goes_to_the_committee_before_an_opinion(actor, wednesday):
    number = investigated(actor, level="difficult", class_code="policy_service")
    assert refused(propose("0"), actor("cd.officer"), number).rule == "FLW-10"
    refer = ReferToCommittee(
        reason="difficult", because="客户与部门多次协商未果", question="handling", motion="致歉并更正记录"
    )
    execute(refer, actor("cd.officer"), number)
    assert refused(propose("0"), actor("cd.officer"), number).rule != "FLW-10", "now its ruling is awaited"
