"""What administrators do, as tests say it: each is a command through the door; what it made is given back."""

from __future__ import annotations

from datetime import date
from typing import Any

from redress.administration import proposals
from redress.administration.accounts import (
    ChangeContact,
    DisableAccount,
    EndAllAccess,
    EndSession,
    NotePasswordLink,
    ProposeEnabling,
    ProposeFactorReset,
    ProposePasswordCode,
)
from redress.administration.appointments import Appoint, EndAppointment
from redress.administration.deputies import EndDeputy, NameDeputy
from redress.administration.door import CALENDARS, PEOPLE, UNITS, AdministrationCommand
from redress.administration.identity import propose_identity as come_by_the_directory
from redress.administration.notices import FileReport
from redress.administration.numbers import person_key, person_number
from redress.administration.people import AddColleague, MovePerson
from redress.administration.units import AddDepartment, AddUnit, ChangeDepartmentEmail, ClosePeriod
from redress.administration.years import LoadYear
from redress.casework.door import Outcome
from redress.committee.models import Body, Seat
from redress.committee.seating import EndSeat, GiveSeat, SetUpBody
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import (
    Appointment,
    CalendarYear,
    ChangeNotice,
    Department,
    Deputy,
    Proposal,
    Unit,
    User,
)


def of_person(actor: Actor, user: User, command: AdministrationCommand, **more: Any) -> Outcome:
    done = PEOPLE.execute(command, actor, person_number(user.pk), **more)
    user.refresh_from_db()
    return done


def of_unit(actor: Actor, unit: Unit, command: AdministrationCommand, **more: Any) -> Outcome:
    return UNITS.execute(command, actor, unit.code, **more)


def proposed(done: Outcome) -> Proposal:
    return Proposal.objects.get(pk=done.facts["proposal"])


def appoint(
    actor: Actor, user: User, department: Department, duty: str, first: date, last: date | None = None
) -> Appointment | Proposal:
    done = of_person(actor, user, Appoint(department=department.pk, duty=Duty(duty), first=first, last=last))
    if "proposal" in done.facts:
        return proposed(done)
    return Appointment.objects.get(pk=done.facts["appointment"])


def end_appointment(actor: Actor, held: Appointment, last: date) -> None:
    of_person(actor, held.user, EndAppointment(appointment=held.pk, last=last))
    held.refresh_from_db()


def name_deputy(actor: Actor, absent: User, deputy: User, first: date, last: date, reason: str) -> Deputy:
    named = NameDeputy(deputy=deputy.pk, first=first, last=last, reason=reason)
    return Deputy.objects.get(pk=of_person(actor, absent, named).facts["named"])


def end_deputy(actor: Actor, named: Deputy, last: date) -> None:
    of_person(actor, named.absent, EndDeputy(named=named.pk, last=last))


def add_unit(actor: Actor, parent: Unit, *, name: str, **given: Any) -> Unit:
    done = UNITS.execute(AddUnit(parent=parent.code, full_name=name, **given), actor)
    return Unit.objects.get(code=done.number)


def add_department(actor: Actor, unit: Unit, kind: DepartmentKind, email: str = "") -> Department:
    done = of_unit(actor, unit, AddDepartment(kind=kind, email=email))
    return Department.objects.get(pk=done.facts["department"])


def change_department_email(actor: Actor, department: Department, email: str) -> Proposal:
    given = ChangeDepartmentEmail(department=department.pk, email=email)
    return proposed(of_unit(actor, department.unit, given))


def close_period(actor: Actor, unit: Unit, until: date | None) -> None:
    of_unit(actor, unit, ClosePeriod(until=until))
    unit.refresh_from_db()


def add_person(actor: Actor, department: Department, *, name: str, **given: Any) -> User:
    done = PEOPLE.execute(AddColleague(department=department.pk, full_name=name, **given), actor)
    return User.objects.get(pk=person_key(done.number))


def move_person(actor: Actor, user: User, department: Department) -> Proposal:
    return proposed(of_person(actor, user, MovePerson(department=department.pk)))


def change_contact(actor: Actor, user: User, email: str, phone: str) -> Proposal:
    return proposed(of_person(actor, user, ChangeContact(email=email, phone=phone)))


def disable(actor: Actor, user: User, reason: str) -> None:
    of_person(actor, user, DisableAccount(reason=reason))


def propose_enabling(actor: Actor, user: User, reason: str) -> Proposal:
    return proposed(of_person(actor, user, ProposeEnabling(because=reason)))


def propose_factor_reset(actor: Actor, user: User, reason: str) -> Proposal:
    return proposed(of_person(actor, user, ProposeFactorReset(because=reason)))


def propose_password_code(actor: Actor, user: User) -> Proposal:
    return proposed(of_person(actor, user, ProposePasswordCode()))


def note_password_link(actor: Actor, user: User) -> None:
    of_person(actor, user, NotePasswordLink())


def end_all_access(actor: Actor, user: User) -> None:
    of_person(actor, user, EndAllAccess())


def end_session(actor: Actor, user: User, key: str) -> None:
    of_person(actor, user, EndSession(session=key))


def propose_identity(user: User, provider: str, uid: str) -> Proposal | None:
    before = set(Proposal.objects.values_list("pk", flat=True))
    come_by_the_directory(user, provider, uid)
    return Proposal.objects.exclude(pk__in=before).first()


def confirm(actor: Actor, proposal: Proposal) -> Proposal:
    door, number = proposals.decider(proposal)
    door.execute(proposals.confirming(proposal), actor, number)
    return Proposal.objects.get(pk=proposal.pk)


def reject(actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    door, number = proposals.decider(proposal)
    door.execute(proposals.rejecting(proposal, reason), actor, number)
    return Proposal.objects.get(pk=proposal.pk)


def file_report(actor: Actor, notice: ChangeNotice, words: str) -> ChangeNotice:
    of_unit(actor, notice.department.unit, FileReport(notice=notice.pk, words=words))
    return ChangeNotice.objects.get(pk=notice.pk)


def load_year(actor: Actor, calendar: str, text: str, where: str) -> CalendarYear:
    done = CALENDARS.execute(LoadYear(text=text, file=where), actor, CALENDARS.number_of(calendar))
    return CalendarYear.objects.get(calendar=calendar, year=done.facts["year"])


def set_up(actor: Actor, unit: Unit, kind: str) -> Body:
    of_unit(actor, unit, SetUpBody(kind=kind))
    return Body.objects.get(unit=unit, kind=kind)


def seat(
    actor: Actor,
    body: Body,
    role: str,
    first: date,
    *,
    user: User | None = None,
    department: Department | None = None,
    duty: str = "",
    last: date | None = None,
) -> Seat | Proposal:
    given = GiveSeat(
        body=body.kind,
        role=role,
        first=first,
        last=last,
        user=user.pk if user else None,
        department=department.pk if department else None,
        duty=duty or None,
    )
    done = of_unit(actor, body.unit, given)
    return proposed(done) if "proposal" in done.facts else Seat.objects.get(pk=done.facts["seat"])


def unseat(actor: Actor, given: Seat, last: date) -> Seat:
    of_unit(actor, given.body.unit, EndSeat(seat=given.pk, last=last))
    return Seat.objects.select_related("body").get(pk=given.pk)
