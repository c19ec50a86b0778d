"""What the API answers of policies and claims guides. Personal data come out masked (SEC-02)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from django.utils import timezone
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from redress.api.schemas import Account, Address, Email, IdNumber, Name, Out, Phone
from redress.casework import moment
from redress.casework.inputs import CLEAN
from redress.policies.kinds import PartyRole, PolicyState, Standing
from redress.policies.port import Asked, Found
from redress.policies.standing import standing
from redress.policies.values import Policy, Somebody
from redress.privacy.masks import Kind, mask

_Words = Annotated[str, CLEAN, Field(max_length=100)]


class PolicyQuestion(BaseModel):
    """Whose policies: of a number, an identity number, a telephone, or a name with its birth day."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: ClassVar[str] = "look_up_policies"
    cite: ClassVar[tuple[str, ...]] = ("INT-03",)

    number: _Words = ""
    id_number: _Words = ""
    phone: _Words = ""
    person: _Words = Field(default="", description="A name; `born` goes with it.")
    born: date | None = None

    def asked(self) -> Asked:
        return Asked(
            self.number.strip(), self.id_number.strip(), self.phone.strip(), self.person.strip(), self.born
        )


Born = Annotated[str, BeforeValidator(lambda value: mask(str(value), Kind.BIRTH) if value else "")]


class PolicyPersonOut(Out):
    """Masked."""

    role: PartyRole
    is_organisation: bool
    name: Name
    id_number: IdNumber
    born: Born
    phone: Phone
    email: Email
    address: Address
    order: int | None = None
    share: Decimal | None = None


class PolicyAccountOut(Out):
    """Masked."""

    holder: Name
    bank: str
    number: Account


class ClauseOut(Out):
    code: str
    kind: str
    title: str
    text: str


class ProductOut(Out):
    code: str
    name: str
    kind: str
    line: str
    clauses: list[ClauseOut]


class CoverOut(Out):
    code: str
    title: str
    clause: str
    sum_insured: Decimal
    left: Decimal
    deductible: Decimal
    ratio: Decimal


class PolicyOut(Out):
    """A policy with its people masked. `cover_today` says how its cover stands today."""

    number: str
    unit: str
    state: PolicyState
    since: date | None
    begins: date
    ends: date | None
    cover_today: Standing
    product: ProductOut
    covers: list[CoverOut]
    people: list[PolicyPersonOut]
    account: PolicyAccountOut | None


class PoliciesOut(BaseModel):
    """Newest first; `more` when there are others."""

    items: list[PolicyOut]
    more: bool


class NeededOut(Out):
    title: str
    requirement: str
    original: bool
    only: list[str]


class ExplainedOut(Out):
    term: str
    means: str


class GuideOut(Out):
    """A claims guide, in the language that was asked for."""

    kind: str
    title: str
    covered: list[str]
    not_covered: list[str]
    steps: list[str]
    papers: list[NeededOut]
    terms: list[ExplainedOut]
    message: str
    version: str


class GuidesOut(BaseModel):
    items: list[GuideOut]


def policies(found: Found) -> PoliciesOut:
    today = timezone.localdate(moment.now())
    return PoliciesOut(items=[_policy(each, today) for each in found.policies], more=found.more)


def _policy(policy: Policy, today: date) -> PolicyOut:
    said: dict[str, Any] = {
        name: getattr(policy, name) for name in PolicyOut.model_fields if hasattr(policy, name)
    }
    people = [
        _person(PartyRole.HOLDER, policy.holder),
        *(_person(PartyRole.INSURED, each) for each in policy.insured),
        *(_person(PartyRole.BENEFICIARY, each) for each in policy.beneficiaries),
    ]
    return PolicyOut.model_validate(said | {"cover_today": standing(policy, today), "people": people})


def _person(role: PartyRole, person: Somebody) -> PolicyPersonOut:
    """An organisation's name is no personal datum."""
    out = PolicyPersonOut.model_validate({"role": role, **person.model_dump()})
    return out.model_copy(update={"name": person.name}) if person.is_organisation else out
