"""What the insurer holds is looked up, not asked for again (2020-3 art. 13, INT-03).

Registering asks the policy system once, before its transaction begins: what was not given is filled in, what was is
compared. Nothing it says, nor its silence, keeps a complaint from being taken; the entry says what came from where and
what was not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from redress.casework.command import Facts
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.intake.commands.people import Person
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.policies import held
from redress.policies.held import CONTACT, compared, of_person, who_is
from redress.policies.kinds import Standing
from redress.policies.values import Policy
from redress.privacy.kinds import Kind


@dataclass(frozen=True, slots=True)
class Held:
    """What is held, and where a complaint about it is handled."""

    held: held.Held
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Fields by where they came from: `filled` in from the policy system, given and `agrees`, given and `differs`."""

    filled: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


def ask(actor: Actor, number: str, day: date) -> Held | None:
    """What the policy system holds under that number; None where there is nothing to ask or nobody to be asked."""
    found = held.ask(actor, number, day, "INT-03")
    if found is None:
        return None
    return Held(found, handles(found.policy.unit) if found.policy else "")


def handles(code: str) -> str:
    """The unit that underwrote a policy handles what is complained of it, where it has somebody to do so (ORG-07)."""
    unit = Unit.objects.filter(code=code).first() if code else None
    return code if unit is not None and holders.customer_service(unit).exists() else ""


def fill(given: NewComplaint, known: Held | None) -> tuple[NewComplaint, Compared]:
    """The filing with what it lacks and the insurer holds, and which field came from where."""
    policy = known.held.policy if known else None
    if known is None or policy is None:
        return given, Compared()
    filled: dict[str, object] = {}
    agrees: list[str] = []
    differs: list[str] = []
    for name, kind, value in _of_contract(_unit(given, known.unit), policy):
        match compared(getattr(given, name), value, kind):
            case None:
                filled[name] = value
            case same if value:
                (agrees if same else differs).append(name)
    people, of_people = _people(given.people, policy)
    if of_people.filled:
        filled["people"] = people
    names = [name for name in filled if name != "people"]
    by_origin = Compared(
        (*names, *of_people.filled), (*agrees, *of_people.agrees), (*differs, *of_people.differs)
    )
    return (given.model_copy(update=filled) if filled else given), by_origin


def facts(known: Held | None, by_origin: Compared) -> Facts:
    """What the entry says of it: codes and names of fields, never what they hold."""
    if known is None:
        return {}
    said: Facts = {"held": known.held.check.value}
    if known.held.cover is not None:
        said["cover"] = known.held.cover.value
    fields = {"filled": by_origin.filled, "agrees": by_origin.agrees, "differs": by_origin.differs}
    return said | {name: list(each) for name, each in fields.items() if each}


def worth_telling(said: Facts) -> bool:
    """Whether whoever registered ought to look again: nothing was checked, or the cover was not in force."""
    return "held" in said and said.get("cover") != Standing.COVERED.value


def _unit(given: NewComplaint, unit: str) -> str:
    """The unit of the policy, unless an owner is named who owns no cases there: that says where it is handled."""
    if given.unit or not given.owner or not unit:
        return unit
    there = holders.customer_service(Unit.objects.get(code=unit))
    return unit if there.filter(username=given.owner).exists() else ""


def _of_contract(unit: str, policy: Policy) -> list[tuple[str, Kind | str, str]]:
    """What of the contract the policy system knows: field, kind, value."""
    return [
        ("product", Kind.PRODUCT, policy.product.name),
        ("product_line", "product_line", policy.product.line),
        ("unit", "unit", unit),
    ]


def _people(given: list[Person], policy: Policy) -> tuple[list[Person], Compared]:
    people: list[Person] = []
    filled: list[str] = []
    agrees: list[str] = []
    differs: list[str] = []
    for place, person in enumerate(given):
        known = who_is(person, policy)
        lacking: dict[str, str] = {}
        for name, same in of_person(person, known, CONTACT).items() if known else ():
            (filled if same is None else agrees if same else differs).append(f"people.{place}.{name}")
            if same is None:
                lacking[name] = str(getattr(known, name))
        people.append(person.model_copy(update=lacking) if lacking else person)
    return people, Compared(tuple(filled), tuple(agrees), tuple(differs))
