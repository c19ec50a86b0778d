"""Who sets a conflict of interest aside: a superior of the person, never the person itself (ORG-13).

What somebody says of themselves stands. What one person says of another keeps that one out at once, and takes the
file from them, so it is looked at by a third: a superior declares it as well, or sets it aside; where nobody does so in
time, the house sets it aside. What was set aside is declared again by a superior or by the person alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from redress.casework.refusals import Forbidden, refuse
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.organisation.kinds import HEADS, Duty
from redress.organisation.models import User
from redress.rulebook import arithmetic
from redress.rulebook.limits import Amount, Unit
from redress.worktime import Calendar

LEADING: Final = HEADS | {Duty.MANAGER}
"""Duties of a superior."""


REVIEWED_WITHIN: Final = Amount(n=3, unit=Unit.WORKING_DAY)
"""How long what one person declared about another stands without a superior's word. The sources name no time."""


def settles(chain: Chain, actor: Actor, person: User) -> bool:
    """Whether the word of who acts about that person needs nobody else's: one's own, the head's of the department, a
    superior's."""
    return (
        actor.system
        or person.pk == actor.id
        or (
            person.pk not in actor.people
            and (actor.has_in(HEADS, person.department_id) or is_superior(chain, actor, person))
        )
    )


def review_by(chain: Chain, actor: Actor, person: User, now: datetime, calendar: Calendar) -> datetime | None:
    """Until when a superior is to say whether a conflict stands that is declared now; None where nobody need."""
    return None if settles(chain, actor, person) else arithmetic.end(now, REVIEWED_WITHIN, calendar)


def check_declares_again(chain: Chain, actor: Actor, person: User, *, set_aside: bool) -> None:
    """Refuse to bar a person anew whom a superior, or the house, has let work on the file."""
    if set_aside and not settles(chain, actor, person):
        because = _(
            "A conflict of this person was set aside here. Ask a superior of the person, who declares it again if it "
            "stands all the same."
        )
        raise Forbidden("ORG-13", because, "person")


def asked(chain: Chain, actor: Actor, person: User) -> int | None:
    """Who is told that a conflict waits for a superior's word: the nearest who sees the file and is neither the person
    nor who declared it."""
    for step, level in enumerate(chain.levels):
        for duty, department, user in level.holders:
            leads = duty == Duty.MANAGER or (
                duty == Duty.CS_HEAD and (step > 0 or department == person.department_id)
            )
            if leads and user != person.pk and user not in actor.people:
                return user
    return None


def check_not_oneself(actor: Actor, person: User) -> None:
    """Refuse who would set their own conflict aside."""
    if person.pk in actor.people:
        refuse(
            "ORG-13",
            _("Nobody sets their own conflict aside, nor that of whom they act for. Ask a superior."),
            "person",
        )


def check_superior(chain: Chain, actor: Actor, person: User) -> None:
    """Refuse who stands above the person in none of the units where it counts."""
    if not (actor.system or is_superior(chain, actor, person)):
        raise not_a_superior()


def not_a_superior() -> Forbidden:
    because = _("A superior of the person decides: a manager, or the unit above. Ask one of them.")
    return Forbidden("ORG-13", because, "person")


def is_superior(chain: Chain, actor: Actor, person: User) -> bool:
    """A manager of the person's unit, or who leads a unit above it; so for each in which the person has a duty here.

    `chain`: the units from the file's upwards.
    """
    sits = person.department.unit_id if person.department else None
    held = {level.unit for level in chain.levels if any(user == person.pk for _d, _in, user in level.holders)}
    return all(
        any(post.unit != unit or post.duty == Duty.MANAGER for post in actor.reaching(LEADING, unit))
        for unit in held | {sits}
    )
