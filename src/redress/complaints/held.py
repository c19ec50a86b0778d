"""What the insurer holds is looked up, not asked for again (2020-3 art. 13, INT-03).

Registering asks the policy system once, before its transaction begins: what was not given is filled in, what was is
compared. Nothing it says, nor its silence, keeps a complaint from being taken; the entry says what came from where and
what was not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from redress.casework import access
from redress.casework.command import Facts
from redress.complaints import lookups
from redress.complaints.commands.people import Person
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.policies.kinds import Standing
from redress.policies.port import Asked, Away
from redress.policies.standing import standing
from redress.policies.system import system
from redress.policies.values import Policy, Somebody
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise

if TYPE_CHECKING:
    from redress.complaints.commands.register import Register

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
    """The policy that a filing names, how its cover stood on the day it came in, and where it is handled."""

    check: Check
    policy: Policy | None = None
    cover: Standing | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Fields by where they came from: `filled` in from the policy system, given and `agrees`, given and `differs`."""

    filled: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


def ask(actor: Actor, number: str, day: date) -> Held | None:
    """What the policy system holds under that number; None where there is nothing to ask or nobody to be asked."""
    if not normalise(number, Kind.POLICY) or not system().ready():
        return None
    asked = lookups.prints(policy_number=number)
    access.log(actor, access.Action.LOOK_UP, purpose="INT-03", fields="policy_number", asked=asked)
    try:
        found = system().find(Asked(number=number)).policies
    except Away:
        return Held(Check.AWAY)
    if not found:
        return Held(Check.UNKNOWN)
    return Held(Check.FOUND, found[0], standing(found[0], day), handles(found[0].unit))


def handles(code: str) -> str:
    """The unit that underwrote a policy handles what is complained of it, where it has somebody to do so (ORG-07)."""
    unit = Unit.objects.filter(code=code).first() if code else None
    return code if unit is not None and holders.customer_service(unit).exists() else ""


def fill(given: Register, held: Held | None) -> tuple[Register, Compared]:
    """The filing with what it lacks and the insurer holds, and which field came from where."""
    if held is None or held.policy is None:
        return given, Compared()
    filled: dict[str, object] = {}
    agrees: list[str] = []
    differs: list[str] = []
    for name, kind, value in _of_contract(held):
        match _compared(getattr(given, name), value, kind):
            case None:
                filled[name] = value
            case same if value:
                (agrees if same else differs).append(name)
    people, of_people = _people(given.people, held.policy)
    if of_people.filled:
        filled["people"] = people
    names = [name for name in filled if name != "people"]
    compared = Compared(
        (*names, *of_people.filled), (*agrees, *of_people.agrees), (*differs, *of_people.differs)
    )
    return (given.model_copy(update=filled) if filled else given), compared


def facts(held: Held | None, compared: Compared) -> Facts:
    """What the entry says of it: codes and names of fields, never what they hold."""
    if held is None:
        return {}
    said: Facts = {"held": held.check.value}
    if held.cover is not None:
        said["cover"] = held.cover.value
    fields = {"filled": compared.filled, "agrees": compared.agrees, "differs": compared.differs}
    return said | {name: list(each) for name, each in fields.items() if each}


def worth_telling(said: Facts) -> bool:
    """Whether whoever registered ought to look again: nothing was checked, or the cover was not in force."""
    return "held" in said and said.get("cover") != Standing.COVERED.value


def _of_contract(held: Held) -> list[tuple[str, Kind | str, str]]:
    """What of the contract the policy system knows: field, kind, value."""
    policy = held.policy
    assert policy is not None
    return [
        ("product", Kind.PRODUCT, policy.product.name),
        ("product_line", "product_line", policy.product.line),
        ("unit", "unit", held.unit),
    ]


def _compared(given: str, known: str, kind: Kind | str) -> bool | None:
    """None: not given and known. Otherwise whether both say the same."""
    if not known:
        return True
    if not given:
        return None
    return normalise(given, kind) == normalise(known, kind)


def _people(given: list[Person], policy: Policy) -> tuple[list[Person], Compared]:
    people: list[Person] = []
    filled: list[str] = []
    agrees: list[str] = []
    differs: list[str] = []
    for place, person in enumerate(given):
        known = who_is(person, policy)
        if known is None:
            people.append(person)
            continue
        lacking: dict[str, str] = {}
        for name, kind in CONTACT.items():
            value = str(getattr(known, name))
            match _compared(getattr(person, name), value, kind):
                case None:
                    lacking[name] = value
                    filled.append(f"people.{place}.{name}")
                case same if value:
                    (agrees if same else differs).append(f"people.{place}.{name}")
        people.append(person.model_copy(update=lacking) if lacking else person)
    return people, Compared(tuple(filled), tuple(agrees), tuple(differs))


def who_is(person: Person, policy: Policy) -> Somebody | None:
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
