"""The way of a counter case, from registration to archive."""

import pytest
from django.utils import translation

from redress.casework.refusals import Forbidden
from redress.complaints.closing.commands.close import Archive, Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.intake.commands.settle import Settle
from redress.organisation.models import Department
from redress.rulebook import State
from tests.complaints.inputs import visit


@pytest.mark.req("FLW-01", "CLO-01")
@pytest.mark.django_db
def test_a_counter_settles_closes_and_archives_what_it_accepted(actor, wednesday):
    counter = actor("cd.officer")
    outcome = execute(visit(), counter)
    number = outcome.number
    settled = execute(Settle(plan="陪同客户开户后办理退保", basis="退保规则第三条"), counter, number)
    assert settled.state is State.ANSWERED
    department = Department.objects.get(unit__code="cd", kind="business_management").pk
    execute(
        Determine(
            validity="unsubstantiated",
            reasons="规则如此",
            causes=[{"code": "process", "department": department}],
        ),
        counter,
        number,
    )
    execute(Sign(department=department), actor("cd.businesshead"), number)
    assert execute(Close(), counter, number).state is State.CLOSED
    assert execute(Archive(), counter, number).state is State.ARCHIVED


@pytest.mark.req("CLO-01")
@pytest.mark.django_db
def test_b_counter_may_not_close_and_is_told_the_rule(actor, wednesday):
    counter = actor("my.officer")
    number = execute(visit(received_place="绵阳柜面接待区"), counter).number
    execute(Settle(plan="陪同客户开户后办理退保", basis="退保规则第三条"), counter, number)
    department = Department.objects.get(unit__code="my", kind="sales").pk
    determination = Determine(
        validity="unsubstantiated",
        reasons="规则如此",
        causes=[{"code": "process", "department": department}],
    )
    with pytest.raises(Forbidden) as undetermined:
        execute(determination, counter, number)
    assert undetermined.value.rule == "CLO-02"
    execute(determination, actor("sc.officer"), number)
    with translation.override("zh-hans"), pytest.raises(Forbidden) as refused:
        execute(Close(), counter, number)
    assert refused.value.rule == "CLO-01"

    assert "省公司" in str(refused.value)
