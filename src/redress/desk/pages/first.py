"""The first screen of a file, of whatever kind: who, what is wanted, whose turn it is and why, the reader's own limits,
and what people did last (FLW-17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise

from redress.casework.kinds import KINDS
from redress.casework.next_step import Turn
from redress.desk.pages.claim_words import TURNS
from redress.desk.pages.clocks import Row


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom the insurer speaks to. `phone` stands whole where `plain`; else `call` is where it is asked for."""

    name: str
    role: object
    phone: str = ""
    plain: bool = False
    call: str = ""

    @property
    def dialled(self) -> str:
        """What a telephone understands."""
        return "".join(each for each in self.phone if each.isdigit() or each == "+")


@dataclass(frozen=True, slots=True)
class Step:
    """Whose turn it is, since when, why; and the button for it where it is the reader's."""

    turn: Turn
    words: str
    rule: str
    since: datetime | None
    label: object = ""
    url: str = ""
    about: str | Promise = ""

    @property
    def title(self) -> str | Promise:
        return TURNS[self.turn]


@dataclass(frozen=True, slots=True)
class Limits:
    """The reader's own; where there are none, the one of the file that ends first, and how many others run."""

    mine: Sequence[Row]
    other: Row | None
    more: int

    @classmethod
    def of(cls, mine: Sequence[Row], running: Iterable[Row], most: int = 3) -> Limits:
        first = min(running, key=lambda row: row.due_at, default=None)
        return cls(mine[:most], None if mine else first, max(0, len(mine) - most))


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did last."""

    icon: str
    label: object
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class First:
    """The first screen."""

    customer: Customer | None
    wants: str
    amount: Decimal | None
    step: Step
    limits: Limits
    last: Sequence[Done]


def done(command: str, by: str, at: datetime) -> Done:
    """A deed by the name of its command."""
    known = next((found for kind in KINDS if (found := kind.commands.get(command))), None)
    return Done(known.icon if known else "point", known.label if known else command, by, at)
