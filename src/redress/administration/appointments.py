"""Who has which duty, from when to when (ORG-04)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration import places, proposals
from redress.administration.accounts import not_the_last_administrator
from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.notices import note_change
from redress.administration.proposals import Proposing
from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.casework.stated import AGES, FIRST, FOR_EVER, Span
from redress.organisation.actor import Actor
from redress.organisation.constraints import broken
from redress.organisation.kinds import SECOND_PERSON_DUTIES, Change, Duty, Widening
from redress.organisation.models import Appointment, Department, Proposal, User

Period = tuple[date, date | None]
_DAY = timedelta(days=1)


class Appoint(Proposing):
    """Give a person a duty from `first` to `last`, both included; without `last` until it is ended (ORG-04).

    A duty that gives sight of cases, or the power to give it, is only proposed: a second person confirms it (SEC-01).
    Nobody appoints themself to anything.
    """

    name = "appoint"
    label = gettext_lazy("Appoint")
    cite = ("ORG-04",)
    duties = ADMINISTRATORS
    within_field = {"user": "duty"}
    times = {"first": Span(AGES, until=FOR_EVER), "last": Span(FIRST, until=FOR_EVER)}

    department: int
    duty: Duty
    first: date
    last: date | None = None

    example = {"department": 17, "duty": "coordinator", "first": "2026-12-01", "last": "2027-05-31"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        if file.person.department is not None:
            need(actor, cls.duties, file.person.department.unit)

    def draft(self, file: Dossier) -> Proposal:
        where = places.department(self.department)
        asked = {"duty": str(self.duty), "first": str(self.first), "last": str(self.last or "")}
        return Proposal(
            kind=Widening.APPOINTMENT, unit=where.unit, department=where, person=file.person, asked=asked
        )

    def check(self, file: Dossier, actor: Actor) -> None:
        if self._waits(actor):
            super().check(file, actor)
        else:
            _check(actor, self.duties, *_asked(self.draft(file)))

    def do(self, file: Dossier, actor: Actor) -> Facts:
        if self._waits(actor):
            return super().do(file, actor)
        return {"appointment": _appointed(file, *_asked(self.draft(file))).pk}

    def _waits(self, actor: Actor) -> bool:
        return not actor.system and self.duty in SECOND_PERSON_DUTIES


def _asked(proposal: Proposal) -> tuple[User, Department, Duty, date, date | None]:
    asked, user, department = proposal.asked, proposal.person, proposal.department
    assert user is not None
    assert department is not None
    last = date.fromisoformat(asked["last"]) if asked["last"] else None
    return user, department, Duty(asked["duty"]), date.fromisoformat(asked["first"]), last


def _appointment_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    _check(actor, duties, *_asked(proposal))


@proposals.carries_out(Widening.APPOINTMENT, asks=_appointment_asked)
def _confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    _appointed(file, *_asked(proposal))


def _check(
    actor: Actor,
    duties: frozenset[Duty],
    user: User,
    department: Department,
    duty: Duty,
    first: date,
    last: date | None,
) -> None:
    """By who has one of the duties where the person would work and where the person sits; never for oneself."""
    need(actor, duties, department.unit)
    if user.department is not None:
        need(actor, duties, user.department.unit)
    proposals.never_oneself(actor, user)
    if not user.is_active:
        because = _("The account of %(name)s is disabled. Enable it first, or appoint somebody else.")
        refuse("ORG-04", because % {"name": user}, "user")
    if last and last < first:
        refuse("ORG-04", _("The last day is before the first. Correct one of the two."), "last")
    period = (first, last and last + _DAY)
    same = Appointment.objects.filter(user=user, department=department, duty=duty, period__overlap=period)
    if found := same.first():
        because = _("%(name)s already has this duty there: %(period)s. Nothing needs to be done.")
        refuse("ORG-04", because % {"name": user, "period": in_words(found)}, "user")


def _appointed(
    file: Dossier, user: User, department: Department, duty: Duty, first: date, last: date | None
) -> Appointment:
    period = (first, last and last + _DAY)
    with _one_coordinator(department, period):
        appointment = Appointment.objects.create(user=user, department=department, duty=duty, period=period)
    file.note(
        Change.APPOINTED,
        department=department,
        person=user,
        after={"duty": str(duty), "first": str(first), "last": str(last or "")},
    )
    note_change(department, duty, first, came=user)
    return appointment


class EndAppointment(AdministrationCommand):
    """End an appointment with a day, which is its last (ORG-04)."""

    name = "end_appointment"
    label = gettext_lazy("End an appointment")
    cite = ("ORG-04",)
    duties = ADMINISTRATORS
    times = {"last": Span(AGES, until=FOR_EVER)}

    appointment: int
    last: date

    example = {"appointment": 12, "last": "2026-11-30"}

    def _held(self, file: Dossier) -> Appointment:
        found = Appointment.objects.select_related("department__unit").filter(user=file.person)
        held = found.select_for_update(of=("self",)).filter(pk=self.appointment).first()
        if held is None:
            refuse(
                "ORG-04", _("The person has no such appointment. Choose one of those shown."), "appointment"
            )
        return held

    def check(self, file: Dossier, actor: Actor) -> None:
        seen = Appointment.objects.select_related("department__unit").filter(pk=self.appointment).first()
        if seen is not None:
            need(actor, self.duties, seen.department.unit)
        ended = self._held(file)
        if ended.duty == Duty.ADMINISTRATOR:
            not_the_last_administrator(file.person, ended)
        first, upper = ended.period.lower, ended.period.upper
        if self.last < first:
            because = _("The appointment begins on %(day)s. Give that day or a later one.")
            refuse("ORG-04", because % {"day": first}, "last")
        if upper and self.last >= upper:
            because = _("The appointment already ends on %(day)s. To prolong it, appoint again.")
            refuse("ORG-04", because % {"day": upper - _DAY}, "last")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        ended = self._held(file)
        upper = ended.period.upper
        ended.period = (ended.period.lower, self.last + _DAY)
        ended.save(update_fields=["period"])
        file.note(
            Change.APPOINTMENT_ENDED,
            department=ended.department,
            person=file.person,
            before={"duty": ended.duty, "last": str(upper - _DAY) if upper else ""},
            after={"duty": ended.duty, "last": str(self.last)},
        )
        note_change(ended.department, Duty(ended.duty), self.last + _DAY, left=file.person)
        return {"appointment": ended.pk}


def in_words(appointment: Appointment) -> str:
    """'2026-01-01 – 2026-06-30', or '2026-01-01 –' while it is open."""
    upper = appointment.period.upper
    return f"{appointment.period.lower} – {upper - _DAY if upper else ''}".rstrip()


@contextmanager
def _one_coordinator(department: Department, period: Period) -> Iterator[None]:
    """Turns the database's refusal of a second coordinator into words (ORG-04)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if broken(error) != "one_coordinator_at_a_time":
            raise
        held = Appointment.objects.filter(
            department=department, duty=Duty.COORDINATOR, period__overlap=period
        )
        holder = held.select_related("user").first()
        because = _(
            "%(department)s already has a coordinator in that period: %(holder)s. "
            "End that appointment first, or begin after it."
        )
        who = f"{holder.user} ({in_words(holder)})" if holder else "—"
        refuse("ORG-04", because % {"department": department, "holder": who}, "first")
