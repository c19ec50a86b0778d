"""What the insurer holds of a policy that somebody names, asked once before the transaction (2020-3 art. 13, ADR 34).

Whatever goes wrong is one answer, `AWAY`: nothing was checked. What is compared and not shown is on record and not
counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from redress.casework import access
from redress.organisation.actor import Actor
from redress.policies.asking import prints
from redress.policies.kinds import Standing
from redress.policies.port import Asked, Away
from redress.policies.standing import standing
from redress.policies.system import system
from redress.policies.values import Policy, Somebody
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise

CONTACT: Final = {
    "id_number": Kind.ID_NUMBER,
    "phone": Kind.PHONE,
    "email": Kind.EMAIL,
    "address": Kind.ADDRESS,
}
"""What a policy holds of a person beside the name."""


class Check(StrEnum):
    """What became of the question."""

    FOUND = "found"
    UNKNOWN = "unknown"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Held:
    """The policy, and how its cover stood on the day that was asked for."""

    check: Check
    policy: Policy | None = None
    cover: Standing | None = None


class Named(Protocol):
    """Somebody as they were given."""

    @property
    def name(self) -> str: ...

    @property
    def id_number(self) -> str: ...


def ask(actor: Actor, number: str, day: date, purpose: str) -> Held | None:
    """What the policy system holds under that number; None where there is nothing to ask or nobody to be asked."""
    if not normalise(number, Kind.POLICY) or not system().ready():
        return None
    asked = prints(Asked(number=number))
    access.log(actor, access.Action.LOOK_UP, purpose=purpose, fields="policy_number", asked=asked)
    try:
        found = system().find(Asked(number=number)).policies
    except Away:
        return Held(Check.AWAY)
    if not found:
        return Held(Check.UNKNOWN)
    return Held(Check.FOUND, found[0], standing(found[0], day))


def compared(given: str, known: str, kind: Kind | str) -> bool | None:
    """None: not given and known. Otherwise whether both say the same."""
    if not known:
        return True
    if not given:
        return None
    return normalise(given, kind) == normalise(known, kind)


def of_person(given: object, known: Somebody, names: Mapping[str, Kind]) -> dict[str, bool | None]:
    """Field -> whether what was given agrees, None for what was not given; nothing of what is not known."""
    values = {name: str(getattr(known, name)) for name in names}
    return {
        name: compared(getattr(given, name), value, names[name]) for name, value in values.items() if value
    }


def who_is(person: Named, policy: Policy) -> Somebody | None:
    """Somebody of the policy: of the same identity number, or where one is not said, of the same name.

    The number of the policy stands beside it, so that a name is enough; whoever gives another identity number is
    somebody else, whatever the name.
    """
    for known in (policy.holder, *policy.insured, *policy.beneficiaries):
        if person.id_number and known.id_number:
            if normalise(person.id_number, Kind.ID_NUMBER) == normalise(known.id_number, Kind.ID_NUMBER):
                return known
        elif normalise(person.name, Kind.NAME) == normalise(known.name, Kind.NAME):
            return known
    return None
