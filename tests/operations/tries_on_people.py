"""Who tries what on people: accounts, posts, proposals, deputies (SEC-01, ORG-12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from redress.organisation.kinds import Duty
from redress.organisation.models import (
    Appointment,
    Department,
    Deputy,
    Proposal,
    User,
)
from redress.organisation.queries import actor as actor_of
from tests.operations.tries import DAY, ME, TODAY, US, Try, passes, staff, units
from tests.organisation import acts as administration


def adding_people() -> Iterator[Try]:
    for unit in units():
        place = unit.departments.first()
        yield Try(
            f"add somebody to {unit.code}",
            lambda who, place=place: administration.add_person(who, place, username="new", name="x"),
            (
                (
                    "INSERT INTO organisation_user (username, password, email, is_superuser, is_staff, is_active, "
                    "date_joined, name, phone, department_id) "
                    "VALUES ('new', '!x', '', false, false, true, now(), 'x', '', %s)"
                ),
                [place.pk],
            ),
        )


def appointing() -> Iterator[Try]:
    first = TODAY()
    for user in staff():
        for place in Department.objects.filter(unit__code__in=("sc", "gx"), kind="legal"):
            if user.appointments.filter(duty="legal", department=place).exists():
                continue
            yield Try(
                f"appoint {user.username} legal in {place.unit_id}",
                lambda who, user=user, place=place: administration.appoint(
                    who, user, place, Duty.LEGAL, first
                ),
                (
                    (
                        "INSERT INTO organisation_appointment (user_id, department_id, duty, period) "
                        "VALUES (%s, %s, 'legal', daterange(%s, NULL))"
                    ),
                    [user.pk, place.pk, first],
                ),
            )


def ending_appointments() -> Iterator[Try]:
    today = TODAY()
    for held in Appointment.objects.filter(department__unit__code__in=("sc", "gx", "life")).exclude(
        duty="administrator"
    )[:12]:
        yield Try(
            f"end {held.duty} of {held.user_id}",
            lambda who, held=held: administration.end_appointment(who, held, today),
            (
                "UPDATE organisation_appointment SET period = daterange(lower(period), %s) WHERE id = %s",
                [today + DAY, held.pk],
            ),
        )


def disabling() -> Iterator[Try]:
    for user in staff():
        if user.appointments.filter(duty="administrator").exists():
            continue
        yield Try(
            f"disable {user.username}",
            lambda who, user=user: administration.disable(who, User.objects.get(pk=user.pk), "away"),
            (
                "UPDATE organisation_user SET is_active = false WHERE id = %s",
                [user.pk],
            ),
        )


def proposing() -> Iterator[Try]:
    for unit in units():
        place = unit.departments.first()
        yield Try(
            f"propose an address of {unit.code}",
            lambda who, place=place: administration.change_department_email(who, place, "a@example.com"),
            (
                (
                    "INSERT INTO organisation_proposal (kind, unit_id, department_id, asked, proposed_by_id, "
                    "proposers, proposed_at, verdict, reason) "
                    "VALUES ('department_email', %s, %s, '{}', %s, %s, now(), '', '')"
                ),
                [unit.pk, place.pk, ME, US],
            ),
        )


def _waiting() -> list[Proposal]:
    admin = actor_of(User.objects.get(username="admin").pk)
    return [
        administration.change_department_email(admin, unit.departments.first(), "a@example.com")
        for unit in units()
    ]


def confirming() -> Iterator[Try]:
    for made in _waiting():
        yield Try(
            f"confirm for {made.unit.code}",
            lambda who, made=made: administration.confirm(who, made),
            (
                "UPDATE organisation_proposal SET verdict = 'confirmed', decided_by_id = %s WHERE id = %s",
                [ME, made.pk],
            ),
        )


def rejecting() -> Iterator[Try]:
    for made in _waiting():
        yield Try(
            f"reject for {made.unit.code}",
            lambda who, made=made: administration.reject(who, made, "no"),
            (
                "UPDATE organisation_proposal SET verdict = 'rejected', decided_by_id = %s WHERE id = %s",
                [ME, made.pk],
            ),
        )


def _pairs() -> list[tuple[User, User]]:
    """Absent people and who could act for them: two of a line of duty in a company."""
    found = []
    held = Appointment.objects.select_related("user__department__unit", "department").order_by("pk")
    for one in held.exclude(duty="administrator"):
        two = (
            held.filter(duty=one.duty, department__unit__path__startswith=one.department.unit.path)
            .exclude(user=one.user)
            .exclude(duty="administrator")
            .first()
        )
        if two is not None:
            found.append((one.user, two.user))
    return found[::3]


def naming_deputies() -> Iterator[Try]:
    first = TODAY() + timedelta(days=40)
    for absent, deputy in _pairs():
        oneself = actor_of(absent.pk)
        if not passes(
            lambda absent=absent, deputy=deputy, oneself=oneself: administration.name_deputy(
                oneself, absent, deputy, first, first + DAY, "away"
            )
        ):
            continue  # nobody may: it is refused for what it is
        yield Try(
            f"name {deputy.username} for {absent.username}",
            lambda who, absent=absent, deputy=deputy: administration.name_deputy(
                who, absent, deputy, first, first + DAY, "away"
            ),
            (
                (
                    "INSERT INTO organisation_deputy (absent_id, deputy_id, period, reason, named_by_id) "
                    "VALUES (%s, %s, daterange(%s, %s), 'x', %s)"
                ),
                [absent.pk, deputy.pk, first, first + 2 * DAY, ME],
            ),
        )


def ending_deputies() -> Iterator[Try]:
    first = TODAY() - timedelta(days=2)
    for absent, deputy in _pairs():
        if Deputy.objects.filter(absent=absent).exists():
            continue
        named = Deputy.objects.create(
            absent=absent, deputy=deputy, period=(first, first + 9 * DAY), reason="x", named_by=absent
        )
        for last, statement, given in (
            (
                TODAY(),
                "UPDATE organisation_deputy SET period = daterange(lower(period), %s) WHERE id = %s",
                [TODAY() + DAY, named.pk],
            ),
            (first - DAY, "DELETE FROM organisation_deputy WHERE id = %s", [named.pk]),
        ):
            yield Try(
                f"end {deputy.username} for {absent.username} with {last}",
                lambda who, named=named, last=last: administration.end_deputy(who, named, last),
                (statement, given),
            )
