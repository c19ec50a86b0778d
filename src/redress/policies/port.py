"""The port: what is asked of a policy system, whichever it is, and what is said when it does not answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from django.utils.translation import gettext as _

from redress.casework.refusals import Refusal
from redress.policies.values import Policy, Product

MOST: Final = 20
"""Policies that one look-up gives."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose policies: of a number, an identity number, a telephone, or a name with its birth day. One of these.

    People are found as policyholder, insured or beneficiary. Values are compared as `privacy.normalising` writes them.
    """

    number: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    born: date | None = field(default=None, repr=False)

    @property
    def by(self) -> str:
        """What is asked by: 'number', 'id_number', 'phone', 'name', or '' for nothing that finds anybody."""
        named = "name" if self.name and self.born is not None else ""
        return next((each for each in ("number", "id_number", "phone") if getattr(self, each)), named)


@dataclass(frozen=True, slots=True)
class Found:
    """Newest policies first, at most `MOST`; `more` when there are others."""

    policies: tuple[Policy, ...] = ()
    more: bool = False


class PolicySystem(Protocol):
    """A policy system. Each method raises Away when it does not answer, or not as it must; none changes anything."""

    def find(self, asked: Asked) -> Found:
        """The policies; none of a question that asks by nothing."""

    def product(self, code: str) -> Product | None:
        """A product with its clauses."""

    def products(self) -> tuple[Product, ...]:
        """All products, by code."""

    def ready(self) -> bool:
        """Whether there is anything to ask; without asking anything far away."""


class Away(Refusal):
    """The policy system did not answer, or not as agreed; nothing was checked (HTTP 503). `trouble` is for the log."""

    status = 503

    def __init__(self, trouble: str) -> None:
        self.trouble = trouble
        super().__init__(
            "SYS-02",
            _(
                "The policy system does not answer. Policy, people and cover were not checked: type what the customer "
                "says, and check it when the system is back."
            ),
        )
