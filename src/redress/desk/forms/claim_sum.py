"""The sum of a decision while it is being typed: what the command itself makes of it (CLM-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import ValidationError

from redress.casework.refusals import Refusal
from redress.claims.commands.decide import DecideClaim
from redress.claims.door import DOOR
from redress.claims.queries.lists import Row
from redress.claims.rules.sums import Item
from redress.desk.forms import reading
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Sum:
    """Each item with its sum, what they come to, and why it would be refused; no amount: not enough is typed yet."""

    items: Sequence[Item] = ()
    amount: Decimal | None = None
    refusal: Refusal | None = None


def reckoned(row: Row, actor: Actor, typed: reading.Typed) -> Sum:
    """Checked as it will be when it is sent; nothing is written."""
    file = DOOR.opened(row)
    if (impossible := DecideClaim.possible(file, actor)) is not None:
        return Sum(refusal=impossible)
    try:
        given = DecideClaim(**reading.payload(DecideClaim, typed))
    except ValidationError:
        return Sum()
    given.beforehand(actor, row.number)
    try:
        given.check(file, actor)
    except Refusal as refusal:
        return Sum(given.reckoned, given.amount if given.reckoned else None, refusal)
    return Sum(given.reckoned, given.amount)
