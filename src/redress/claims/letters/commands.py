"""Writing and sending letters of a claim; that the decision notice went tells the decision (CLM-08, COM-04, COM-07)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import PrivateAttr

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, SENDING, Span
from redress.casework.writes import Writes
from redress.claims import customer, recusal
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.people import same_name
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES, Way
from redress.claims.stated import DECISION, REPORT
from redress.claims.states import OPEN, ClaimState
from redress.claims.telling import tell
from redress.letters import queries, texts
from redress.letters.commands.common import OnLetter, latest
from redress.letters.commands.draft import Draft, Drop, Reissue, Revise
from redress.letters.commands.review import Pass, Return, Submit
from redress.letters.commands.send import Send
from redress.letters.kinds import LetterState, Sending
from redress.letters.models import Letter
from redress.letters.reviewing import REVIEWERS
from redress.letters.writing import WRITING
from redress.organisation.actor import Actor
from redress.rulebook import taboo
from redress.rulebook.sections.letters.schema import LetterRule

_WAYS: Final = {Sending.POST: Way.LETTER, Sending.EMAIL: Way.EMAIL, Sending.HAND: Way.COUNTER}
"""By which way the customer was told when a letter went so."""
TELLS: Final = "decision"
"""What the rulebook says of the letter whose sending tells the decision."""


def _flagged(file: OpenClaim) -> bool:
    """Whether a letter that waits to go says what is not said to customers (COM-08)."""
    waiting = queries.numbers(file.row, LetterState.REVIEWED, LetterState.DRAFT)
    return any(taboo.find(file.rulebook, "\n".join(each.letter.parts.values())) for each in waiting)


class _OfClaim(ClaimCommand):
    """A command on letters of a claim: possible after its end as well, for receipts and explanations."""

    duties = HANDLES
    within = OPEN | {ClaimState.CLOSED}


class _OnOne(OnLetter, _OfClaim):
    """A step of one letter of a claim."""


class DraftClaimLetter(Draft, _OfClaim):
    """Begin a letter of the standard. What it says by the claim stands in it and is not written (COM-07, CLM-08)."""

    name = "draft_claim_letter"
    often = True
    writes = Writes(add=("letters_letter",))

    example = {"kind": "decision_notice"}

    prompts = {
        **Draft.prompts,
        "addressee": Prompt(hint=lambda _file: _("Empty: as it says above")),
        "address": Prompt(hint=lambda _file: _("Empty: that of the addressee, where the claim has it")),
    }

    def _address(self, file: OpenClaim, name: str, address: str) -> str:
        """Their own of whoever is named; of somebody who is not in the claim none is known."""
        if not self.addressee or same_name(self.addressee, name):
            return address
        theirs = (str(each.address) for each in file.parties if same_name(each.name, self.addressee))
        return next(theirs, "")

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """The decision notice, while a decision is to be told."""
        return {"kind": notice(file)} if file.state is ClaimState.DECIDED else {}

    def _check_file(self, file: OpenClaim, rule: LetterRule) -> None:
        writing = WRITING.of(file.row)
        nobody = rule.to == "customer" and not self.addressee and not writing.addressee(file)[0]
        if nobody and any(customer.is_child(file, each) for each in file.parties):
            refuse(
                rule.cite[-1],
                _("The customer is a child. Name the guardian to whom the letter goes; no number was used."),
                field="addressee",
            )
        empty = [
            part
            for part in rule.parts.values()
            if part.fixed and part.required and not writing.filled(file, part.fills or "")
        ]
        if empty:
            refuse(
                rule.cite[-1],
                _("There is nothing yet that '%(part)s' could say of this claim. Record it first; no number was used.")
                % {"part": empty[0].title.get(get_language() or "zh")},
                field="kind",
            )  # fmt: skip


class ReviseClaimLetter(Revise, _OnOne):
    """Change a draft, or answer a returned letter with its next version. What the claim says stands anew in it."""

    name = "revise_claim_letter"
    writes = Writes(add=("letters_letter",))

    example = {
        "letter": "赔决〔2026〕SC-00012",
        "parts": [{"part": "contact", "text": "咨询电话：95500，经办人王某。"}],
    }


class ReissueClaimLetter(Reissue, _OnOne):
    """Write a letter anew that was sent: under a number of its own, naming the one it replaces (COM-04)."""

    name = "reissue_claim_letter"
    writes = Writes(add=("letters_letter",))

    example = {"letter": "赔决〔2026〕SC-00012", "because": "金额有误"}


class DropClaimLetter(Drop, _OnOne):
    """Give up a letter that was not sent. Its number stays taken (COM-07)."""

    name = "drop_claim_letter"

    example = {"letter": "赔决〔2026〕SC-00012", "because": "重复"}


class SubmitClaimLetter(Submit, _OnOne):
    """Give a letter to legal counsel, who sees the claim from then on. It must be complete (COM-04, COM-08)."""

    name = "submit_claim_letter"

    example = {"letter": "赔决〔2026〕SC-00012"}

    def _free(self, file: OpenClaim, person: int) -> bool:
        return all(each.person_id != person for each in recusal.standing(file.recusals))


class ReturnClaimLetter(Return, _OnOne):
    """Give a letter back with marks; the writer answers with the next version (COM-04)."""

    name = "return_claim_letter"
    duties = REVIEWERS

    example = {"letter": "赔决〔2026〕SC-00012", "remark": "写明条款依据"}


class PassClaimLetter(Pass, _OnOne):
    """Let a letter go: this version, as this PDF, and no other is what may be sent (COM-04)."""

    name = "pass_claim_letter"
    duties = REVIEWERS

    example = {"letter": "赔决〔2026〕SC-00012"}


class SendClaimLetter(Send, _OnOne):
    """Note that a letter went: how, when, what proves it. With the decision notice the decision is told (CLM-08)."""

    name = "send_claim_letter"
    cite = ("CLM-08", "COM-04", "COM-06", "insurance-law/24")
    writes = Writes(change=("claims_decision",))
    prompts = {
        **Send.prompts,
        "evidence": Prompt(unless=lambda _file, _actor: True),
        "proof": Prompt(
            hint=lambda _file: _("Number of the posting receipt, address it was sent to, or who signed.")
        ),
        "execute_by": Prompt(unless=lambda _file, _actor: True),
        "taboo_acknowledged": Prompt(unless=lambda file, _actor: not _flagged(file)),
    }
    """What proves it is asked for once, nothing of a claim's letter is executed by a day, and wording is confirmed
    where some was flagged."""
    times = {"at": Span(REPORT), "execute_by": Span(SENDING, until=FURTHEST)}

    _tells: bool = PrivateAttr(default=False)

    example = {"letter": "赔决〔2026〕SC-00012", "means": "email", "proof": "liu@mail.example"}

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """The decision notice that waits to go."""
        letter = unsent(file) if file.state is ClaimState.DECIDED else None
        return {"letter": letter.number} if letter else {}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        super().check(file, actor)
        letter = latest(file, self.letter)
        rule = texts.rule_of(file, letter.kind)
        # What was reviewed before a new decision does not say that one.
        texts.check_complete(file, rule, letter.parts)
        if rule.tells == TELLS and self.at is not None:
            decided = DECISION.find(self, file)
            if decided is not None and self.at < decided:
                refuse("CLM-08", _("Nothing was decided yet at that time. Correct it."), field="at")

    def _reached(self, file: OpenClaim, letter: Letter, rule: LetterRule, actor: Actor) -> None:
        if rule.tells == TELLS and file.state is ClaimState.DECIDED:
            self._tells = True
            tell(file, _WAYS[self.means], self.at or file.now)

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        said = super().do(file, actor)
        return said | ({"decision": file.decision.ordinal} if self._tells and file.decision else {})

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return ClaimState.TOLD if self._tells else file.state


def notice(file: OpenClaim) -> str:
    """The kind of letter that tells the decision of such a claim; '' where the rulebook has none."""
    found = file.rulebook.letters(file.subject).items()
    return next((code for code, rule in found if rule.tells == TELLS), "")


def unsent(file: OpenClaim) -> Letter | None:
    """The decision notice that was drafted and has not gone yet."""
    drafted = Letter.objects.filter(file_id=file.row.pk, kind=notice(file)).order_by("-id").first()
    done = (LetterState.SENT, LetterState.DROPPED, LetterState.REPLACED)
    return None if drafted is None or drafted.state in done else drafted


LETTERS: Final[tuple[type[ClaimCommand], ...]] = (
    DraftClaimLetter,
    ReviseClaimLetter,
    SubmitClaimLetter,
    PassClaimLetter,
    ReturnClaimLetter,
    SendClaimLetter,
    ReissueClaimLetter,
    DropClaimLetter,
)
"""In the order of the buttons."""
