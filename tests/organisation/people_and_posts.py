"""A story without a case: people come, move and stand in, posts begin and end; told for what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from redress.committee.kinds import SeatRole
from redress.committee.models import Body
from redress.organisation.acting import acting_as
from redress.organisation.kinds import DepartmentKind, Duty, Line, UnitKind
from redress.organisation.models import Appointment, ChangeNotice, Department, Proposal, Unit, User
from tests.organisation import acts as administration


def _who(username: str) -> User:
    return User.objects.get(username=username)


def _place(unit: str, kind: str) -> Department:
    return Department.objects.get(unit__code=unit, kind=kind)


def people_and_posts(actor: Any) -> None:
    """What an administrator, a manager and a head do in the organisation, each thing once."""
    today, far = timezone.localdate(), timezone.localdate() + timedelta(days=20)
    claims, service = _place("sc", "claims"), _place("sc", "customer_service")
    with acting_as(actor("admin")) as admin:
        administration.add_unit(
            admin,
            Unit.objects.get(code="sc"),
            code="dy",
            name="德阳柜面",
            kind=UnitKind.COUNTER_B,
            line=Line.LIFE,
        )
        administration.add_department(admin, Unit.objects.get(code="my"), DepartmentKind.FINANCE)
        administration.add_person(admin, claims, username="sc.zhou", name="周一")
        administration.move_person(admin, _who("sc.finance"), claims)
        administration.change_contact(admin, _who("sc.handler"), "h@example.cn", "13800138000")
        administration.change_department_email(admin, claims, "claims@example.cn")
        administration.appoint(admin, _who("sc.finance"), service, Duty.AUDITOR, today)
        held = Appointment.objects.get(user__username="sc.claims", duty="coordinator")
        administration.end_appointment(admin, held, today - timedelta(days=1))
        administration.appoint(admin, _who("sc.claimshead"), claims, Duty.COORDINATOR, today)
        administration.disable(admin, _who("sc.it"), "离职")
        administration.propose_enabling(admin, _who("sc.it"), "误停用")
        administration.seat(
            admin,
            Body.objects.get(unit__code="sc", kind="coordination_committee"),
            SeatRole.MEMBER,
            today,
            user=_who("sc.legal"),
        )
    with acting_as(actor("sc.manager")) as manager:
        for proposal in Proposal.objects.order_by("id"):
            administration.confirm(manager, proposal)
    with acting_as(actor("sc.cshead")) as head:
        administration.file_report(head, ChangeNotice.objects.get(), "协调员由负责人兼任")
        named = administration.name_deputy(head, _who("sc.cshead"), _who("sc.officer"), today, far, "休假")
        administration.end_deputy(head, named, today)
