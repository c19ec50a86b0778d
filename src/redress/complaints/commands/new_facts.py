"""New facts and reasons from the customer start the legal limit anew (CLK-05, CLO-08)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.clocks.models import Clock
from redress.complaints import proof
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command, Facts
from redress.complaints.commands.families import Family
from redress.complaints.commands.types import FileHash, PastMoment, RequiredText
from redress.complaints.kinds import DecisionState
from redress.complaints.models import NewFacts as NewFactsRow
from redress.complaints.refusals import refuse
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State

_BACK = {State.PROPOSED: State.INVESTIGATING, State.DECIDED: State.INVESTIGATING}


class NewFacts(Command):
    """Record new facts from the customer: limits count anew from their receipt (CLK-05, CLO-08).

    The same again is no new fact and restarts nothing. What was proposed or decided and not yet told is thought
    over again.
    """

    name = "new_facts"
    label = gettext_lazy("Record new facts")
    cite = ("CLK-05", "CLO-08")
    duties = common.INTAKE_TOO
    moves = {state: _BACK.get(state, state) for state in OPEN_STATES}
    family = Family.LAW

    what: RequiredText = Field(title=gettext_noop("What is new"))
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: list[FileHash] = Field(default=[], max_length=20, title=gettext_noop("Files"))

    def check(self, case: Case, actor: Actor) -> None:
        proof.check_attached(case, self.evidence, "CLO-08", "evidence")
        if self.received_at and self.received_at < case.row.received_at:
            refuse("CLO-08", _("New facts cannot come before the complaint."), "received_at")
        restarting = [
            key for key, rule in case.rulebook.method.clocks.items() if "new_facts" in rule.restarts
        ]
        open_clocks = Clock.objects.filter(
            complaint=case.row, key__in=restarting, status__in=["running", "paused"]
        )
        if not open_clocks.exists():
            refuse(
                "CLO-08",
                _(
                    "The result has been told, so no limit starts anew. Register the matter again, or take it "
                    "as a request for review."
                ),
            )
        self._check_new(case)

    def _check_new(self, case: Case) -> None:
        """The same words, or only files that came with earlier facts, are nothing new."""
        row = case.row
        earlier = list(row.new_facts.all())
        said = {_plain(text) for text in (row.facts, row.demand, *(facts.what for facts in earlier))}
        known = {file for facts in earlier for file in facts.evidence}
        if _plain(self.what) in said or (self.evidence and known >= set(self.evidence)):
            refuse(
                "CLO-08",
                _(
                    "The customer has said this before; the limit runs on. Record it as a contact, or merge it."
                ),
                "what",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.received_at or case.now
        case.add(
            NewFactsRow(
                complaint=case.row,
                what=self.what,
                received_at=at,
                evidence=list(self.evidence),
                by_id=actor.id,
                at=case.now,
            )
        )
        for decision in case.row.decisions.filter(state=DecisionState.MADE):
            decision.state = DecisionState.SUPERSEDED
            case.change(decision, "state")
            case.row.decided_at = None
        case.event("new_facts", at=at)
        return {"received_at": at.isoformat(), "files": len(self.evidence)}


def _plain(text: str) -> str:
    """Without spaces and punctuation, so that the same is the same."""
    return re.sub(r"[\W_]+", "", text).casefold()
