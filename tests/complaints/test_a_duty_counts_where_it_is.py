"""A duty counts in the unit of its post and below, and nowhere else; where somebody sits gives nothing (ORG-11)."""

from datetime import date
from types import SimpleNamespace

import pytest

from redress.administration import publishing
from redress.administration.authority import NotYourDuty
from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint
from redress.complaints.oversight.unmasking import may_unmask
from redress.organisation.acting import acting_as
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, User
from tests.complaints.stories import filed
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "SEC-01", "SEC-06")]


def appoint(username: str, unit: str, kind: str, duty: Duty) -> None:
    Appointment.objects.create(
        user=User.objects.get(username=username),
        department=Department.objects.get(unit__code=unit, kind=kind),
        duty=duty,
        period=(date(2026, 1, 1), None),
    )


def test_an_auditor_at_a_counter_who_sits_at_head_office_sees_that_counter(actor, wednesday):
    here = filed(actor, "2026-11-18 09:00", owner="sc.handler")
    appoint("ho.finance", "nn", "customer_service", Duty.AUDITOR)
    auditor = actor("ho.finance")
    assert auditor.units == {Department.objects.get(unit__code="nn", kind="customer_service").unit_id}
    assert not Complaint.objects.visible_to(auditor).filter(number=here).exists()
    with acting_as(auditor):
        assert not Complaint.objects.filter(number=here).exists()


def test_a_handler_at_a_counter_acts_on_no_case_above_or_beside(actor, wednesday):
    number = filed(actor, "2026-11-18 09:00", owner="sc.handler")
    appoint("ho.finance", "nn", "customer_service", Duty.HANDLER)
    appoint("ho.finance", "life-ho", "finance", Duty.AUDITOR)
    handler, case = actor("ho.finance"), Complaint.objects.get(number=number)
    assert Complaint.objects.visible_to(handler).filter(pk=case.pk).exists(), "as auditor"
    assert not may_unmask(Case(case, moment.now()), handler)
    department = Department.objects.get(unit__code="sc", kind="claims")
    with pytest.raises(Refusal) as refused:
        execute(Dispatch(to=department.pk, opinion="请调查"), handler, number)
    assert refused.value.status == 403


def test_an_administrator_at_a_counter_administers_that_counter(actor):
    appoint("ho.finance", "nn", "customer_service", Duty.ADMINISTRATOR)
    admin = actor("ho.finance")
    head_office = Department.objects.select_related("unit").get(unit__code="life-ho", kind="it")
    counter = Department.objects.select_related("unit").get(unit__code="nn", kind="customer_service")
    with pytest.raises(NotYourDuty):
        administration.add_person(admin, head_office, username="new.one", name="新人")
    administration.add_person(admin, counter, username="new.one", name="新人")


def test_who_has_no_duty_any_more_sees_no_case_not_even_the_own(actor, desk, wednesday):
    number = filed(actor, "2026-11-18 09:00", owner="sc.handler")
    assert desk("sc.handler").get(f"/case/{number}").status_code == 200
    Appointment.objects.filter(user__username="sc.handler").update(
        period=(date(2026, 1, 1), date(2026, 11, 1))
    )
    gone = actor("sc.handler")
    with acting_as(gone):
        assert not Complaint.objects.exists()
    assert not Complaint.objects.visible_to(gone).exists()
    assert desk("sc.handler").get(f"/case/{number}").status_code == 404


@pytest.mark.parametrize(
    ("name", "may"), [("statutory-2020", False), ("insurer-method", False), ("nn-method", True)]
)
def test_a_rulebook_that_others_extend_is_published_by_who_administers_the_whole_house(actor, name, may):
    appoint("ho.finance", "nn", "customer_service", Duty.ADMINISTRATOR)
    book = SimpleNamespace(name=name)
    assert publishing.may_publish(actor("ho.finance"), book) is may
    assert publishing.may_publish(actor("admin"), book)
