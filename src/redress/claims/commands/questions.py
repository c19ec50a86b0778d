"""Questions with promised times, and progress with the next agreed contact (CLM-05, CLM-06)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.claims import choices
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.contacts import SpokenWith
from redress.claims.commands.heard import UPSET, heard
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Way
from redress.claims.models import Question
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor
from redress.rulebook import arithmetic


def latest(file: OpenClaim, promise: str) -> datetime:
    """Until when something of that kind may be promised at most."""
    return arithmetic.end(file.now, file.rulebook.method.promises[promise].longest, file.calendar)


def check_promise(file: OpenClaim, promise: str, at: datetime, rule: str, field: str) -> None:
    """Refuse a promised time that is past, or further off than the standard allows."""
    if at <= file.now:
        refuse(rule, _("What is promised lies ahead. Give a time that is not past."), field=field)
    if at > latest(file, promise):
        longest = file.rulebook.method.promises[promise].longest.get(get_language() or "")
        refuse(
            rule,
            _("At most %(longest)s may be promised. Give an earlier time, and tell the progress then.")
            % {"longest": longest},
            field=field,
        )


class AskQuestion(ClaimCommand):
    """Note a question that cannot be answered at once, and by when an answer is promised."""

    name = "ask_question"
    often = True
    label = gettext_lazy("Note a question")
    icon = "help"
    writes = Writes(add=("claims_question",))
    cite = ("CLM-06",)
    duties = TAKES
    within = OPEN | {ClaimState.CLOSED}
    times = {"promised_at": Span(NOW, until=FURTHEST)}

    question: RequiredText = Field(title=gettext_noop("What the customer asks"))
    promised_at: Moment | None = Field(default=None, title=gettext_noop("Answer promised by"))
    upset: bool = Field(default=False, title=UPSET)

    example = {"question": "误工费是否可以一并赔付？"}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.promised_at is not None:
            check_promise(file, "answer", self.promised_at, "CLM-06", "promised_at")

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        number = len(file.questions) + 1
        due = self.promised_at or latest(file, "answer")
        file.add(
            Question(
                claim=file.row, ordinal=number, question=self.question, asked_at=file.now, promised_at=due
            )
        )
        file.event("question_asked", about=str(number), due=due)
        heard(file, upset=self.upset)
        return {"question": number, "due": due.isoformat()}


class AnswerQuestion(SpokenWith):
    """Answer a question that was noted."""

    name = "answer_question"
    often = True
    label = gettext_lazy("Answer a question")
    icon = "message-2"
    writes = SpokenWith.writes | Writes(change=("claims_question",))
    cite = ("CLM-06",)
    duties = TAKES
    within = OPEN | {ClaimState.CLOSED}

    prompts = {"question": Prompt(choices=choices.open_questions)}

    question: int = Field(ge=1, title=gettext_noop("Number of the question"))
    answer: RequiredText = Field(title=gettext_noop("What was answered"))

    example = {"question": 1, "answer": "误工费不在本保单保障范围内，见条款第七条。"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if all(each.answered_at is not None for each in file.questions):
            refuse(
                "CLM-06", _("No question waits for an answer. Nothing needs to be done."), field="question"
            )

    def check(self, file: OpenClaim, actor: Actor) -> None:
        open_ = [str(each.ordinal) for each in file.questions if each.answered_at is None]
        if str(self.question) not in open_:
            refuse(
                "CLM-06",
                _("There is no open question %(number)s. Choose one of: %(open)s.")
                % {"number": self.question, "open": ", ".join(open_) or "-"},
                field="question",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        asked = next(each for each in file.questions if each.ordinal == self.question)
        asked.answer, asked.answered_at, asked.answered_by_id = self.answer, file.now, actor.id
        file.change(asked, "answer", "answered_at", "answered_by")
        file.event("question_answered", about=str(self.question))
        return super().do(file, actor) | {"question": self.question}


class TellProgress(SpokenWith):
    """Tell how the claim stands; where it takes long, why, and when the customer hears again."""

    name = "tell_progress"
    often = True
    label = gettext_lazy("Tell the progress")
    icon = "message-forward"
    cite = ("CLM-05", "2010-4/20")
    duties = TAKES
    times = {"next_contact": Span(NOW, until=FURTHEST)}

    words: RequiredText = Field(title=gettext_noop("What was told, and why it takes long"))
    told_by: Way = Field(title=gettext_noop("How the customer was told"))
    next_contact: Moment = Field(title=gettext_noop("Next agreed contact"))
    upset: bool = Field(default=False, title=UPSET)

    example = {
        "words": "等待医院调取病历，预计三日内有结果。",
        "told_by": "phone",
        "next_contact": "2026-03-12T17:00:00+08:00",
    }

    def check(self, file: OpenClaim, actor: Actor) -> None:
        check_promise(file, "next_contact", self.next_contact, "CLM-05", "next_contact")

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.said = self.words
        file.event("progress_told", due=self.next_contact)
        heard(file, upset=self.upset)
        return super().do(file, actor) | {"due": self.next_contact.isoformat()}
