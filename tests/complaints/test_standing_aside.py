"""When it comes out that the owner must keep out, the case goes to who is free, and that person is told (ORG-13)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint
from redress.complaints.recusing import recusal, standing_aside
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.messages.models import Alert, AlertKind
from redress.organisation.models import Appointment, User
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13", "FLW-05")]


def named(username: str) -> str:
    return User.objects.get(username=username).name


def kin(person: str) -> DeclareConflict:
    return DeclareConflict(person=person, kind="kin", reason="亲属")


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, wednesday) -> str:
    found = execute(transfer(), officer).number
    assert Complaint.objects.get().owner.username == "sc.officer"
    return found


@pytest.mark.parametrize("way", ["amended", "declared", "linked"])
def test_an_owner_who_must_keep_out_is_followed_by_somebody_else_who_is_told(officer, wednesday, way):
    earlier = execute(transfer(), officer).number
    number = execute(transfer(), officer).number
    told = {
        "amended": Amend(reason="客户补充", about_whom=named("sc.officer")),
        "declared": kin("sc.officer"),
        "linked": Link(other=earlier, kind="escalation", reason="向监管投诉"),
    }
    execute(told[way], officer, number)
    owner = Complaint.objects.get(number=number).owner
    assert owner.username != "sc.officer"
    assert Alert.objects.filter(user=owner, kind=AlertKind.ASSIGNED).exists()
    assert not recusal.reasons(case(number), owner.pk, "work")


@pytest.mark.parametrize("kind", ["repeat", "related"])
def test_a_link_that_is_not_about_the_handling_moves_nothing(officer, wednesday, kind):
    earlier = execute(transfer(), officer).number
    number = execute(transfer(), officer).number
    execute(Link(other=earlier, kind=kind, reason="同一客户"), officer, number)
    assert Complaint.objects.get(number=number).owner.username == "sc.officer"


def test_a_filing_about_the_handling_of_a_case_goes_to_nobody_who_handled_it(officer, wednesday):
    earlier = execute(transfer(), officer).number
    again = {"link_to": earlier, "link_kind": "escalation", "link_reason": "向监管投诉"}
    number = execute(transfer(**again), officer).number
    owner = Complaint.objects.get(number=number).owner
    assert owner.username != "sc.officer"
    assert Alert.objects.filter(user=owner, kind=AlertKind.ASSIGNED).exists()
    assert not recusal.reasons(case(number), owner.pk, "work")


def test_a_filing_about_the_handling_of_a_case_is_not_given_to_who_handled_it(officer, wednesday):
    earlier = execute(transfer(), officer).number
    again = {"link_to": earlier, "link_kind": "escalation", "link_reason": "向监管投诉"}
    with pytest.raises(Refusal) as refused:
        execute(transfer(owner="sc.officer", **again), officer)
    assert (refused.value.rule, refused.value.field) == ("ORG-13", "owner")
    assert execute(transfer(owner="sc.officer", **again | {"link_kind": "related"}), officer).number


def test_where_everybody_handled_the_earlier_case_a_filing_about_it_says_whom_it_lacks(officer, wednesday):
    earlier = execute(transfer(), officer).number
    Appointment.objects.exclude(user_id=officer.id).delete()
    with pytest.raises(Refusal) as refused:
        execute(transfer(link_to=earlier, link_kind="escalation", link_reason="向监管投诉"), officer)
    assert (refused.value.rule, refused.value.field) == ("ORG-13", "unit")


def test_where_all_who_handle_complaints_handled_the_earlier_case_the_manager_takes_one_about_it(
    officer, wednesday
):
    """A transfer is entered at once (INT-02): who is above them by post has it, and assigns it."""
    earlier = execute(transfer(), officer).number
    leading = Appointment.objects.filter(duty="manager").values("user")
    Appointment.objects.exclude(user_id=officer.id).exclude(user__in=leading).delete()
    again = {"link_to": earlier, "link_kind": "escalation", "link_reason": "向监管投诉"}
    number = execute(transfer(**again), officer).number
    assert Complaint.objects.get(number=number).owner.username == "sc.manager"


def test_nobody_is_told_when_it_is_not_the_owner_who_must_keep_out(number, officer):
    execute(kin("sc.handler"), officer, number)
    assert Complaint.objects.get().owner.username == "sc.officer"
    assert not Alert.objects.filter(kind=AlertKind.ASSIGNED).exists()


def test_the_case_passes_by_who_must_keep_out_as_well(number, officer):
    first = standing_aside.free_owner(case(number), {officer.id})
    execute(kin(User.objects.get(pk=first).username), officer, number)
    second = standing_aside.free_owner(case(number), {officer.id})
    assert second is not None
    assert second not in {first, officer.id}
    execute(kin("sc.officer"), officer, number)
    assert Complaint.objects.get().owner_id == second


def test_where_nobody_is_free_the_case_stays_with_its_owner(number, officer):
    Appointment.objects.exclude(user_id=officer.id).delete()
    execute(kin("sc.officer"), officer, number)
    assert Complaint.objects.get().owner.username == "sc.officer"


def case(number: str) -> Case:
    return Case(Complaint.objects.get(number=number), moment.now())
