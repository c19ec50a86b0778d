"""Decide the claim: pay, pay in part, or refuse (CLM-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import (
    Line,
    Text,
    Yuan,
)
from redress.casework.refusals import refuse
from redress.casework.stated import FOR_EVER, Span
from redress.casework.writes import Writes
from redress.claims.commands import terms
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.given import ItemGiven
from redress.claims.file import OpenClaim
from redress.claims.kinds import ClaimOutcome, TermsFrom
from redress.claims.models import Decision, DecisionItem
from redress.claims.rules.sums import Item, total
from redress.claims.stated import (
    COVER_BEGINS,
    EARLIEST_COVER,
)
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor
from redress.policies.held import Check, Held


class DecideClaim(ClaimCommand):
    """Pay, pay in part, or refuse: the amount is the sum of what each item leaves (CLM-08, CLM-09).

    Cover, deductible and ratio are the policy's; where the policy system does not answer they are typed, and the
    decision says so. Refuses items of nothing or less, a share above the whole, a sum above what is left of the cover
    (paid in part, it is cut to that), and payment for a loss outside the time of cover.
    """

    name = "decide_claim"
    often = True
    label = gettext_lazy("Decide the claim")
    icon = "gavel"
    writes = Writes(add=("claims_decision", "claims_decisionitem"), columns=("agreed_amount", "agreed_at"))
    cite = ("CLM-08", "insurance-law/23")
    moves = {ClaimState.ADJUSTING: ClaimState.DECIDED, ClaimState.OBJECTED: ClaimState.DECIDED}
    primary = True
    times = {
        "covered_from": Span(EARLIEST_COVER, until=FOR_EVER),
        "covered_until": Span(COVER_BEGINS, until=FOR_EVER),
    }
    prompts = {
        "items.cover": Prompt(choices=terms.covers, if_any=True),
        **{name: Prompt(unless=terms.answers) for name in terms.TYPED},
        **{f"items.{name}": Prompt(unless=terms.answers) for name in terms.TYPED_OF_ITEMS},
    }

    outcome: ClaimOutcome = Field(title=gettext_noop("Result of the decision"))
    items: list[ItemGiven] = Field(default=[], max_length=50, title=gettext_noop("Items of the loss"))
    cover_left: Yuan | None = Field(default=None, title=gettext_noop("Cover left"))
    covered_from: date | None = Field(default=None, title=gettext_noop("Covered from"))
    covered_until: date | None = Field(default=None, title=gettext_noop("Covered until"))
    clause: Line = Field(default="", title=gettext_noop("Clause on which it is refused or cut"))
    reasons: Text = Field(default="", title=gettext_noop("Reasons, in words for the customer"))

    _held: Held | None = PrivateAttr(default=None)
    _items: list[Item] = PrivateAttr(default=[])

    example = {
        "outcome": "pay",
        "items": [
            {
                "title": "前保险杠",
                "clause": "车损险第六条",
                "amount": "6800.00",
                "deductible": "500.00",
                "ratio": "0.8",
            }
        ],
        "cover_left": "120000.00",
        "covered_from": "2026-01-01",
        "covered_until": "2026-12-31",
    }

    def beforehand(self, actor: Actor, number: str) -> None:
        """Ask the policy that the claim names; a refusal needs nothing of it."""
        if self.outcome is not ClaimOutcome.REFUSE:
            self._held = terms.ask(actor, number)

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.outcome is ClaimOutcome.REFUSE:
            self._explained()
            if self.items:
                refuse("CLM-08", _("Nothing is paid on a refused claim. Take the items out."), field="items")
            return
        if not self.items:
            refuse("CLM-08", _("Give the items that the amount is made of."), field="items")
        if self._held is not None and self._held.check is not Check.AWAY:
            self._items = terms.by_policy(self, file, self._held, actor)
        else:
            self._items = terms.as_typed(self, file)
        if self.amount <= 0:
            refuse(
                "CLM-08",
                _(
                    "Nothing is left to pay. Correct the items, or refuse the claim with the clause and reasons."
                ),
                field="items",
            )
        if self.outcome is ClaimOutcome.PART:
            self._explained()

    def _explained(self) -> None:
        if not self.clause:
            refuse("CLM-08", _("Say which clause it rests on."), field="clause")
        if not self.reasons:
            refuse("CLM-10", _("Explain it in words that the customer understands."), field="reasons")

    @property
    def reckoned(self) -> Sequence[Item]:
        """The items on their terms, once it was checked; none where these could not be applied."""
        return self._items

    @property
    def amount(self) -> Decimal:
        return total(self._items)

    @property
    def terms(self) -> TermsFrom | str:
        """Where cover, deductible and ratio came from; '' where nothing is paid."""
        if self.outcome is ClaimOutcome.REFUSE:
            return ""
        if self._held is None:
            return TermsFrom.TYPED
        return TermsFrom.AWAY if self._held.check is Check.AWAY else TermsFrom.POLICY

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        decision = Decision(
            claim=file.row,
            ordinal=1 + (file.decision.ordinal if file.decision else 0),
            outcome=self.outcome,
            amount=self.amount,
            clause=self.clause,
            reasons=self.reasons,
            terms=self.terms,
            decided_at=file.now,
            decided_by_id=actor.id,
        )
        file.add(decision)
        for number, (given, item) in enumerate(zip(self.items, self._items, strict=False), 1):
            file.add(
                DecisionItem(
                    decision=decision,
                    ordinal=number,
                    title=item.title,
                    clause=item.clause,
                    amount=item.amount,
                    deductible=item.deductible,
                    ratio=item.ratio,
                    cover=given.cover,
                    at_most=item.at_most,
                    payable=item.payable,
                )
            )
        file.row.agreed_amount = file.row.agreed_at = None
        file.event("claim_decided", subject={"outcome": self.outcome.value})
        return {
            "decision": decision.ordinal,
            "amount": str(self.amount),
            "shown": [each.shown for each in self._items],
            "terms": str(self.terms),
        }
