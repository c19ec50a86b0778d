"""Who may change the organisation, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from redress.casework.refusals import Forbidden, refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit, User

ADMINISTRATORS: Final = frozenset({Duty.ADMINISTRATOR})

CLOSERS: Final = frozenset({Duty.MANAGER, Duty.ADMINISTRATOR})
"""Who closes a period of a unit for entry, and opens it again (INT-02)."""

CONFIRMERS: Final = frozenset({Duty.ADMINISTRATOR, Duty.MANAGER})
"""Who confirms what widens sight, over the unit that the change is about."""


class NotYourDuty(Forbidden):
    """The actor has not the duty for it, or not there (HTTP 403)."""

    def __init__(self, duties: frozenset[Duty], where: object) -> None:
        names = " / ".join(str(duty.label) for duty in Duty if duty in duties)
        super().__init__(
            "ORG-11",
            _("This needs the duty %(duties)s at %(where)s or above it. Ask somebody who has it.")
            % {"duties": names, "where": where},
        )


def need(actor: Actor, duties: frozenset[Duty], unit: Unit) -> None:
    """Raises NotYourDuty for who has none of these duties over the unit."""
    if not actor.has_over(duties, unit.pk):
        raise NotYourDuty(duties, unit)


def need_over(actor: Actor, user: User, duties: frozenset[Duty]) -> None:
    """One of the duties over the place and every post of the person. Whoever gives out keys could use them: no place or
    duty may stand above the actor. Raises NotYourDuty; Refusal for a person who sits nowhere."""
    for unit in units_of(user):
        need(actor, duties, unit)
    seat(user)


def is_over(actor: Actor, user: User, duties: frozenset[Duty]) -> bool:
    """Whether one of the duties holds over the place and every post of the person, as `need_over` demands."""
    units = [unit.pk for unit in units_of(user)]
    return bool(units) and all(actor.has_over(duties, unit) for unit in units)


def seat(user: User) -> Unit:
    """The unit where the person sits. Raises Refusal for who sits nowhere."""
    if user.department is None:
        refuse("ORG-01", _("%(name)s sits in no department. Give a department first.") % {"name": user})
    return user.department.unit


def units_of(user: User) -> Iterator[Unit]:
    """Where the person sits, and the unit of every post there ever was."""
    if user.department is not None:
        yield user.department.unit
    for appointment in user.appointments.select_related("department__unit"):
        yield appointment.department.unit
