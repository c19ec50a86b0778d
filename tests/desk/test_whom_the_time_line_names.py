"""The time line names a department where a step handed it the case, and nowhere else: other ids are no departments."""

from __future__ import annotations

import pytest

from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.order_chain import AskInstruction, HandDown
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.models import Department, User
from tests.complaints.inputs import department, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-08")]
HANDED = "交给"


def departments_with(*ids: int) -> None:
    """Ids of cases and of people that are ids of departments as well: what is mixed up shows itself."""
    unit = Department.objects.first().unit
    for pk in ids:
        Department.objects.get_or_create(pk=pk, defaults={"unit": unit, "kind": f"k{pk}"})


@pytest.fixture
def number(actor, wednesday) -> str:
    number: str = execute(transfer(), actor("sc.officer")).number
    return number


def test_a_link_hands_the_case_to_nobody(number, actor, desk):
    earlier = Complaint.objects.get(number=number)
    departments_with(earlier.pk)
    officer = actor("sc.officer")
    second = execute(transfer(link_to=number, link_kind="related", link_reason="同一客户"), officer).number
    third = execute(transfer(policy_number="P510009", claim_number=""), officer).number
    execute(Link(other=number, kind="related", reason="同一客户"), officer, third)
    assert JournalEntry.objects.filter(facts__to=earlier.pk).count() == 2, "the id stands in what is told"
    for linked in (second, third):
        page = desk("sc.officer").get(f"/case/{linked}").content.decode()
        assert number in page
        assert HANDED not in page


def test_who_is_given_a_case_is_named_as_a_person(number, actor, desk):
    owner = User.objects.get(username="sc.cshead")
    departments_with(owner.pk)
    execute(Assign(owner="sc.cshead", reason="轮换"), actor("sc.officer"), number)
    page = desk("sc.officer").get(f"/case/{number}").content.decode()
    assert owner.name in page
    assert HANDED not in page


def test_an_order_up_or_down_says_to_which_department(number, actor, desk):
    above, below = department("sc", "business_management"), department("cd", "business_management")
    execute(Dispatch(to=above, opinion="请核实"), actor("sc.officer"), number)
    first = Complaint.objects.get(number=number).orders.get().number
    down = execute(HandDown(order=first, to=below, asks="请核实"), actor("sc.business"), number).facts[
        "order"
    ]
    execute(AskInstruction(order=down, asks="可否减免"), actor("cd.business"), number)
    page = desk("sc.officer").get(f"/case/{number}").content.decode()
    assert HANDED in page
    assert str(Department.objects.get(pk=above)) in page.split(HANDED)[1][:200]
