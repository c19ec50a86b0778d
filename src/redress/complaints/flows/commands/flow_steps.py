"""The steps of a special flow: verify, hand on to a role, grade, hand up (FLW-11..13, ORG-10)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, PastMoment, RequiredText, Text
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case, subject_change
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.flows import course
from redress.complaints.handling import answering
from redress.complaints.kinds import Means, OrderKind, OrderState
from redress.complaints.models import FlowStep
from redress.complaints.queries import options
from redress.complaints.recusing import recusal
from redress.complaints.state_refusals import wrong_state
from redress.complaints.stated import STEP
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.kinds import GRADES

_BEFORE_DETERMINED = OPEN_STATES - {State.DETERMINED}


class Verdict(models.TextChoices):
    """Whether what the facts ask for is within the handler's authority."""

    WITHIN = "within", gettext_lazy("Within authority")
    BEYOND = "beyond", gettext_lazy("Beyond authority")


class _FlowCommand(Command):
    """A step of the case's flow; who may take it is for the rulebook's roles to say."""

    family = Family.FLOW
    duties = common.INTAKE_TOO | common.DEPARTMENT
    stand_ins = course.STAND_INS
    within = _BEFORE_DETERMINED

    def _taken(self, case: Case, step: str, at: datetime, words: str, actor: Actor, **more: Any) -> FlowStep:
        for asked in course.taken(case):
            if asked.waits:
                asked.waits = False
                case.change(asked, "waits")
        row = FlowStep(
            complaint=case.row,
            flow=case.row.flow,
            step=step,
            words=words,
            by_id=actor.id,
            at=at,
            entered_at=case.now,
            **more,
        )
        case.add(row)
        return row


