"""What staff would type, as commands; tests say only what differs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from redress.casework import moment
from redress.complaints.commands.common import ANSWERS
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.intake.commands.register import Register
from redress.complaints.models import Approval
from redress.organisation.models import Appointment, Department
from redress.organisation.queries import actor

COMPLAINANT = {"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}

READERS = (
    "sc.officer",
    "cd.officer",
    "my.officer",
    "ho.manager",
    "sc.claims",
    "gx.officer",
    "ho.ithead",
    "admin",
)
"""Staff of every kind: of counters, provinces, the head office, of other companies and departments."""

VISIT: dict[str, Any] = {
    "channel": "visit",
    "received_at": "2026-11-18T09:30",
    "received_place": "成都中心柜面投诉接待室",
    "people": [COMPLAINANT],
    "policy_number": "P510001",
    "class_code": "payments",
    "facts": "客户要求退保，被告知银行存折已注销，须先开户，客户情绪激动。",
    "demand": "立即退保并到账",
    "emotion": "angry",
    "signed": True,
}

TRANSFER: dict[str, Any] = {
    "channel": "regulator",
    "source": "regulator",
    "source_reference": "川金监转〔2026〕118号",
    "received_at": "2026-11-18T09:00",
    "people": [COMPLAINANT],
    "policy_number": "P510002",
    "claim_number": "C510002",
    "class_code": "claims",
    "facts": "客户住院后申请理赔，两个月未获答复，认为公司拖延。",
    "demand": "支付医疗保险金两万元",
    "amount": "20000",
}


def visit(**more: Any) -> Register:
    """A visit to the A counter in Chengdu."""
    return Register(**(VISIT | more))


def transfer(**more: Any) -> Register:
    """A claims complaint transferred by the regulator to the province."""
    return Register(**(TRANSFER | more))


def department(unit: str, kind: str) -> int:
    """The id of a unit's department."""
    return Department.objects.get(unit__code=unit, kind=kind).pk


def staffed() -> QuerySet[Department]:
    """Departments where somebody answers orders."""
    answering = Appointment.objects.filter(
        duty__in=ANSWERS, user__is_active=True, period__contains=timezone.localdate(moment.now())
    )
    return Department.objects.filter(pk__in=answering.values("department")).order_by("pk")


def approve_all(number: str) -> None:
    """Whoever is asked says yes, until nothing of the case awaits approval."""
    while waiting := Approval.objects.filter(complaint__number=number, state="waiting").first():
        asked = Appointment.objects.filter(duty=waiting.of_duty, department__unit=waiting.of_unit_id)
        if waiting.of_department_id:
            asked = asked.filter(department=waiting.of_department_id)
        person = asked.exclude(user__in=[waiting.by_id]).first()
        assert person is not None, "somebody must be asked"
        execute(Approve(approval=waiting.number), actor(person.user_id), number)
