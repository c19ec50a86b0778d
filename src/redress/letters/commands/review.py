"""Legal counsel's review: submit, return with marks, pass (COM-04). Nobody reviews what they wrote."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from redress.casework import four_eyes
from redress.casework.alert_kinds import AlertKind
from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Line, RequiredText, Text
from redress.casework.refusals import forbidden, refuse
from redress.letters import queries, reviewing, texts
from redress.letters.commands.common import OnLetter, expect, latest, standing
from redress.letters.commands.draft import said
from redress.letters.issuing import freeze, preview
from redress.letters.kinds import LetterState
from redress.letters.models import Letter, LetterRemark
from redress.letters.reviewing import REVIEWERS
from redress.organisation.actor import Actor
from redress.organisation.chain import chain
from redress.organisation.kinds import Duty
from redress.organisation.models import Department
from redress.rulebook.sections.letters.schema import LetterRule


class Submit(OnLetter):
    """Give a letter to legal counsel. It must be complete, and fit for a customer to read (COM-04, COM-08)."""

    name = "submit_letter"
    label = gettext_lazy("Submit for legal review")
    icon = "hourglass"
    cite = ("COM-04", "COM-05", "COM-08")
    stands = (LetterState.DRAFT,)
    prompts = {"letter": Prompt(choices=standing(*stands))}

    _legal: Department = PrivateAttr()

    taboo_acknowledged: bool = Field(
        default=False, title=gettext_noop("The flagged wording stands on purpose")
    )

    example = {"letter": "处意〔2026〕SC-00012"}

    @classmethod
    def _fits(cls, file: Any, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        return rule.legal_review

    def check(self, file: Any, actor: Actor) -> None:
        letter = latest(file, self.letter)
        expect(letter, "COM-04", *self.stands)
        rule = texts.rule_of(file, letter.kind)
        if not rule.legal_review:
            refuse("COM-04", _("This kind of letter needs no legal review; send it."), field="letter")
        texts.check_complete(file, rule, letter.parts)
        texts.check_manners(file, letter.parts, acknowledged=self.taboo_acknowledged)
        self._legal = self._reviews(file, letter)
        preview(file, letter, rule)

    def _reviews(self, file: Any, letter: Letter) -> Department:
        """The legal department that reviews it: the nearest with a counsel who may. Refuses where there is none."""
        found = reviewing.nearest(letter, chain(file.row.unit_id), lambda person: self._free(file, person))
        if found is None:
            refuse(
                "COM-04",
                _("No legal counsel at or above this unit may review it: who wrote it does not, nor who must keep out. "
                  "Appoint another counsel."),
                field="letter",
            )  # fmt: skip
        return found

    def _free(self, file: Any, person: int) -> bool:
        """Whether the person need not keep out of reviewing it."""
        return True

    def _show(self, file: Any, department: Department) -> None:
        """Let the department see the file, where it does not by the letter that lies with it."""

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = latest(file, self.letter)
        department = self._legal
        letter.state, letter.submitted_at, letter.reviewing = LetterState.IN_REVIEW, file.now, department
        file.change(letter)
        self._show(file, department)
        file.alert(AlertKind.REVIEW, department=department, words=letter.number)
        return said(letter)


class Mark(BaseModel):
    """A remark on words of the letter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Code = Field(default="", title=gettext_noop("Part"))
    quote: Line = Field(default="", title=gettext_noop("Words marked"))
    remark: RequiredText = Field(title=gettext_noop("Remark"))


