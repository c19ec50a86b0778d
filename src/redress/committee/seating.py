"""Who sits in a leading group or a coordination committee, from when to when (ORG-02, ORG-03).

Bodies and their seats are changed by commands on the file of their unit. A session that was called keeps the members it
was called with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration import places, proposals
from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.proposals import Proposing
from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.casework.stated import AGES, FIRST, FOR_EVER, Span
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, DepartmentKind, Duty, Widening
from redress.organisation.models import Department, Proposal, Unit, User

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


class SetUpBody(AdministrationCommand):
    """Set up a leading group or committee of the unit; its office is the unit's customer service (ORG-02, ORG-03)."""

    name = "set_up_body"
    label = gettext_lazy("Set up a committee or leading group")
    cite = ("ORG-02",)
    duties = ADMINISTRATORS

    kind: BodyKind

    example = {"kind": "coordination_committee"}

    def check(self, file: Dossier, actor: Actor) -> None:
        if _office(file.unit) is None:
            refuse(
                "ORG-03",
                _("Its office is the customer service, which this unit lacks. Add it first."),
                "kind",
            )
        if found := Body.objects.filter(unit=file.unit, kind=self.kind).first():
            refuse(
                "ORG-02",
                _("This unit has it already: %(body)s. Nothing needs to be done.") % {"body": found},
                "kind",
            )

    def do(self, file: Dossier, actor: Actor) -> Facts:
        office = _office(file.unit)
        assert office is not None  # `check` has asked
        Body.objects.create(unit=file.unit, kind=self.kind, office=office)
        file.note(Change.BODY_SET_UP, unit=file.unit, after={"body": self.kind})
        return {"body": self.kind}


class GiveSeat(Proposing):
    """Give a seat to a person, or to whoever has the duty in the department. A body has one chair at a time, a person.

    Members see the cases on their agenda: a second person confirms it (ORG-03, SEC-01).
    """

    name = "give_seat"
    label = gettext_lazy("Give a seat")
    cite = ("ORG-03",)
    duties = ADMINISTRATORS
    times = {"first": Span(AGES, until=FOR_EVER), "last": Span(FIRST, until=FOR_EVER)}

    body: BodyKind
    role: SeatRole
    first: date
    last: date | None = None
    user: int | None = None
    department: int | None = None
    duty: Duty | None = None

    example = {"body": "coordination_committee", "role": "member", "first": "2026-12-01", "user": 17}

    def draft(self, file: Dossier) -> Proposal:
        if not Body.objects.filter(unit=file.unit, kind=self.body).exists():
            refuse("ORG-03", _("The unit has no such body. Have it set up first."), "body")
        asked = {"body": str(self.body), "role": str(self.role)}
        asked |= {"first": str(self.first), "last": str(self.last or "")}
        asked |= {"duty": str(self.duty)} if self.duty else {}
        return Proposal(
            kind=Widening.SEAT,
            unit=file.unit,
            person=places.person(self.user, "user") if self.user is not None else None,
            department=places.department(self.department) if self.department is not None else None,
            asked=asked,
        )

    def check(self, file: Dossier, actor: Actor) -> None:
        if actor.system:
            _check(actor, self.duties, *_asked(self.draft(file)))
        else:
            super().check(file, actor)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        if actor.system:
            return {"seat": _seated(file, *_asked(self.draft(file))).pk}
        return super().do(file, actor)


def _office(unit: Unit) -> Department | None:
    return unit.departments.filter(kind=DepartmentKind.CUSTOMER_SERVICE).first()


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
def _confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    _seated(file, *_asked(proposal))


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
    file: Dossier,
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
    file.note(Change.SEAT_GIVEN, unit=body.unit, person=user, after=_said(made, first, last))
    return made


class EndSeat(AdministrationCommand):
    """End a seat with a day, which is its last (ORG-03)."""

    name = "end_seat"
    label = gettext_lazy("End a seat")
    cite = ("ORG-03",)
    duties = ADMINISTRATORS
    times = {"last": Span(AGES, until=FOR_EVER)}

    seat: int
    last: date

    example = {"seat": 12, "last": "2026-12-31"}

    def _held(self, file: Dossier) -> Seat:
        found = Seat.objects.select_for_update(of=("self",)).filter(body__unit=file.unit)
        held = found.select_related("body__unit", "user").filter(pk=self.seat).first()
        if held is None:
            refuse("ORG-03", _("The unit has no such seat. Choose one of those shown."), "seat")
        return held

    def check(self, file: Dossier, actor: Actor) -> None:
        period = self._held(file).period
        if self.last < period.lower:
            because = _("The seat begins on %(day)s. Give that day or a later one.")
            refuse("ORG-03", because % {"day": period.lower}, "last")
        if period.upper and self.last >= period.upper:
            because = _("The seat already ends on %(day)s. To prolong it, give it again.")
            refuse("ORG-03", because % {"day": period.upper - _DAY}, "last")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        ended = self._held(file)
        first, upper = ended.period.lower, ended.period.upper
        before = _said(ended, first, upper and upper - _DAY)
        ended.period = (first, self.last + _DAY)
        ended.save(update_fields=["period"])
        file.note(
            Change.SEAT_ENDED,
            unit=file.unit,
            person=ended.user,
            before=before,
            after=_said(ended, first, self.last),
        )
        return {"seat": ended.pk}


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
