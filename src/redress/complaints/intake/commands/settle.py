"""Settling on the spot what is within the authority of whoever took it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, Yuan
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.flows import gates
from redress.complaints.intake import confirming
from redress.complaints.kinds import ContactKind, Means, ProposalState
from redress.complaints.models import Contact, Proposal
from redress.complaints.writes import TELLS
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State


class Settle(Command):
    """Settle a general complaint at once, within authority, with the customer's consent (FLW-01, COM-01).

    It is no way round what an opinion obeys: the limits of authority, the superior's opinion in centralised business,
    the committee (AUT-01, FLW-09, FLW-10). The acceptance is confirmed with it, by a means that the case allows
    (INT-06, INT-07). What was settled is performed with it.
    """

    name = "settle"
    act = "decide"
    label = gettext_lazy("Settle on the spot")
    icon = "circle-check"
    cite = ("FLW-01",)
    told = frozenset({"plan", "basis"})
    family = Family.INTAKE
    duties = common.INTAKE_TOO
    moves = {State.REGISTERED: State.ANSWERED}
    writes = TELLS | Writes(add=("complaints_proposal",), columns=("amount", "decided_at", "validity"))

    means: Means = Field(default=Means.IN_PERSON, title=gettext_noop("Means"))
    plan: RequiredText = Field(title=gettext_noop("How it was settled"))
    basis: RequiredText = Field(title=gettext_noop("Basis"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))

    example = {
        "means": "in_person",
        "plan": "陪同客户开户后办理退保",
        "basis": "退保规则第三条",
        "amount": "0",
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The acceptance is confirmed with it: face to face where the channel allows that, else as it asks (INT-06)."""
        allowed = case.rulebook.confirmed_by(case.row.channel, case.row.source)
        return {} if not allowed or Means.IN_PERSON in allowed else {"means": allowed[0]}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if cls._most(case, actor) is None:
            refuse("FLW-01", _("Settling such a case on the spot is beyond your authority. Dispatch it."))
        gates.check_before(case)

    @classmethod
    def _most(cls, case: Case, actor: Actor) -> Decimal | None:
        """The most that one of the actor's posts may settle of such a case; None: nothing at all."""
        posts = actor.reaching(frozenset(Duty), case.row.unit_id)
        found = [
            most
            for post in posts
            if post.level
            and (most := case.rulebook.on_the_spot(case.subject, post.level, post.duty)) is not None
        ]
        return max(found, default=None)

    def check(self, case: Case, actor: Actor) -> None:
        most = self._most(case, actor)
        if most is None or (self.amount or Decimal(0)) > most:
            refuse(
                "FLW-01",
                _("This amount is beyond your authority on the spot. Dispatch the case."),
                field="amount",
            )
        gates.check_proposal(case, self.amount)
        if case.row.confirmed_at is None:
            confirming.check_means(case, self.means, "means")

    def do(self, case: Case, actor: Actor) -> Facts:
        row = case.row
        case.add(
            Proposal(
                complaint=row,
                position=row.proposals.count() + 1,
                plan=self.plan,
                basis=self.basis,
                amount=self.amount,
                state=ProposalState.ACCEPTED,
                by_id=actor.id,
                by_for_id=actor.on_behalf_of,
                at=case.now,
                answered_at=case.now,
                executed_at=case.now,
                executed_by_id=actor.id,
            )
        )
        case.add(
            Contact(
                complaint=row,
                kind=ContactKind.RESULT,
                means=self.means,
                at=case.now,
                words=self.plan,
                by_id=actor.id,
            )
        )
        if row.confirmed_at is None:
            row.confirmed_at = case.now
            case.event("confirmed")
        row.result_told_at = row.result_received_at = case.now
        case.event("settled")
        case.event("feedback_accepted")
        return {"amount": str(self.amount) if self.amount is not None else None}