class Review(OnLetter):
    """A review by a legal counsel who did not write the letter (COM-04, AUT-03)."""

    cite = ("COM-04", "AUT-03")
    duties: ClassVar[frozenset[Duty]] = REVIEWERS
    stands = (LetterState.IN_REVIEW,)

    @classmethod
    def _fits(cls, file: Any, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        return cls._is_for(file, actor, letter)

    @classmethod
    def _is_for(cls, file: Any, actor: Actor, letter: Letter) -> bool:
        """It lies with the actor's legal department, and nobody reviews what they wrote."""
        wrote = {each.author_id for each in file.row.letters.all() if each.number == letter.number}
        return actor.has_in(cls.duties, letter.reviewing_id) and not actor.people & wrote

    def check(self, file: Any, actor: Actor) -> None:
        letter = latest(file, self.letter)
        expect(letter, "COM-04", *self.stands)
        if not actor.has_in(self.duties, letter.reviewing_id):
            raise forbidden(self.label, self.duties)
        four_eyes.check(actor, queries.authors(letter), "letter")

    def _reviewed(self, file: Any, actor: Actor, state: LetterState, words: str) -> Letter:
        letter = latest(file, self.letter)
        letter.state, letter.reviewer_id, letter.reviewed_at, letter.review = state, actor.id, file.now, words
        file.change(letter)
        file.alert(AlertKind.REVIEWED, user_id=letter.author_id, words=letter.number)
        return letter


def _parts_in_review(file: Any, actor: Actor) -> list[Option]:
    """Parts that a mark may be about."""
    return [
        Option(code, title, version.letter.number)
        for version in queries.numbers(file.row, LetterState.IN_REVIEW)
        for code, title, _text in version.parts
    ]


class Return(Review):
    """Give a letter back with marks; the writer answers with the next version (COM-04)."""

    name = "return_letter"
    label = gettext_lazy("Return a letter with marks")
    icon = "arrow-back-up"
    prompts = {
        "letter": Prompt(choices=standing(LetterState.IN_REVIEW)),
        "part": Prompt(choices=_parts_in_review),
    }

    remark: RequiredText = Field(title=gettext_noop("What must change"))
    marks: list[Mark] = Field(default=[], max_length=50, title=gettext_noop("Marks"))

    example = {
        "letter": "处意〔2026〕SC-00012",
        "remark": "理由不足",
        "marks": [{"part": "reasons", "quote": "诉求合理", "remark": "写明依据"}],
    }

    @classmethod
    def takes(cls, file: Any, actor: Actor, thing: Letter) -> bool:
        """Also a letter of a kind that the file, classed anew, does not know any more."""
        return thing.state in cls.stands and cls._is_for(file, actor, thing)

    def check(self, file: Any, actor: Actor) -> None:
        super().check(file, actor)
        letter = latest(file, self.letter)
        for mark in self.marks:
            if mark.part and mark.part not in letter.parts:
                refuse(
                    "COM-04",
                    _("The letter has no part '%(part)s'. Choose one of its parts.") % {"part": mark.part},
                    field="marks",
                )
            if mark.quote and mark.quote not in " ".join(letter.parts.get(mark.part, "").split()):
                refuse(
                    "COM-04",
                    _("'%(quote)s' does not stand there. Copy the words from the letter.")
                    % {"quote": mark.quote},
                    field="marks",
                )

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = self._reviewed(file, actor, LetterState.RETURNED, self.remark)
        for mark in self.marks:
            file.add(
                LetterRemark(
                    letter=letter,
                    part=mark.part,
                    quote=mark.quote,
                    remark=mark.remark,
                    by_id=actor.id,
                    at=file.now,
                )
            )
        return said(letter) | {"marks": len(self.marks)}


class Pass(Review):
    """Let a letter go: this version, as this PDF, and no other is what may be sent (COM-04)."""

    name = "pass_letter"
    label = gettext_lazy("Pass a letter")
    icon = "circle-check"
    prompts = {"letter": Prompt(choices=standing(LetterState.IN_REVIEW))}

    remark: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"letter": "处意〔2026〕SC-00012"}

    def check(self, file: Any, actor: Actor) -> None:
        super().check(file, actor)
        letter = latest(file, self.letter)
        texts.check_complete(file, texts.rule_of(file, letter.kind), letter.parts)

    def do(self, file: Any, actor: Actor) -> Facts:
        letter = self._reviewed(file, actor, LetterState.REVIEWED, self.remark)
        digest = freeze(file, letter, texts.rule_of(file, letter.kind))
        return said(letter) | {"sha256": digest}
