"""Sending a letter with its proof (COM-04, COM-06)."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import FileOrNone, Line, Moment, PastMoment
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.evidence import attached
from redress.letters import texts
from redress.letters.commands.common import OnLetter, expect, latest, standing
from redress.letters.commands.draft import said
from redress.letters.issuing import freeze
from redress.letters.kinds import LetterState, Sending
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.sections.letters.schema import LetterRule

_PROOF: Final = {
    Sending.POST: gettext_lazy("the number of the posting receipt"),
    Sending.EMAIL: gettext_lazy("the address it was sent to"),
    Sending.HAND: gettext_lazy("who signed for it"),
}


class Send(OnLetter):
    """Note that a letter went: how, when, and what proves it. Only the reviewed version goes (COM-04, COM-06)."""

    name = "send_letter"
    label = gettext_lazy("Send a letter")
    icon = "mail-forward"
    cite: ClassVar[tuple[str, ...]] = ("COM-04", "COM-06")
    stands = (LetterState.REVIEWED,)
    prompts = {
        "letter": Prompt(choices=standing(LetterState.REVIEWED, LetterState.DRAFT)),
        "evidence": Prompt(choices=attached.options),
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
    def stands_under(cls, rule: LetterRule) -> tuple[LetterState, ...]:
        """What legal counsel passed; what needs no review goes as it was drafted."""
        return (LetterState.REVIEWED if rule.legal_review else LetterState.DRAFT,)

    def check(self, file: Any, actor: Actor) -> None:
        letter = latest(file, self.letter)
        rule = texts.rule_of(file, letter.kind)
        expect(letter, "COM-04" if rule.legal_review else "COM-07", *self.stands_under(rule))
        if not rule.legal_review:
            texts.check_complete(file, rule, letter.parts)
            if rule.to == "customer":
                texts.check_manners(file, letter.parts, acknowledged=self.taboo_acknowledged)
        self._check_file(file, rule)
        self._check_way(rule)
        attached.check(file.row, [self.evidence or ""], "COM-06", "evidence")

    def _check_file(self, file: Any, rule: LetterRule) -> None:
        """Refuse what the file itself stands in the way of."""

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

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = latest(file, self.letter)
        rule = texts.rule_of(file, letter.kind)
        digest = letter.pdf_id or freeze(file, letter, rule)
        letter.state, letter.sent_at, letter.sent_by_id = LetterState.SENT, self.at or file.now, actor.id
        letter.means, letter.proof, letter.execute_by = self.means, self.proof, self.execute_by
        file.change(letter, "state", "sent_at", "sent_by", "means", "proof", "execute_by", "pdf", "issued_on")
        self._tell_clocks(file, rule)
        if rule.to == "customer":
            self._reached(file, letter, rule, actor)
        return said(letter) | {"sha256": digest, "means": self.means}

    def _tell_clocks(self, file: Any, rule: LetterRule) -> None:
        at = self.at or file.now
        file.event("letter_sent", at=at)
        for name in rule.proves:
            file.event(name, at=at, due=self.execute_by if name == "opinion_sent" else None)
        if rule.to != "customer":
            return
        if (
            self.means == Sending.POST
        ):  # who has it in hand or in the mailbox need not be told that it is on its way
            file.event("letter_posted", at=at)
        file.event("contacted", at=at)

    def _reached(self, file: Any, letter: Letter, rule: LetterRule, actor: Actor) -> None:
        """What it is to the file that its customer was written to."""
