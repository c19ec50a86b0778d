"""Telling the customer what the law wants told, and trying to (COM-06)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import FileOrNone, Line, PastMoment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import SENDING, Span
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import Means, Told
from redress.complaints.law import tellings, written
from redress.complaints.queries import offers
from redress.complaints.stated import MATTER
from redress.complaints.writes import TELLS
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State

_WITHIN = OPEN_STATES | {State.CLOSED, State.ARCHIVED}
"""The result of a review is told also when the case is closed."""


class RecordTelling(Command):
    """Record that the customer was told, with the proof (COM-06).

    `at` is what counts by law: posted or handed over, sent, dialled. A decision told ends the legal limit; from
    the day it reached the customer a review may be asked for.
    """

    name = "record_telling"
    act = "work"
    handles = False
    label = gettext_lazy("Record that the customer was told")
    icon = "message-check"
    cite = ("COM-06",)
    duties = common.INTAKE_TOO
    within = _WITHIN
    family = Family.LAW

    times = {"at": Span(MATTER, "COM-06"), "delivered_at": Span(SENDING, "COM-06")}
    writes = TELLS
    prompts = {
        "delivered_at": Prompt(unknown=True),
        "what": Prompt(
            choices=offers.words(Told, without=frozenset({Told.ACCEPTANCE, Told.EXTENSION, Told.DECLINE}))
        ),
        "evidence": Prompt(choices=attached.options),
    }
    """What else is told has a step of its own."""

    what: Told = Field(title=gettext_noop("What was told"))
    means: Means = Field(title=gettext_noop("Means"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("Posted, handed over, sent or dialled at"))
    delivered_at: PastMoment | None = Field(default=None, title=gettext_noop("Reached the customer at"))
    words: RequiredText = Field(title=gettext_noop("What was said"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Proof"))
    reference: Line = Field(default="", title=gettext_noop("Number of the letter, message or recording"))

    example = {
        "what": "decision",
        "means": "letter",
        "words": "处理决定已挂号寄出。",
        "reference": "XA123456789",
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """What the customer is to be told next (COM-06)."""
        what = tellings.owed(case)
        return {"what": what} if what else {}

    def check(self, case: Case, actor: Actor) -> None:
        if self.what is Told.ACCEPTANCE:
            refuse("INT-07", _("Confirm the acceptance with its own step; it stops the limit."), "what")
        if self.what is Told.DECLINE:
            refuse("INT-12", _("Declining the complaint tells it at once; use that step."), "what")
        if self.what is Told.EXTENSION:
            refuse("AUT-05", _("An extension is told with its own step. Use that one."), "what")
        tellings.check_means(case, self.what, self.means, self.evidence or "", self.reference)
        attached.check(case.row, [self.evidence or ""], "COM-06", "evidence")
        tellings.about(case, self.what)

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self._counted(case)
        matter = tellings.about(case, self.what)
        told = tellings.tell(
            case,
            actor,
            self.what,
            self.means,
            at,
            about=str(matter or ""),
            words=self.words,
            proof=self.evidence or "",
            reference=self.reference,
            delivered_at=self.delivered_at,
        )
        received = tellings.received_at(self.means, at, self.delivered_at)
        tellings.effect(case, self.what, matter, at, received)
        return {"what": self.what, "about": told.about, "at": at.isoformat(), "in_time": told.in_time}

    def _counted(self, case: Case) -> datetime:
        """What the law wants proven counts when it was made (Art. 21); the rest as `written` has it."""
        rules, proven = case.rulebook.method.telling, bool(self.evidence or self.reference)
        if rules is not None and proven and self.what in rules.proven:
            return self.at or case.now
        return written.counted(case, self.at, proven=proven)


class RecordAttempt(Command):
    """Record an attempt to reach the customer that failed (COM-06).

    After as many attempts on as many days as the rulebook says the customer counts as unreachable, and the
    telling as made.
    """

    name = "record_attempt"
    act = "work"
    handles = False
    label = gettext_lazy("Record an attempt to reach the customer")
    icon = "phone-x"
    cite = ("COM-06",)
    duties = common.INTAKE_TOO
    within = _WITHIN
    family = Family.LAW

    times = {"at": Span(MATTER, "COM-06")}
    writes = TELLS
    prompts = {
        "what": Prompt(choices=offers.words(Told, without=frozenset({Told.DECLINE}))),
        "evidence": Prompt(choices=attached.options),
    }

    what: Told = Field(title=gettext_noop("What was to be told"))
    means: Means = Field(title=gettext_noop("Means"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    words: RequiredText = Field(title=gettext_noop("What happened"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Proof"))
    reference: Line = Field(default="", title=gettext_noop("Number of the letter, message or recording"))

    example = {"what": "progress", "means": "call", "words": "三次拨打均无人接听。"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """What the customer is to be told next (COM-06)."""
        what = tellings.owed(case)
        return {"what": what} if what else {}

    def check(self, case: Case, actor: Actor) -> None:
        if self.what is Told.ACCEPTANCE and case.row.confirmed_at:
            refuse(
                "INT-07",
                _("The customer has already been told that the case is accepted. Nothing needs to be done."),
                "what",
            )
        attached.check(case.row, [self.evidence or ""], "COM-06", "evidence")
        tellings.about(case, self.what)

    def do(self, case: Case, actor: Actor) -> Facts:
        at = written.counted(case, self.at, proven=bool(self.evidence or self.reference))
        matter = tellings.about(case, self.what)
        tried = tellings.tell(
            case,
            actor,
            self.what,
            self.means,
            at,
            reached=False,
            about=str(matter or ""),
            words=self.words,
            proof=self.evidence or "",
            reference=self.reference,
        )
        counted = tellings.unreachable(case, self.what, tried.about, tried)
        if counted is not None:
            tellings.effect(case, self.what, matter, counted, counted)
        return {"what": self.what, "about": tried.about, "unreachable": counted is not None}
