"""Reports that come as a list: each through the door under a key of its own, each accounted for (CLM-02, CLM-03)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from redress.casework.problems import problems
from redress.casework.refusals import Refusal
from redress.claims.commands.report import ReportClaim
from redress.claims.door import execute
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row: the number of its claim, or why there is none.

    `again`: the same list was given before, and this row was taken then. `twice`: the loss was reported before.
    """

    line: int
    number: str = ""
    again: bool = False
    twice: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Of a whole list: rows = taken + again + twice + refused."""

    rows: tuple[Taken, ...]

    @property
    def taken(self) -> list[Taken]:
        return [each for each in self.rows if each.number and not each.again]

    @property
    def again(self) -> list[Taken]:
        return [each for each in self.rows if each.again]

    @property
    def twice(self) -> list[Taken]:
        return [each for each in self.rows if each.twice]

    @property
    def refused(self) -> list[Taken]:
        return [each for each in self.rows if not each.number and not each.twice]


def report(actor: Actor, rows: Iterable[tuple[int, Mapping[str, Any], str]], key: str) -> Iterator[Taken]:
    """Report each row (line, what is given, what is wrong already). `key` names the list: given again, it is told its
    first answers."""
    for line, given, fault in rows:
        yield Taken(line, because=fault) if fault else _one(actor, line, given, f"{key}.{line}")


def _one(actor: Actor, line: int, given: Mapping[str, Any], key: str) -> Taken:
    try:
        done = execute(ReportClaim.model_validate(given), actor, key=key)
    except ValidationError as error:
        return Taken(line, because="; ".join(str(each) for each in problems(error, ReportClaim)))
    except Refusal as refusal:
        return Taken(line, twice=refusal.field == "another_event", because=str(refusal))
    return Taken(line, done.number, again=done.replayed)
