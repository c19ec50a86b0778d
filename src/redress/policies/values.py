"""What the port gives: a policy with its product, people, cover and account, whichever system it came from.

The same types hold the answers of a system to what they must be: strict about types, names and sums. Everything about
people is personal data; it is never in a `repr`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NoReturn

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from redress.casework.inputs import (
    Account as AccountNumber,
)
from redress.casework.inputs import (
    Address,
    Code,
    Email,
    IdNumber,
    Line,
    PersonName,
    PhoneOfBefore,
    RequiredLine,
    RequiredText,
    ShortLine,
)
from redress.policies.kinds import PolicyState

Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
"""Yuan."""
Share = Annotated[Decimal, Field(gt=0, le=1, max_digits=5, decimal_places=4)]
"""A part of the whole: 0.8 is eighty per cent."""
RequiredCode = Annotated[Code, Field(min_length=1)]
Number = Annotated[ShortLine, Field(min_length=1)]
MANY = 200
"""People, covers and clauses that one policy may have here, each."""


class Value(BaseModel):
    """A piece of an answer: unchangeable, nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Personal(Value):
    """What a log must not show."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class Clause(Value):
    """A clause of a product, in the words of the contract. `kind`: what it decides."""

    code: RequiredCode
    kind: Literal["cover", "exclusion", "duty", "waiting"] = "cover"
    title: RequiredLine
    text: RequiredText


class Product(Value):
    """What was sold. By `kind`, a code such as 'medical', claims guides are found; `line` is the line of business."""

    code: RequiredCode
    name: RequiredLine
    kind: RequiredCode
    line: ShortLine = ""
    clauses: tuple[Clause, ...] = Field(default=(), max_length=MANY)

    @model_validator(mode="after")
    def _each_once(self) -> Product:
        _once([each.code for each in self.clauses])
        return self

    def clause(self, code: str) -> Clause | None:
        return next((each for each in self.clauses if each.code == code), None)


class Cover(Value):
    """A benefit of the policy: what is insured for how much, and how a loss becomes a payment.

    payment = (loss - deductible) x ratio, at most what is left.
    """

    code: RequiredCode
    title: RequiredLine
    clause: Code = ""
    sum_insured: Money
    left: Money
    deductible: Money = Decimal(0)
    ratio: Share = Decimal(1)

    @model_validator(mode="after")
    def _no_more_than_insured(self) -> Cover:
        if self.left > self.sum_insured:
            _unfit(_("More is left than was insured. Correct the sum insured or what is left of it."))
        return self


class Contact(Personal):
    """How somebody is reached."""

    phone: PhoneOfBefore = ""
    email: Email = ""
    address: Address = ""


class Somebody(Contact):
    """A person or organisation of a policy."""

    name: Annotated[PersonName, Field(min_length=1)]
    is_organisation: bool = False
    id_number: IdNumber = ""
    born: date | None = None


class Beneficiary(Somebody):
    """Who is paid. `order`: those of the first order come before those of the second; `share` within the order."""

    order: Annotated[int, Field(ge=1, le=9)] = 1
    share: Share | None = None


class Account(Personal):
    """Where the insurer pays to."""

    holder: Annotated[PersonName, Field(min_length=1)]
    bank: Line = ""
    number: Annotated[AccountNumber, Field(min_length=1)]


class Policy(Personal):
    """A policy (保单).

    `unit` is the code of the unit that underwrote it (ORG-07). `begins` and `ends` are the first and last day of cover;
    without `ends` it is for life. `since` is the first day in a state other than in force.
    """

    number: Number
    product: Product
    unit: Code = ""
    state: PolicyState = PolicyState.IN_FORCE
    since: date | None = None
    begins: date
    ends: date | None = None
    holder: Somebody
    insured: tuple[Somebody, ...] = Field(min_length=1, max_length=MANY)
    beneficiaries: tuple[Beneficiary, ...] = Field(default=(), max_length=MANY)
    covers: tuple[Cover, ...] = Field(min_length=1, max_length=MANY)
    account: Account | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Policy:
        if self.ends is not None and self.ends < self.begins:
            _unfit(_("The period of cover ends before it begins. Correct one of the dates."))
        _once([each.code for each in self.covers])
        clauses = {each.code for each in self.product.clauses}
        for cover in self.covers:
            if cover.clause and cover.clause not in clauses:
                _unfit(
                    _(
                        "The cover %(cover)s names the clause %(clause)s, which its product does not have. Correct it."
                    )
                    % {"cover": cover.code, "clause": cover.clause}
                )
        shares: dict[int, Decimal] = defaultdict(Decimal)
        for each in self.beneficiaries:
            shares[each.order] += each.share or 0
        if any(total > 1 for total in shares.values()):
            _unfit(_("The shares of beneficiaries of one order come to more than the whole. Correct them."))
        return self

    def cover(self, code: str) -> Cover | None:
        return next((each for each in self.covers if each.code == code), None)


def _once(codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            _unfit(_("The code %(code)s stands twice. Leave one of them.") % {"code": code})


def _unfit(because: str) -> NoReturn:
    """What is wrong, in the active language: `casework.problems` says it as it stands."""
    raise PydanticCustomError("fit", because.replace("{", "{{").replace("}", "}}"))
