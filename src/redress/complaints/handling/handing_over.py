"""The open cases of somebody who leaves go to a successor, each through the one door (FLW-05, ORG-13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.many import MOST, Result, give_all
from redress.casework.refusals import Forbidden
from redress.complaints.executor import DOOR
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.queries.owned import units_of
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import Duty

HANDS_OVER: Final = NAMERS | {Duty.ADMINISTRATOR}
"""For whom the house gives cases that they do not see, within the units of these posts."""


def hand_over(actor: Actor, numbers: Sequence[str], successor: str, reason: str) -> list[Result]:
    """Give each case to the successor, who must handle complaints of its unit and not keep out of it.

    Who may give cases there does it as oneself. For an administrator, who sees no cases, the house does it: that
    whoever takes over has the duty already and no conflict is asked all the same, and the reason names who asked.
    Whoever calls has seen that the actor may hand over this person's work; that each case lies where the actor heads
    or administers is asked here, for somebody may own cases of a unit where somebody else does.
    """
    command = Assign(owner=successor, reason=reason)
    units = units_of(numbers)
    own = [number for number in numbers if actor.has_over(Assign.duties, units.get(number))]
    rest = [
        number
        for number in numbers
        if number not in set(own) and actor.has_over(HANDS_OVER, units.get(number))
    ]
    results = _given(actor, command, own)
    results += [_not_here(number) for number in numbers if number not in {*own, *rest}]
    if rest:
        with acting_as(SYSTEM):
            results += _given(SYSTEM, command, rest)
    return results


def _not_here(number: str) -> Result:
    because = _(
        "Case %(number)s is of a unit where you hand nothing over. Ask its head or its administrator."
    )
    refusal = Forbidden("ORG-11", because % {"number": number})
    access.told(refusal, f"hand over {number}")
    return Result(number, refusal=refusal)


def _given(actor: Actor, command: Assign, numbers: Sequence[str]) -> list[Result]:
    """In lots of as many as are given at once."""
    lots = (numbers[first : first + MOST] for first in range(0, len(numbers), MOST))
    return [result for lot in lots for result in give_all(DOOR, actor, command, lot)]
