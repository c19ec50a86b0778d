"""What can be chosen in the forms of referrals, sessions and rulings."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone

from redress.casework import moment
from redress.casework.asking import Option
from redress.committee import bodies
from redress.committee.kinds import RUNNING, WAITING, ItemState, ReferralState, SeatRole
from redress.committee.models import Body, Execution, Item, Referral, Seat, Session
from redress.committee.queries.sessions import visible_to
from redress.complaints.case import Case
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, Duty
from redress.organisation.models import Department, Unit, User
from redress.rulebook.conditions import matches
from redress.rulebook.sections.committee.schema import ReferralReason

MOST = 300
WORKERS = CASE_DUTIES | {Duty.DEPARTMENT_HEAD, Duty.COORDINATOR, Duty.LEGAL, Duty.MANAGER}


def reasons(case: Case) -> Mapping[str, ReferralReason]:
    """Reasons of the rulebook that hold for the case (FLW-10)."""
    return {
        code: reason
        for code, reason in case.rulebook.method.committee.reasons.items()
        if matches(reason.when, case.subject)
    }


def referrals(row: Complaint, *, on_agendas: bool = False) -> list[Option]:
    """Referrals of the case that wait for a session; `on_agendas`: those that a session has, too."""
    found = Referral.objects.filter(complaint=row, state__in=WAITING if on_agendas else [ReferralState.OPEN])
    return [Option(str(each.pk), f"{each.get_question_display()} · {each.words[:60]}") for each in found]


def sessions(row: Complaint, actor: Actor, *, with_case: bool) -> list[Option]:
    """Running sessions: those with an open item of the case, or those of the committee it was referred to."""
    found = visible_to(actor).filter(state__in=RUNNING).select_related("body__unit")
    if with_case:
        found = found.filter(items__referral__complaint=row, items__state=ItemState.OPEN)
    else:
        found = found.filter(body__referrals__complaint=row, body__referrals__state=ReferralState.OPEN)
    return [Option(each.number, f"{each.number} · {each.body}") for each in found.distinct()]


def items(row: Complaint) -> list[Option]:
    """Open items about the case."""
    found = Item.objects.filter(referral__complaint=row, state=ItemState.OPEN).select_related(
        "session", "referral"
    )
    return [
        Option(
            str(each.position),
            f"{each.session.number}/{each.position} · {each.referral.get_question_display()}",
        )
        for each in found
        if each.referral
    ]


def people(unit: Unit) -> list[Option]:
    """Who may be given something to do: staff of the unit and of those above it within the company."""
    paths = unit.paths()[1:]
    found = (
        User.objects.filter(is_active=True, department__unit__path__in=paths)
        .filter(
            appointments__duty__in=WORKERS, appointments__period__contains=timezone.localdate(moment.now())
        )
        .select_related("department__unit")
        .order_by("-department__unit__path", "department_id", "id")
        .distinct()[:MOST]
    )
    return [Option(str(each.pk), each.name, str(each.department)) for each in found]


def todos(row: Complaint, actor: Actor) -> list[Option]:
    """What rulings on the case ask and is not done; of others' only for who supervises."""
    found = Execution.objects.filter(complaint=row, done_at=None).select_related("owner")
    if not actor.has_over(bodies.OFFICE, row.unit_id):
        found = found.filter(owner_id__in=actor.people)
    return [Option(str(each.pk), f"{each.what[:80]} · {each.owner}") for each in found]


def departments(session: Session) -> list[Option]:
    """Departments that a session may hear: of the units at, above and below its body's within the company."""
    unit = session.body.unit
    paths = unit.paths()[1:]
    found = Department.objects.filter(
        Q(unit__path__in=paths) | Q(unit__path__startswith=unit.path)
    ).select_related("unit")
    ordered = sorted(found, key=lambda each: (each.unit_id != unit.pk, each.unit.path, each.kind))
    return [Option(str(each.pk), str(each)) for each in ordered]


def callable_bodies(actor: Actor) -> list[Body]:
    """Bodies whose sessions the actor may call: the office's, and the chair's own."""
    held = Q(user_id=actor.id or 0)
    for post in actor.posts:  # a seat may be that of whoever has a duty
        held |= Q(duty=post.duty, department_id=post.department)
    seats = Seat.objects.filter(held, role=SeatRole.CHAIR, period__contains=timezone.localdate(moment.now()))
    chaired = Body.objects.filter(pk__in=seats.values("body_id"))
    found = {body.pk: body for body in bodies.kept_by(actor)}
    found |= {body.pk: body for body in chaired.select_related("unit", "office")}
    return sorted(found.values(), key=lambda body: (body.unit.path, body.kind))
