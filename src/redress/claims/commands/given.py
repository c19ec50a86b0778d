"""What is given when a claim is decided: its items, and the terms that are typed where no policy system answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.inputs import Code, Line, RequiredLine, Share, SignedYuan
from redress.claims.kinds import ClaimOutcome
from redress.claims.rules.sums import Item


class ItemGiven(BaseModel):
    """One position: what was recognised, and of which cover of the policy it is paid.

    Clause, deductible and ratio are the policy's; they are typed where no policy system answers.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=10_000)

    title: RequiredLine = Field(title=gettext_noop("Item of the loss"))
    amount: SignedYuan = Field(title=gettext_noop("Amount recognised"))
    cover: Code = Field(default="", title=gettext_noop("Cover"))
    clause: Line = Field(default="", title=gettext_noop("Clause"))
    deductible: SignedYuan | None = Field(default=None, title=gettext_noop("Deductible"))
    ratio: Share | None = Field(default=None, title=gettext_noop("Ratio (1 = all)"))

    @property
    def typed(self) -> Item:
        deductible = Decimal(0) if self.deductible is None else self.deductible
        ratio = Decimal(1) if self.ratio is None else self.ratio
        return Item(self.title, self.amount, self.clause, deductible, ratio)


class DecisionGiven(Protocol):
    """A decision as far as its terms are asked of it."""

    @property
    def outcome(self) -> ClaimOutcome: ...
    @property
    def items(self) -> Sequence[ItemGiven]: ...
    @property
    def cover_left(self) -> Decimal | None: ...
    @property
    def covered_from(self) -> date | None: ...
    @property
    def covered_until(self) -> date | None: ...
