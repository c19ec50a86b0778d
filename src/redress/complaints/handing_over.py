"""The open cases of somebody who leaves go to a successor, each through the one door (FLW-05, ORG-13)."""

from __future__ import annotations

from collections.abc import Sequence

from redress.complaints.commands.assign import Assign
from redress.complaints.many import MOST, Result, give_all
from redress.complaints.queries.owned import units_of
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor


def hand_over(actor: Actor, numbers: Sequence[str], successor: str, reason: str) -> list[Result]:
    """Give each case to the successor, who must handle complaints of its unit and not keep out of it.

    Who may give cases there does it as oneself. For an administrator, who sees no cases, the house does it: that
    whoever takes over has the duty already and no conflict is asked all the same, and the reason names who asked.
    Whoever calls has seen that the actor may hand over this person's work.
    """
    command = Assign(owner=successor, reason=reason)
    units = units_of(numbers)
    own = [number for number in numbers if actor.has_over(Assign.duties, units.get(number))]
    rest = [number for number in numbers if number not in set(own)]
    results = _given(actor, command, own)
    if rest:
        with acting_as(SYSTEM):
            results += _given(SYSTEM, command, rest)
    return results


def _given(actor: Actor, command: Assign, numbers: Sequence[str]) -> list[Result]:
    """In lots of as many as are given at once."""
    lots = (numbers[first : first + MOST] for first in range(0, len(numbers), MOST))
    return [result for lot in lots for result in give_all(actor, command, lot)]
