"""Who has which duty, from when to when (ORG-04)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from redress.administration import proposals
from redress.administration.accounts import not_the_last_administrator
from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.notices import note_change
from redress.administration.recording import record
from redress.organisation.actor import Actor
from redress.organisation.constraints import broken
from redress.organisation.kinds import SECOND_PERSON_DUTIES, Change, Duty, Widening
from redress.organisation.models import Appointment, Department, Proposal, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic

Period = tuple[date, date | None]
_DAY = timedelta(days=1)


@atomic("organisation")
def appoint(
    actor: Actor, user: User, department: Department, duty: Duty, first: date, last: date | None = None
) -> Appointment | Proposal:
    """Give a person a duty from `first` to `last`, both included; without `last` until it is ended.

    A duty that gives sight of cases, or the power to give it, is only proposed: a second person confirms it (SEC-01).
    Nobody appoints themself to anything.
    """
    if actor.system or duty not in SECOND_PERSON_DUTIES:
        _check(actor, ADMINISTRATORS, user, department, duty, first, last)
        return _appointed(actor, user, department, duty, first, last)
    asked = {"duty": str(duty), "first": str(first), "last": str(last or "")}
    return proposals.propose(
        actor, Widening.APPOINTMENT, department.unit, asked, person=user, department=department
    )


def _asked(proposal: Proposal) -> tuple[User, Department, Duty, date, date | None]:
    asked, user, department = proposal.asked, proposal.person, proposal.department
    assert user is not None
    assert department is not None
    last = date.fromisoformat(asked["last"]) if asked["last"] else None
    return user, department, Duty(asked["duty"]), date.fromisoformat(asked["first"]), last


def _appointment_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    _check(actor, duties, *_asked(proposal))


@proposals.carries_out(Widening.APPOINTMENT, asks=_appointment_asked)
def _confirmed(actor: Actor, proposal: Proposal) -> None:
    _appointed(actor, *_asked(proposal))


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
    actor: Actor, user: User, department: Department, duty: Duty, first: date, last: date | None
) -> Appointment:
    period = (first, last and last + _DAY)
    with _one_coordinator(department, period):
        appointment = Appointment.objects.create(user=user, department=department, duty=duty, period=period)
    record(
        actor,
        Change.APPOINTED,
        department=department,
        person=user,
        after={"duty": str(duty), "first": str(first), "last": str(last or "")},
    )
    note_change(department, duty, first, came=user)
    return appointment


@atomic("organisation")
def end_appointment(actor: Actor, appointment: Appointment, last: date) -> Appointment:
    """The appointment ends with that day, which is its last."""
    department = appointment.department
    need(actor, ADMINISTRATORS, department.unit)
    ended = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if ended.duty == Duty.ADMINISTRATOR:
        not_the_last_administrator(appointment.user, ended)
    first, upper = ended.period.lower, ended.period.upper
    if last < first:
        because = _("The appointment begins on %(day)s. Give that day or a later one.")
        refuse("ORG-04", because % {"day": first}, "last")
    if upper and last >= upper:
        because = _("The appointment already ends on %(day)s. To prolong it, appoint again.")
        refuse("ORG-04", because % {"day": upper - _DAY}, "last")
    ended.period = (first, last + _DAY)
    ended.save(update_fields=["period"])
    record(
        actor,
        Change.APPOINTMENT_ENDED,
        department=department,
        person=appointment.user,
        before={"duty": ended.duty, "last": str(upper - _DAY) if upper else ""},
        after={"duty": ended.duty, "last": str(last)},
    )
    note_change(department, Duty(ended.duty), last + _DAY, left=appointment.user)
    return ended


def in_words(appointment: Appointment) -> str:
    """'2026-01-01 – 2026-06-30', or '2026-01-01 –' while it is open."""
    upper = appointment.period.upper
    return f"{appointment.period.lower} – {upper - _DAY if upper else ''}".rstrip()


@contextmanager
def _one_coordinator(department: Department, period: Period) -> Iterator[None]:
    """Turns the database's refusal of a second coordinator into words (ORG-04)."""
    try:
        with atomic("organisation"):
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
