"""Who sits in a leading group or a coordination committee, from when to when (ORG-02, ORG-03).

Each function is one transaction with its entry in the journal of the organisation. It raises NotYourDuty when the actor
may not, Refused when a rule stands against it. A session that was called keeps the members it was called with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration import ADMINISTRATORS, need, proposals, record
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, DepartmentKind, Duty, Widening
from redress.organisation.models import Department, Proposal, Unit, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat of today or to come. `last` is its last day, None while it is open."""

    seat: Seat
    first: date
    last: date | None
    coming: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """A body with its seats."""

    body: Body
    seats: list[Sitting]


Row = Seat
"""The seat row, for the annotations of faces."""


@atomic("committee")
def set_up(actor: Actor, unit: Unit, kind: BodyKind) -> Body:
    """A body of the unit; its office is the unit's customer service."""
    need(actor, ADMINISTRATORS, unit)
    office = unit.departments.filter(kind=DepartmentKind.CUSTOMER_SERVICE).first()
    if office is None:
        refuse(
            "ORG-03", _("Its office is the customer service, which this unit lacks. Add it first."), "kind"
        )
    body, created = Body.objects.get_or_create(unit=unit, kind=kind, defaults={"office": office})
    if not created:
        refuse(
            "ORG-02",
            _("This unit has it already: %(body)s. Nothing needs to be done.") % {"body": body},
            "kind",
        )
    record(actor, Change.BODY_SET_UP, unit=unit, after={"body": kind})
    return body


@atomic("committee")
def seat(
    actor: Actor,
    body: Body,
    role: SeatRole,
    first: date,
    *,
    user: User | None = None,
    department: Department | None = None,
    duty: str = "",
    last: date | None = None,
) -> Seat | Proposal:
    """A seat of a person, or of whoever has the duty in the department. A body has one chair at a time, a person.

    Members see the cases on their agenda: a second person confirms it (SEC-01).
    """
    if actor.system:
        _check(actor, ADMINISTRATORS, body, role, first, user, department, duty, last)
        return _seated(actor, body, role, first, user, department, duty, last)
    asked = {"body": str(body.kind), "role": str(role), "first": str(first), "last": str(last or "")}
    asked |= {"duty": str(Duty(duty))} if duty else {}
    return proposals.propose(actor, Widening.SEAT, body.unit, asked, person=user, department=department)


def _asked(
    proposal: Proposal,
) -> tuple[Body, SeatRole, date, User | None, Department | None, str, date | None]:
    asked = proposal.asked
    body = Body.objects.select_related("unit").get(unit=proposal.unit, kind=asked["body"])
    last = date.fromisoformat(asked["last"]) if asked["last"] else None
    role, first, duty = SeatRole(asked["role"]), date.fromisoformat(asked["first"]), asked.get("duty", "")
    return body, role, first, proposal.person, proposal.department, duty, last


def _seat_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    _check(actor, duties, *_asked(proposal))


@proposals.carries_out(Widening.SEAT, asks=_seat_asked)
def _confirmed(actor: Actor, proposal: Proposal) -> None:
    _seated(actor, *_asked(proposal))


def _check(
    actor: Actor,
    duties: frozenset[Duty],
    body: Body,
    role: SeatRole,
    first: date,
    user: User | None,
    department: Department | None,
    duty: str,
    last: date | None,
) -> None:
    need(actor, duties, body.unit)
    proposals.never_oneself(actor, user)
    if (user is None) == (department is None or not duty):
        refuse("ORG-03", _("Name a person, or a department and a duty; not both."), "user")
    if last and last < first:
        refuse("ORG-03", _("The last day is before the first. Correct one of the two."), "last")
    period = (first, last and last + _DAY)
    # One at a time: two chairs must not be seated at the same moment.
    held = Body.objects.select_for_update().get(pk=body.pk).seats.filter(period__overlap=period)
    if role == SeatRole.CHAIR:
        if user is None:
            refuse("ORG-02", _("The chair is a person: the responsible leader. Name one."), "user")
        if found := held.filter(role=SeatRole.CHAIR).first():
            refuse(
                "ORG-02",
                _("%(chair)s is in the chair then. End that seat first.") % {"chair": found},
                "first",
            )
    if held.filter(role=role, user=user, department=department, duty=duty).exists():
        refuse("ORG-03", _("This seat is taken by the same already. Nothing needs to be done."), "user")


def _seated(
    actor: Actor,
    body: Body,
    role: SeatRole,
    first: date,
    user: User | None,
    department: Department | None,
    duty: str,
    last: date | None,
) -> Seat:
    period = (first, last and last + _DAY)
    made = Seat.objects.create(
        body=body, role=role, user=user, department=department, duty=duty, period=period
    )
    record(actor, Change.SEAT_GIVEN, unit=body.unit, person=user, after=_said(made, first, last))
    return made


@atomic("committee")
def unseat(actor: Actor, given: Seat, last: date) -> Seat:
    """The seat ends with that day, which is its last."""
    need(actor, ADMINISTRATORS, given.body.unit)
    ended = Seat.objects.select_for_update().select_related("body__unit").get(pk=given.pk)
    first, upper = ended.period.lower, ended.period.upper
    if last < first:
        refuse(
            "ORG-03", _("The seat begins on %(day)s. Give that day or a later one.") % {"day": first}, "last"
        )
    if upper and last >= upper:
        because = _("The seat already ends on %(day)s. To prolong it, give it again.")
        refuse("ORG-03", because % {"day": upper - _DAY}, "last")
    before = _said(ended, first, upper and upper - _DAY)
    ended.period = (first, last + _DAY)
    ended.save(update_fields=["period"])
    record(
        actor,
        Change.SEAT_ENDED,
        unit=ended.body.unit,
        person=ended.user,
        before=before,
        after=_said(ended, first, last),
    )
    return ended


def bodies_of(unit: Unit) -> list[Bench]:
    """The unit's bodies with their seats of today and to come, the chair first: two queries."""
    bodies = list(Body.objects.filter(unit=unit).select_related("unit", "office"))
    today = timezone.localdate()
    found = (
        Seat.objects.filter(body__in=bodies, period__endswith__gt=today)
        | Seat.objects.filter(body__in=bodies, period__endswith__isnull=True)
    ).select_related("user", "department__unit")
    seats = sorted(found, key=lambda each: (each.role != SeatRole.CHAIR, each.pk))
    return [
        Bench(body, list(_sitting((each for each in seats if each.body_id == body.pk), today)))
        for body in bodies
    ]


def held_by(person: User) -> list[Seat]:
    """The person's own seats of today and to come: one query."""
    today = timezone.localdate()
    found = Seat.objects.filter(user=person).exclude(period__fully_lt=(today, None))
    return list(found.select_related("body__unit", "user").order_by("pk"))


def one(actor: Actor, seat: int) -> Seat | None:
    """A seat in a body of the actor's units."""
    return (
        Seat.objects.select_related("body__unit", "user").filter(pk=seat, body__unit__in=actor.reach).first()
    )


def _sitting(seats: Iterable[Seat], today: date) -> Iterable[Sitting]:
    for each in seats:
        upper = each.period.upper
        yield Sitting(each, each.period.lower, upper and upper - _DAY, each.period.lower > today)


def _said(seat: Seat, first: date, last: date | None) -> dict[str, str]:
    """What the journal keeps: codes and plain dates."""
    said = {"body": seat.body.kind, "role": str(seat.role), "first": str(first), "last": str(last or "")}
    return said | ({"duty": str(Duty(seat.duty))} if seat.duty else {})
