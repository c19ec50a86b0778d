"""Sending a letter with its proof, and executing what it promised (COM-04, COM-06)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import FileOrNone, Line, Moment, PastMoment, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints import approvals, performing, proof, tellings
from redress.complaints.case import Case
from redress.complaints.kinds import ContactKind, DecisionState, Means, ReviewState, Told
from redress.complaints.models import Contact
from redress.complaints.queries import offers
from redress.complaints.stated import FURTHEST, LETTER, LETTER_SENT, SENDING, Span
from redress.complaints.writes import TELLS, Writes
from redress.letters import texts
from redress.letters.commands.common import OnOneLetter, expect, latest, standing
from redress.letters.commands.draft import said
from redress.letters.issuing import freeze
from redress.letters.kinds import LetterState, Sending
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.schema.letters import LetterRule

MEANS: Final = {Sending.POST: Means.LETTER, Sending.EMAIL: Means.EMAIL, Sending.HAND: Means.IN_PERSON}
"""How the customer was contacted when a letter went that way."""
_PROOF: Final = {
    Sending.POST: gettext_lazy("the number of the posting receipt"),
    Sending.EMAIL: gettext_lazy("the address it was sent to"),
    Sending.HAND: gettext_lazy("who signed for it"),
}


class SendLetter(OnOneLetter):
    """Note that a letter went: how, when, and what proves it. Only the reviewed version goes (COM-04, COM-06)."""

    name = "send_letter"
    act = "work"
    label = gettext_lazy("Send a letter")
    icon = "mail-forward"
    cite = ("COM-04", "COM-06")
    stands = (LetterState.REVIEWED,)

    times = {"at": Span(LETTER, "COM-04"), "execute_by": Span(SENDING, "COM-04", FURTHEST)}
    writes = TELLS
    prompts = {
        "letter": Prompt(choices=standing(LetterState.REVIEWED, LetterState.DRAFT)),
        "evidence": Prompt(choices=offers.evidence),
    }

    means: Sending = Field(title=gettext_noop("How"))
    proof: Line = Field(default="", title=gettext_noop("Proof"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Receipt"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    execute_by: Moment | None = Field(default=None, title=gettext_noop("To be executed by"))
    taboo_acknowledged: bool = Field(
        default=False, title=gettext_noop("The flagged wording stands on purpose")
    )

    example = {"letter": "处意〔2026〕SC-00012", "means": "post", "proof": "挂号 XA123456789"}

    @classmethod
    def states(cls, rule: LetterRule) -> tuple[LetterState, ...]:
        """What legal counsel passed; what needs no review goes as it was drafted."""
        return (LetterState.REVIEWED if rule.legal_review else LetterState.DRAFT,)

    def check(self, case: Case, actor: Actor) -> None:
        letter = latest(case, self.letter)
        rule = texts.rule_of(case, letter.kind)
        expect(letter, "COM-04" if rule.legal_review else "COM-07", *self.states(rule))
        if not rule.legal_review:
            texts.check_complete(case, rule, letter.parts)
            if rule.to == "customer":
                texts.check_manners(case, letter.parts, acknowledged=self.taboo_acknowledged)
        if "opinion_sent" in rule.proves or rule.tells == "decision":
            approvals.check_none_waits(case, "letter")
        self._check_way(rule)
        proof.check_attached(case, [self.evidence or ""], "COM-06", "evidence")

    def _check_way(self, rule: LetterRule) -> None:
        if self.means not in rule.sent_by:
            ways = listed(Sending(way).label for way in rule.sent_by)
            refuse(
                "COM-06",
                _("This letter goes: %(ways)s. Choose one of these.") % {"ways": ways},
                field="means",
            )
        if rule.to == "customer" and not self.proof and self.means in _PROOF:
            refuse(
                "COM-06",
                _("Proof of sending is kept: enter %(what)s.") % {"what": _PROOF[self.means]},
                field="proof",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        letter = latest(case, self.letter)
        rule = texts.rule_of(case, letter.kind)
        digest = letter.pdf_id or freeze(case, letter, rule)
        letter.state, letter.sent_at, letter.sent_by_id = LetterState.SENT, self.at or case.now, actor.id
        letter.means, letter.proof, letter.execute_by = self.means, self.proof, self.execute_by
        case.change(letter, "state", "sent_at", "sent_by", "means", "proof", "execute_by", "pdf", "issued_on")
        self._tell(case, letter, rule, actor)
        return said(letter) | {"sha256": digest, "means": self.means}

    def _tell(self, case: Case, letter: Letter, rule: LetterRule, actor: Actor) -> None:
        """The contact that this is, what the law wanted told by it, and what the clocks learn from it."""
        at = self.at or case.now
        case.event("letter_sent", at=at)
        for name in rule.proves:
            case.event(name, at=at, due=self.execute_by if name == "opinion_sent" else None)
        if rule.to != "customer":
            return
        if (
            self.means == Sending.POST
        ):  # who has it in hand or in the mailbox need not be told that it is on its way
            case.event("letter_posted", at=at)
        case.event("contacted", at=at)
        words, means = f"{rule.title.zh} {letter.number}", MEANS[self.means]
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
