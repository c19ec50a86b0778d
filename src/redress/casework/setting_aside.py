"""Who sets a conflict of interest aside: a superior of the person, never the person itself (ORG-13)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from redress.casework.refusals import Forbidden, refuse
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.organisation.kinds import HEADS, Duty
from redress.organisation.models import User

LEADING: Final = HEADS | {Duty.MANAGER}
"""Duties of a superior."""


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
    if not is_superior(chain, actor, person):
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
