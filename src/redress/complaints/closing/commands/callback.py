"""The callback before closing, and the satisfaction asked for afterwards (CLO-04, CLO-12)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Line, PastMoment, RequiredLine, Text
from redress.casework.refusals import check_code, refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing import going_back
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import approvals
from redress.complaints.kinds import CallbackState, Means, ProposalState, Satisfaction
from redress.complaints.law import written
from redress.complaints.models import Callback
from redress.complaints.queries import offers, options
from redress.complaints.stated import ACCEPTED, CLOSING
from redress.complaints.writes import GOES_BACK
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import State
from redress.rulebook.sections.aftercare.schema import CallbackRules


class Answer(BaseModel):
    """What the customer answered to one question of the script."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Code = Field(min_length=1, title=gettext_noop("Question of the script"))
    answer: RequiredLine = Field(title=gettext_noop("Answer"))


def _questions(case: Case, actor: Actor) -> list[Option]:
    rules = case.rulebook.method.callback
    return options.titled(rules.script) if rules else []


class RecordCallback(Command):
    """One attempt to call the customer back before closing: reached or not, the answers, the satisfaction (CLO-04).

    A dissatisfied customer's case goes back as 'rejected': the customer does not accept the result after all, so a
    new handling opinion is due. From there the handler may look into it again or dispatch it anew. Not reached after
    as many attempts, on as many days, as the rulebook asks: it counts as tried.
    """

    name = "record_callback"
    settles = "callback"
    act = "work"
    label = gettext_lazy("Record a callback")
    icon = "phone-call"
    cite = ("CLO-04",)
    family = Family.CLOSING
    duties = common.INTAKE_TOO
    branches = {
        State.ANSWERED: (State.ANSWERED, State.REJECTED),
        State.DETERMINED: (State.DETERMINED, State.REJECTED),
    }
    within = frozenset({State.ANSWERED, State.DETERMINED})

    times = {"at": Span(ACCEPTED, "CLO-04")}
    writes = GOES_BACK | Writes(add=("complaints_callback", "complaints_contact"))
    prompts = {"question": Prompt(choices=_questions)}

    means: Means = Field(default=Means.CALL, title=gettext_noop("Means"))
    reached: bool = Field(title=gettext_noop("Customer reached"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    answers: list[Answer] = Field(default=[], max_length=20, title=gettext_noop("Answers"))
    satisfaction: Satisfaction | None = Field(default=None, title=gettext_noop("Satisfaction"))
    reason: Text = Field(default="", title=gettext_noop("Why dissatisfied"))
    recording: Line = Field(default="", title=gettext_noop("Recording"))

    example = {
        "reached": True,
        "answers": [
            {"question": "result_told", "answer": "是"},
            {"question": "carried_out", "answer": "已到账"},
            {"question": "attitude", "answer": "满意"},
        ],
        "satisfaction": "satisfied",
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The questions of the rulebook's script, ready for the answers (CLO-04)."""
        rules = case.rulebook.method.callback
        return {"answers": [{"question": code} for code in rules.script]} if rules else {}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.rulebook.method.callback is None:
            refuse("CLO-04", _("The rulebook of this case has no callback. Close the case without one."))
        if case.row.decided_at is not None:
            refuse(
                "CLO-04",
                _(
                    "The customer did not accept and was told the decision; the remedy is a "
                    "review. Record a request for review if the customer makes one."
                ),
            )
        if case.row.callback == CallbackState.DONE:
            refuse("CLO-04", _("The customer has already been called back. Nothing needs to be done."))

    def check(self, case: Case, actor: Actor) -> None:
        rules = _rules(case)
        approvals.check_none_waits(case)
        self._check_time(case, rules)
        if not self.reached:
            if self.satisfaction or self.answers or self.reason:
                refuse(
                    "CLO-04", _("Who was not reached has not answered; leave the answers empty."), "reached"
                )
            return
        if self.satisfaction is None:
            refuse("CLO-04", _("Write down whether the customer is satisfied."), field="satisfaction")
        if self.satisfaction == Satisfaction.DISSATISFIED and not self.reason:
            refuse("CLO-04", _("Write down why the customer is dissatisfied."), field="reason")
        self._check_answers(rules)

    def _check_time(self, case: Case, rules: CallbackRules) -> None:
        at = self.at or case.now
        clock = f"{timezone.localtime(at):%H:%M}"
        if self.means == Means.CALL and not rules.hours.since <= clock <= rules.hours.until:
            refuse(
                "CLO-04",
                _("Customers are called between %(since)s and %(until)s only. Call again in these hours.")
                % {"since": rules.hours.since, "until": rules.hours.until},
                field="at",
            )

    def _check_answers(self, rules: CallbackRules) -> None:
        given = [answer.question for answer in self.answers]
        language = get_language() or "zh"
        if len(set(given)) != len(given):
            refuse("CLO-04", _("The same question is answered twice. Leave one answer."), field="answers")
        for code in given:
            check_code("CLO-04", "answers", code, rules.script)
        left = [
            question.title.get(language)
            for code, question in rules.script.items()
            if question.required and code not in given
        ]
        if left:
            refuse(
                "CLO-04",
                _("Ask these too: %(questions)s") % {"questions": " ".join(left)},
                field="answers",
            )

    def leads_to(self, case: Case) -> State:
        return State.REJECTED if self._dissatisfied else State(case.row.state)

    @property
    def _dissatisfied(self) -> bool:
        return self.satisfaction == Satisfaction.DISSATISFIED

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.at or case.now
        case.add(
            Callback(
                complaint=case.row,
                means=self.means,
                at=at,
                reached=self.reached,
                answers={answer.question: answer.answer for answer in self.answers},
                satisfaction=self.satisfaction or "",
                reason=self.reason,
                recording=self.recording,
                by_id=actor.id,
            )
        )
        if self._dissatisfied:
            self._go_back(case, actor, at)
        elif self.reached:
            case.row.callback = CallbackState.DONE
            case.event("callback_done", at=written.counted(case, self.at, proven=bool(self.recording)))
        else:
            self._tried(case, at)
        return {"reached": self.reached, "satisfaction": self.satisfaction, "callback": case.row.callback}

    def _go_back(self, case: Case, actor: Actor, at: datetime) -> None:
        """The accepted proposal is accepted no longer, and what was determined and signed on it stands no longer.

        The journal keeps both; the handler hears why.
        """
        proposal = case.row.proposals.filter(state=ProposalState.ACCEPTED).latest("position")
        proposal.state, proposal.objections = ProposalState.REJECTED, self.reason
        case.change(proposal, "state", "objections")
        going_back.undo(case, "callback_dissatisfied", at)
        if case.row.owner_id != actor.id:
            case.alert(AlertKind.DISSATISFIED, user_id=case.row.owner_id)

    def _tried(self, case: Case, at: datetime) -> None:
        rules = _rules(case)
        since = case.row.proposals.filter(state=ProposalState.ACCEPTED).latest("position").answered_at
        before = case.row.callbacks.filter(after_closing=False, reached=False)
        times = [*(before.filter(at__gte=since) if since else before).values_list("at", flat=True), at]
        days = {timezone.localdate(each) for each in times}
        if len(times) >= rules.attempts and len(days) >= rules.days:
            case.row.callback = CallbackState.UNREACHED
            case.event("callback_done", at=at)
        else:
            case.row.callback = CallbackState.TRIED
            case.event("callback_tried", at=at)


def _rules(case: Case) -> CallbackRules:
    rules = case.rulebook.method.callback
    assert rules is not None, "ready() refuses a rulebook without callback"
    return rules


class FollowUp(Command):
    """After closing: how satisfied the customer is by now, and what we should do better (CLO-12)."""

    name = "follow_up"
    act = "work"
    label = gettext_lazy("Follow up on satisfaction")
    icon = "mood-check"
    cite = ("CLO-12",)
    family = Family.CLOSING
    duties = common.INTAKE_TOO
    within = frozenset({State.CLOSED, State.ARCHIVED})

    times = {"at": Span(CLOSING, "CLO-12")}
    writes = Writes(add=("complaints_callback",))
    prompts = {"suggested_to": Prompt(choices=offers.departments)}

    means: Means = Field(default=Means.CALL, title=gettext_noop("Means"))
    reached: bool = Field(title=gettext_noop("Customer reached"))
    satisfaction: Satisfaction | None = Field(default=None, title=gettext_noop("Satisfaction"))
    suggestion: Text = Field(default="", title=gettext_noop("What we should do better"))
    suggested_to: int | None = Field(default=None, title=gettext_noop("Suggestion for department"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"reached": True, "satisfaction": "satisfied", "suggestion": "短信应写明经办人和电话"}

    def check(self, case: Case, actor: Actor) -> None:
        if self.reached and self.satisfaction is None:
            refuse("CLO-12", _("Write down whether the customer is satisfied."), field="satisfaction")
        if not self.reached and (self.satisfaction or self.suggestion):
            refuse("CLO-12", _("Who was not reached has not answered; leave the answers empty."), "reached")
        if self.suggested_to is not None:
            common.addressed(case, self.suggested_to, "suggested_to")
            if not self.suggestion:
                refuse("CLO-12", _("Write down what is suggested to the department."), field="suggestion")

    def do(self, case: Case, actor: Actor) -> Facts:
        case.add(
            Callback(
                complaint=case.row,
                after_closing=True,
                means=self.means,
                at=self.at or case.now,
                reached=self.reached,
                satisfaction=self.satisfaction or "",
                suggestion=self.suggestion,
                suggested_to_id=self.suggested_to,
                by_id=actor.id,
            )
        )
        if self.suggested_to is not None:
            case.share("suggestion", department=self.suggested_to)
            case.alert(AlertKind.SUGGESTION, department_id=self.suggested_to)
        return {"reached": self.reached, "satisfaction": self.satisfaction}
