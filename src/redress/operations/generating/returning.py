"""Who is met again: some customers complain often, and some agents are complained of often (INT-15, INS-07)."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from redress.operations.generating.names import person

_CUSTOMERS: Final = 50_000
_RETURNING: Final = 0.15
"""Share of the cases that one of those customers files: of a million, the busiest has several hundred."""
_AGENTS: Final = 30_000
_PREFIXES = ("134", "135", "136", "137", "138", "139", "150", "151", "158", "159", "180", "186", "188", "189")


@dataclass(frozen=True, slots=True)
class Customer:
    """The same each time they are met."""

    name: str
    phone: str
    policy_number: str


def customer(random: Random) -> Customer:
    """Somebody new, mostly."""
    own = _one_of("customer", _CUSTOMERS, random) if random.random() < _RETURNING else random
    return Customer(
        name=person(own),
        phone=f"{own.choice(_PREFIXES)}{own.randrange(10**8):08d}",
        policy_number=f"P{own.randrange(10**7, 6 * 10**7)}" if own.random() < 0.85 else "",
    )


def agent(random: Random) -> str:
    """The name of one of so many agents."""
    return person(_one_of("agent", _AGENTS, random))


def _one_of(kind: str, many: int, random: Random) -> Random:
    """The chance that makes one of them; the first are met most often."""
    return Random(f"{kind} {int(many * random.random() ** 2)}")  # noqa: S311 - made up, not secret
