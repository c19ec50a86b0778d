"""When it comes out that the owner must keep out, the case goes to who is free, and that person is told (ORG-13)."""

import pytest

from redress.complaints import moment, standing_aside
from redress.complaints.case import Case
from redress.complaints.commands.classify import Amend
from redress.complaints.commands.recuse import DeclareConflict
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
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


@pytest.mark.parametrize("way", ["amended", "declared"])
def test_an_owner_who_must_keep_out_is_followed_by_somebody_else_who_is_told(number, officer, way):
    told = Amend(reason="客户补充", about_whom=named("sc.officer")) if way == "amended" else kin("sc.officer")
    execute(told, officer, number)
    owner = Complaint.objects.get().owner
    assert owner.username != "sc.officer"
    assert Alert.objects.filter(user=owner, kind=AlertKind.ASSIGNED).exists()


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