class Verify(_FlowCommand):
    """The handler has verified the facts and says whether the case is within authority (FLW-11).

    Beyond it, the limit for handing the case on to the claims case owner begins when the facts were verified.
    """

    name = "verify"
    act = "work"
    label = gettext_lazy("Verify the facts")
    icon = "zoom-check"
    cite = ("FLW-11", "ORG-10")

    times = {"at": Span(STEP, "FLW-14")}
    writes = Writes(add=("complaints_flowstep",), change=("complaints_flowstep",))

    verdict: Verdict = Field(title=gettext_noop("Authority"))
    words: RequiredText = Field(title=gettext_noop("What was verified"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"verdict": "beyond", "words": "客户提交的病历与理赔资料一致，赔付金额超出柜面权限。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        course.admit(cls, case, actor, "verify")

    def check(self, case: Case, actor: Actor) -> None:
        course.check_role(case, actor, next(iter(course.steps(case, "verify").values())))
        if any(step.verdict == self.verdict for step in course.taken(case)[-1:]):
            refuse("FLW-11", _("That is already on record. Choose what else was found."), field="verdict")

    def do(self, case: Case, actor: Actor) -> Facts:
        code, at = next(iter(course.steps(case, "verify"))), self.at or case.now
        self._taken(case, code, at, self.words, actor, verdict=self.verdict)
        case.event("verified", at=at, about=self.verdict)
        return {"step": code, "verdict": self.verdict}


class HandOn(_FlowCommand):
    """Hand the case on to the next role of its flow: its holder is told, and gets an order where the flow says so.

    An e-mail counts when it was sent, a call when it was made (FLW-14); the rulebook says which of them are needed.
    """

    name = "hand_on"
    act = "work"
    label = gettext_lazy("Hand on")
    icon = "arrow-forward-up"
    cite = ("FLW-11", "FLW-12", "ORG-10")
    branches = {
        State.REGISTERED: (State.REGISTERED, State.INVESTIGATING),
        State.RETURNED: (State.RETURNED, State.INVESTIGATING),
        State.REJECTED: (State.REJECTED, State.INVESTIGATING),
    }

    times = {"at": Span(STEP, "FLW-14")}
    writes = Writes(
        add=("complaints_flowstep", "complaints_order"),
        change=("complaints_flowstep",),
        columns=("main_department_id",),
    )
    prompts = {
        "step": Prompt(choices=lambda case, _actor: options.titled(course.steps(case, "hand_on")), sure=True)
    }

    step: Code = Field(default="", title=gettext_noop("Step of the flow"))
    words: RequiredText = Field(title=gettext_noop("What the next role is asked"))
    means: list[Means] = Field(default=[], max_length=5, title=gettext_noop("Told by"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("Sent at"))

    example = {
        "step": "to_case_owner",
        "words": "请核定应赔金额并于一个工作日内退回会办单。",
        "means": ["email", "call"],
        "at": "2026-03-03T10:20:00+08:00",
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        course.admit(cls, case, actor, "hand_on")

    def check(self, case: Case, actor: Actor) -> None:
        code, step = self._step(case)
        course.check_role(case, actor, step)
        course.check_order(case, code, step)
        missing = [str(Means(means).label) for means in step.means if means not in self.means]
        if missing:
            refuse(
                step.cite[0],
                _("'%(step)s' is also told by: %(means)s. Tick these means too.")
                % {"step": course.title(step), "means": listed(missing)},
                field="means",
            )
        if step.rejected and not course.rejection_waits(case, step):
            refuse(
                step.cite[0],
                _(
                    "This step follows when the customer has rejected a proposal. Record the "
                    "customer's answer first."
                ),
                "step",
            )
        if step.order == "main" and case.state not in (*self.branches, State.INVESTIGATING):
            raise wrong_state(course.title(step), case.state)
        if (
            step.order == "main"
            and case.row.orders.filter(kind=OrderKind.MAIN, state=OrderState.OPEN).exists()
        ):
            refuse("FLW-02", _("The main order is still open; wait for its answer or urge it."), field="step")
        again = any(each.step == code for each in course.taken(case))
        if again and step.order == "none":
            refuse(
                step.cite[0],
                _("'%(step)s' was already done. Go on with the next step.") % {"step": course.title(step)},
                "step",
            )
        department, user = course.holder(case, step.to)
        recusal.check(case, user.pk, "step")
        if (
            step.order != "none"
        ):  # whoever stands in for a vacant role need not be in a department that answers
            answering.check(case, department, common.ANSWERS, "step")

    def _step(self, case: Case) -> tuple[str, Any]:
        """The step named, or the only one there is; of several, the one that fits the state."""
        found = course.steps(case, "hand_on")
        answers = [c for c, s in found.items() if s.rejected and course.rejection_waits(case, s)]
        code = self.step or next(iter(answers or [c for c, s in found.items() if not s.rejected] or found))
        if code not in found:
            refuse(
                "FLW-11",
                _("The flow of this case has no step '%(step)s'. Choose one of: %(steps)s.")
                % {"step": self.step, "steps": listed(found)},
                field="step",
            )
        return code, found[code]

    def leads_to(self, case: Case) -> State:
        _code, step = self._step(case)
        return State.INVESTIGATING if step.order == "main" else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        code, step = self._step(case)
        at = self.at or case.now
        department, user, order = course.hand_to(case, step.to, actor, step, self.words, at)
        self._taken(
            case,
            code,
            at,
            self.words,
            actor,
            role=step.to,
            holder=user,
            department=department,
            means=[str(means) for means in self.means],
            waits=step.order == "none",
        )
        case.event("handed_on", at=at, about=code)
        return {"step": code, "role": step.to, "holder": user.pk, "department": department.pk, "order": order}


def _grades(case: Case, actor: Actor) -> list[Option]:
    """Grades that a step of the flow may give."""
    steps, language = course.steps(case, "grade").values(), get_language() or "zh"
    allowed = dict.fromkeys(grade for step in steps for grade in step.grades or step.levels)
    return [
        Option(grade, (GRADES[grade].get(language) if grade in GRADES else grade).capitalize())
        for grade in allowed
    ]


class Grade(_FlowCommand):
    """The banca contact grades the case general or difficult, which is what its limit depends on (FLW-12).

    The level is another thing (CLS-04): a case that many complain of together is major, and graded all the same.
    """

    name = "grade"
    act = "work"
    label = gettext_lazy("Grade")
    icon = "adjustments"
    cite = ("FLW-12", "CLS-04")

    times = {"at": Span(STEP, "FLW-14")}
    formerly = {"grade": "level"}
    writes = Writes(add=("complaints_flowstep",), change=("complaints_flowstep",))
    prompts = {"grade": Prompt(choices=_grades)}

    grade: Code = Field(min_length=1, title=gettext_noop("Difficulty"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"grade": "difficult", "reason": "涉及代签字，双录资料缺失。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        course.admit(cls, case, actor, "grade")

    def check(self, case: Case, actor: Actor) -> None:
        code, step = next(iter(course.steps(case, "grade").items()))
        course.check_role(case, actor, step)
        course.check_order(case, code, step, "grade")
        allowed = step.grades or step.levels
        if self.grade not in allowed:
            language = get_language() or "zh"
            names = [GRADES[code].get(language) if code in GRADES else code for code in allowed]
            refuse(
                step.cite[0],
                _("Here a case is graded one of: %(grades)s. Choose one of these.")
                % {"grades": listed(names)},
                field="grade",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        row, before = case.row, dict(case.subject)
        code, step = next(iter(course.steps(case, "grade").items()))
        at = self.at or case.now
        row.grade = self.grade
        if row.level in step.levels and not row.level_rule:
            row.level = self.grade
        self._taken(case, code, at, self.reason, actor, verdict=self.grade)
        changed, counts = subject_change(before, case.subject), course.unsays_nothing(case, at)
        case.event("graded", at=at, about=code, subject=changed if counts == at else {})
        if counts != at:
            case.event("reclassed", at=counts, subject=changed)
        case.alert(AlertKind.REPLIED, user_id=row.owner_id)
        return {"step": code, "grade": self.grade, "level": row.level}


class HandUp(_FlowCommand):
    """Hand the case up the ladder of its flow, one rung at a time (FLW-13)."""

    name = "hand_up"
    act = "work"
    label = gettext_lazy("Hand up")
    icon = "arrow-up"
    cite = ("FLW-13", "ORG-10")
    writes = Writes(add=("complaints_flowstep",), change=("complaints_flowstep",))

    words: RequiredText = Field(title=gettext_noop("What could not be settled, and why"))
    opinion: Text = Field(default="", title=gettext_noop("Preliminary opinion"))

    example = {"words": "客户不接受核保结论，要求上级复核。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        course.admit(cls, case, actor, "hand_up")

    def check(self, case: Case, actor: Actor) -> None:
        rung, above = self._rungs(case)
        if above is None:
            refuse(
                "FLW-13",
                _("The case has reached the last rung; it is settled there. Propose an opinion there."),
            )
        if not actor.system and not course.plays(case, actor, [rung]):
            raise course.forbidden(case, str(self.label), [rung])
        course.holder(case, above)

    def _rungs(self, case: Case) -> tuple[str, str | None]:
        """Where the case is on the ladder, and what comes next."""
        ladder = course.rule(case).ladder
        up = [step for step in course.taken(case) if step.role in ladder]
        here = ladder.index(up[-1].role) if up else 0
        return ladder[here], ladder[here + 1] if here + 1 < len(ladder) else None

    def do(self, case: Case, actor: Actor) -> Facts:
        code, step = next(iter(course.steps(case, "hand_up").items()))
        _rung, above = self._rungs(case)
        assert above is not None
        department, user, _order = course.hand_to(case, above, actor, step, self.words, case.now)
        words = f"{self.words}\n{self.opinion}".strip()
        self._taken(case, code, case.now, words, actor, role=above, holder=user, department=department)
        case.row.owner = user
        case.event("handed_up", about=code)
        return {"step": code, "role": above, "holder": user.pk}
