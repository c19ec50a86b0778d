"""Sending a letter of a complaint: what it tells the customer; and executing what it promised (COM-04, COM-06)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import PastMoment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, SENDING, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.deciding import approvals
from redress.complaints.handling import performing
from redress.complaints.kinds import ContactKind, DecisionState, Means, ReviewState, Told
from redress.complaints.law import tellings
from redress.complaints.letters.base import OnOneLetter
from redress.complaints.models import Contact
from redress.complaints.stated import LETTER, LETTER_SENT
from redress.complaints.writes import TELLS
from redress.letters import texts
from redress.letters.commands.common import expect, latest, standing
from redress.letters.commands.send import Send
from redress.letters.kinds import LetterState, Sending
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.sections.letters.schema import LetterRule

MEANS: Final = {Sending.POST: Means.LETTER, Sending.EMAIL: Means.EMAIL, Sending.HAND: Means.IN_PERSON}
"""How the customer was contacted when a letter went that way."""


class SendLetter(Send, OnOneLetter):
    """Note that a letter went: how, when, and what proves it. Only the reviewed version goes (COM-04, COM-06)."""

    act = "work"
    times = {"at": Span(LETTER, "COM-04"), "execute_by": Span(SENDING, "COM-04", FURTHEST)}
    writes = TELLS

    def _check_file(self, case: Case, rule: LetterRule) -> None:
        if "opinion_sent" in rule.proves or rule.tells == "decision":
            approvals.check_none_waits(case, "letter")

    def _reached(self, case: Case, letter: Letter, rule: LetterRule, actor: Actor) -> None:
        """The contact that this is, and what the law wanted told by it."""
        at, words, means = self.at or case.now, f"{rule.title.zh} {letter.number}", MEANS[self.means]
        kind = ContactKind(rule.telling or ContactKind.OTHER)
        case.add(Contact(complaint=case.row, kind=kind, means=means, at=at, words=words, by_id=actor.id))
        if rule.tells:
            self._prove(case, Told(rule.tells), words, actor)

    def _prove(self, case: Case, what: Told, words: str, actor: Actor) -> None:
        """The telling with its proof, where something waits to be told (COM-06)."""
        if not _waits(case, what, MEANS[self.means]):
            return
        at, means, matter = self.at or case.now, MEANS[self.means], tellings.about(case, what)
        tellings.tell(
            case,
            actor,
            what,
            means,
            at,
            about=str(matter or ""),
            words=words,
            proof=self.evidence or "",
            reference=self.proof,
        )
        tellings.effect(case, what, matter, at, tellings.received_at(means, at, None))


def _waits(case: Case, what: Told, means: Means) -> bool:
    """Whether this is still to be told, and may be told that way."""
    row = case.row
    if what is Told.ACCEPTANCE:
        allowed = case.rulebook.channel(row.channel).confirm_by
        return not row.confirmed_at and (not allowed or means in allowed)
    if what is Told.DECISION:
        return row.decisions.filter(state=DecisionState.MADE).exists()
    if what is Told.REVIEW:
        return row.reviews.filter(state=ReviewState.DECIDED).exists()
    return True


class RecordExecution(OnOneLetter):
    """Note that what the processing opinion promised was done (COM-04).

    With it the opinion that the customer accepted is performed: it is not recorded a second time (AUT-01).
    """

    name = "record_execution"
    act = "work"
    label = gettext_lazy("Record the execution")
    icon = "checks"
    cite = ("COM-04", "AUT-01")
    stands = (LetterState.SENT,)

    times = {"at": Span(LETTER_SENT, "COM-04")}
    writes = Writes(change=("complaints_proposal",))
    prompts = {"letter": Prompt(choices=standing(*stands))}

    done: RequiredText = Field(title=gettext_noop("What was done"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"letter": "处意〔2026〕SC-00012", "done": "已转账12800元"}

    @classmethod
    def _fits(cls, case: Case, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        """It is a letter that promises something."""
        return "opinion_sent" in rule.proves

    def check(self, case: Case, actor: Actor) -> None:
        letter = latest(case, self.letter)
        expect(letter, "COM-04", *self.stands)
        if not self._fits(case, actor, letter, texts.rule_of(case, letter.kind)):
            refuse(
                "COM-04",
                _("This letter promises nothing that is executed. Nothing needs to be done."),
                field="letter",
            )
        approvals.check_none_waits(case, "letter")
        owed = performing.owed(case)
        if owed is None and any(proposal.executed_at for proposal in case.row.proposals.all()):
            refuse(
                "COM-04",
                _("What was promised is recorded as performed already. Nothing needs to be done."),
                field="letter",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        at, owed = self.at or case.now, performing.owed(case)
        if owed is None:  # a decision is carried out whether or not the customer agrees
            case.event("executed", at=at)
            return {"letter": self.letter}
        performing.perform(case, actor, owed, at, self.done)
        return {"letter": self.letter, "proposal": owed.position}
