"""The open files of somebody who leaves go to a successor, each through the door of its kind (ORG-11, ORG-13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.command import Command
from redress.casework.kinds import Kind
from redress.casework.many import MOST, Result, give_all
from redress.casework.refusals import Forbidden
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import Duty

HANDS_OVER: Final = NAMERS | {Duty.ADMINISTRATOR}
"""For whom the house gives files that they do not see, within the units of these posts."""


def hand_over(
    kind: Kind, command: Command, by: Collection[Duty], actor: Actor, numbers: Sequence[str]
) -> list[Result]:
    """Give each file by the command, which asks whether the successor handles files of its unit and need not keep out.

    Who may give files there, `by` one of these duties, does it as oneself. For an administrator, who sees none, the
    house does it: that whoever takes over has the duty already and no conflict is asked all the same, and the reason
    names who asked. Whoever calls has seen that the actor may hand over this person's work; that each file lies where
    the actor heads or administers is asked here, for somebody may own files of a unit where somebody else does.
    """
    units = units_of(kind, numbers)
    own = [number for number in numbers if actor.has_over(by, units.get(number))]
    rest = [
        number
        for number in numbers
        if number not in set(own) and actor.has_over(HANDS_OVER, units.get(number))
    ]
    results = _given(kind, actor, command, own)
    results += [_not_here(number) for number in numbers if number not in {*own, *rest}]
    if rest:
        with acting_as(SYSTEM):
            results += _given(kind, SYSTEM, command, rest)
    return results


def units_of(kind: Kind, numbers: Sequence[str]) -> dict[str, int]:
    """Number -> the unit that handles the file: one query."""
    with acting_as(SYSTEM):
        rows: Any = kind.model._default_manager.filter(number__in=list(numbers))
        return dict(rows.values_list("number", "unit_id"))


def _not_here(number: str) -> Result:
    because = _(
        "Case %(number)s is of a unit where you hand nothing over. Ask its head or its administrator."
    )
    refusal = Forbidden("ORG-11", because % {"number": number})
    access.told(refusal, f"hand over {number}")
    return Result(number, refusal=refusal)


def _given(kind: Kind, actor: Actor, command: Command, numbers: Sequence[str]) -> list[Result]:
    """In lots of as many as are given at once."""
    lots = (numbers[first : first + MOST] for first in range(0, len(numbers), MOST))
    return [result for lot in lots for result in give_all(kind.door, actor, command, lot)]
