"""Members of staff and how they come by a password."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from redress.organisation.actor import Actor
from redress.organisation.administration.authority import ADMINISTRATORS, need
from redress.organisation.administration.recording import record
from redress.organisation.kinds import Change
from redress.organisation.models import Department, Unit, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic


@atomic("organisation")
def add_person(
    actor: Actor, department: Department, *, username: str, name: str, email: str = "", phone: str = ""
) -> User:
    """A new member of staff, who cannot sign in before a password was set (ORG-01)."""
    need(actor, ADMINISTRATORS, department.unit)
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        refuse("ORG-01", error.messages[0], "username")
    if User.objects.filter(username__iexact=username).exists():
        refuse("ORG-01", _("Somebody else has this user name. Choose a different one."), "username")
    user = User(username=username, name=name, department=department, email=email, phone=phone)
    user.set_unusable_password()
    user.save()
    after = {"username": username, "name": name}
    record(actor, Change.PERSON_ADDED, department=department, person=user, after=after)
    return user


@atomic("organisation")
def note_password_link(actor: Actor, user: User) -> None:
    """A link with which this person sets a new password is about to be given out.

    Whoever gives it out could use it, so the person must have no place or duty above the actor.
    """
    for unit in _units_of(user):
        need(actor, ADMINISTRATORS, unit)
    record(actor, Change.PASSWORD_LINK, department=user.department, person=user)


def _units_of(user: User) -> Iterator[Unit]:
    if user.department is not None:
        yield user.department.unit
    for appointment in user.appointments.select_related("department__unit"):
        yield appointment.department.unit
