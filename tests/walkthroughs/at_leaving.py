"""A handler who is about to leave: twelve cases, orders as coordinator, a deputyship, an action, a token."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from redress.api import tokens
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.organisation.actor import SYSTEM
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, Deputy, User
from redress.organisation.queries import actor
from tests.complaints.inputs import department, transfer
from tests.organisation import acts as administration

WHO = "sc.handler"


def somebody(name: str) -> User:
    return User.objects.get(username=name)


def cases_of(owner: str, many: int) -> list[str]:
    """So many open cases that the officer gave to the owner."""
    officer = actor(somebody("sc.officer").pk)
    numbers = [
        execute(transfer(source_reference=f"川金监转〔2026〕{n}号"), officer).number for n in range(many)
    ]
    for number in numbers:
        execute(Assign(owner=owner, reason="分派"), officer, number)
    return numbers


def about_to_leave() -> tuple[list[str], str]:
    """The numbers of the twelve cases, two of them with orders to the department the handler coordinates; a token."""
    user, today = somebody(WHO), timezone.localdate()
    numbers = cases_of(WHO, 12)
    claims = Department.objects.get(pk=department("sc", "claims"))
    Appointment.objects.filter(department=claims, duty=Duty.COORDINATOR).delete()
    administration.appoint(SYSTEM, user, claims, Duty.COORDINATOR, today - timedelta(days=1))
    for number in numbers[:2]:
        execute(Dispatch(to=claims.pk, opinion="请核实"), actor(somebody("sc.officer").pk), number)
    Deputy.objects.create(
        absent=somebody("sc.officer"),
        deputy=user,
        reason="休假",
        period=(today, today + timedelta(days=5)),
        named_by=somebody("sc.cshead"),
    )
    return numbers, tokens.create(user, "脚本", ["read"], timedelta(days=30))
