"""What the insurer holds of a claim's policy: filled in at the report, compared, and asked again (SYS-02, CLM-02).

A report is taken whatever the policy system says; what it leaves doubtful is stated. A decision to pay is held to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from django.utils import timezone

from redress.casework import access, lookups
from redress.casework.command import Facts
from redress.casework.refusals import TooMany
from redress.claims.commands.new_claim import MOST_PEOPLE, NewClaim
from redress.claims.commands.people import ClaimPerson
from redress.claims.kinds import HANDLES, Doubt, Role
from redress.organisation.actor import Actor
from redress.organisation.chain import chain
from redress.organisation.models import Unit
from redress.policies import held
from redress.policies.held import Check, Held
from redress.policies.kinds import Standing
from redress.policies.values import Policy, Somebody
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise
from redress.rulebook import Rulebook

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim


@dataclass(frozen=True, slots=True)
class Filled:
    """A report with what it lacks and the insurer holds, and the names of these fields."""

    report: NewClaim
    fields: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says that the policy is compared with."""

    people: Sequence[Party]
    line: str
    account: str
    estimate: Decimal | None


class Party(held.Named, Protocol):
    """Somebody in a claim."""

    @property
    def role(self) -> str: ...


def ask(actor: Actor, number: str, at: datetime, rule: str) -> Held | None:
    """What the policy system holds, as of the day of the loss; None where there is nobody to be asked."""
    return held.ask(actor, number, timezone.localdate(at), rule)


def fill(report: NewClaim, known: Held | None, book: Rulebook, unit: Unit, actor: Actor) -> Filled:
    """Line, unit, people and account from the policy, where they were not given; of people and account only what
    `tells` allows."""
    if known is None or known.policy is None:
        return Filled(report)
    policy = known.policy
    found: dict[str, object] = {}
    if not report.line and (line := line_of(policy, book)):
        found["line"] = line
    if not report.unit and (code := unit_of(known)):
        found["unit"] = code
    people, of_people = _people(report.people, policy)
    account = _account(policy) if not report.account else {}
    if not (of_people or account) or not tells(policy, unit, actor):
        return Filled(report.model_copy(update=found), tuple(found))
    if of_people:
        found["people"] = people
    found |= account
    names = [name for name in found if name != "people"]
    return Filled(report.model_copy(update=found), (*names, *of_people))


def tells(policy: Policy, unit: Unit, actor: Actor) -> bool:
    """Whether what the policy says of its people goes into a claim of the unit: it is shown there, so it counts as a
    look-up, and customers of another company are told nobody (SEC-01, ORG-08). A report is taken all the same."""
    if not of_company(policy, unit):
        return False
    try:
        lookups.count(actor)
    except TooMany as refusal:
        access.told(refusal)
        return False
    return True


def of_company(policy: Policy, unit: Unit) -> bool:
    """Whether the policy is of the company of the unit, as far as the house knows who underwrote it."""
    theirs = Unit.objects.filter(code=policy.unit).first()
    return theirs is None or theirs.path.startswith(unit.company_path)


def _account(policy: Policy) -> dict[str, str]:
    account = policy.account
    return {} if account is None else {"account": account.number, "account_holder": account.holder}


def doubts(said: Said, known: Held | None, book: Rulebook) -> list[Doubt]:
    """What the policy system leaves doubtful of a claim."""
    if known is None:
        return []
    return [*_doubts(said, known, line_of(known.policy, book) if known.policy is not None else "")]


def note(file: OpenClaim, known: Held | None, people: Sequence[Party]) -> Facts:
    """Write down what the policy system says of the claim; what of it the entry says: codes, nothing personal."""
    row = file.row
    said = Said(people, row.line, row.account, row.estimate)
    row.doubts = [each.value for each in doubts(said, known, file.rulebook)]
    row.cover = known.cover.value if known and known.cover else ""
    if known is None:
        return {}
    if known.check is not Check.AWAY:
        row.policy_checked_at = file.now
    return {"held": known.check.value, "cover": row.cover, "doubts": list(row.doubts)}


def line_of(policy: Policy, book: Rulebook) -> str:
    """The line of insurance of its product, as the guide of that kind of product says; '' where there is none."""
    guide = book.method.guides.get(policy.product.kind)
    return guide.line if guide else ""


def unit_of(known: Held | None) -> str:
    """The unit that underwrote the policy, where somebody handles its claims, there or above; else ''."""
    code = known.policy.unit if known and known.policy is not None else ""
    unit = Unit.objects.filter(code=code).first() if code else None
    if unit is None:
        return ""
    return code if any(level.people(HANDLES) for level in chain(unit.pk).levels) else ""


def left(policy: Policy) -> Decimal:
    """What is left of all its covers."""
    return sum((each.left for each in policy.covers), Decimal(0))


def _people(given: Sequence[ClaimPerson], policy: Policy) -> tuple[list[ClaimPerson], list[str]]:
    """Everybody with what was not said of them; with nobody insured among them, who is insured where that is clear."""
    people: list[ClaimPerson] = []
    filled: list[str] = []
    for place, person in enumerate(given):
        known = held.who_is(person, policy)
        agrees = held.of_person(person, known, held.CONTACT) if known else {}
        lacking = {name: str(getattr(known, name)) for name, same in agrees.items() if same is None}
        filled += [f"people.{place}.{name}" for name in lacking]
        people.append(person.model_copy(update=lacking) if lacking else person)
    if any(each.role == Role.INSURED for each in people) or len(policy.insured) + len(people) > MOST_PEOPLE:
        return people, filled
    if len(policy.insured) == 1:
        filled.append(f"people.{len(people)}.name")
        people.append(_insured(policy.insured[0]))
    return people, filled


def _insured(known: Somebody) -> ClaimPerson:
    """As the insurer has it: a telephone that nobody can dial is no reason to take no report."""
    said: dict[str, Any] = {name: str(getattr(known, name)) for name in ("name", *held.CONTACT)}
    return ClaimPerson.model_construct(role=Role.INSURED, **said)


def _doubts(said: Said, known: Held, line: str) -> Iterator[Doubt]:
    if known.check is Check.AWAY:
        yield Doubt.UNCHECKED
    if known.check is Check.UNKNOWN:
        yield Doubt.UNKNOWN
    if (policy := known.policy) is None:
        return
    if known.cover is not Standing.COVERED:
        yield Doubt.NOT_COVERED
    insured = [each for each in said.people if each.role == Role.INSURED]
    if any(held.who_is(each, policy) not in policy.insured for each in insured):
        yield Doubt.STRANGER
    if line and said.line != line:
        yield Doubt.OTHER_LINE
    if policy.account is not None and said.account and not _same(said.account, policy.account.number):
        yield Doubt.OTHER_ACCOUNT
    if said.estimate is not None and said.estimate > left(policy):
        yield Doubt.ABOVE


def _same(one: str, other: str) -> bool:
    return normalise(one, Kind.ACCOUNT) == normalise(other, Kind.ACCOUNT)
