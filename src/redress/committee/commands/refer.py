"""Putting a case before the committee: by customer service, or by a department that disputes a determination."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText, Yuan
from redress.casework.refusals import check_code, refuse
from redress.casework.writes import Writes
from redress.committee import bodies
from redress.committee.kinds import WAITING, BodyKind, ClosingMotion, Question, ReferralState
from redress.committee.models import Body, Referral
from redress.committee.motions import check_motion, columns
from redress.committee.queries import options as offered
from redress.complaints.case import Case
from redress.complaints.closing.commands.determine import CAUSES, CauseGiven
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.handling import answering
from redress.complaints.kinds import Committee, Validity
from redress.complaints.queries import options
from redress.complaints.recusing import recusal
from redress.complaints.rulings import REFERRED
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State
from redress.rulebook.conditions import matches
from redress.rulebook.sections.committee.schema import ReferralReason
from redress.rulebook.voting import needed_present


class ReferToCommittee(Command):
    """Put the case before the coordination committee, with the reason and what is moved (ORG-03, FLW-10).

    It goes to the committee of the case's unit or, where the superior is asked for support, to the one above.
    """

    name = "refer_to_committee"
    settles = REFERRED
    act = "work"
    label = gettext_lazy("Refer to the committee")
    icon = "gavel"
    cite = ("ORG-03", "FLW-10")
    family = Family.COMMITTEE
    duties = frozenset({Duty.CS_HEAD, Duty.COMPLAINT_OFFICER})
    writes = Writes(add=("committee_referral",))
    prompts = {"reason": Prompt(choices=lambda case, _actor: options.titled(offered.reasons(case))), **CAUSES}

    reason: Code = Field(min_length=1, title=gettext_noop("Reason"))
    because: RequiredText = Field(title=gettext_noop("Why the committee"))
    question: Question = Field(title=gettext_noop("Question"))
    motion: RequiredText = Field(title=gettext_noop("What is moved"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    validity: Validity | None = Field(default=None, title=gettext_noop("Validity"))
    causes: list[CauseGiven] = Field(default=[], max_length=10, title=gettext_noop("Causes"))
    closing: ClosingMotion | None = Field(default=None, title=gettext_noop("Closing"))
    to_superior: bool = Field(default=False, title=gettext_noop("Ask the superior unit's committee"))

    example = {
        "reason": "difficult",
        "because": "多次协商未果。",
        "question": "handling",
        "motion": "全额退还保费。",
        "amount": "52000",
    }

    def check(self, case: Case, actor: Actor) -> None:
        reasons = case.rulebook.method.committee.reasons
        check_code("ORG-03", "reason", self.reason, reasons)
        rule = reasons[self.reason]
        if not matches(rule.when, case.subject):
            refuse(rule.cite[0], _not_so(rule), field="reason")
        if self.question not in rule.questions:
            refuse(
                rule.cite[0],
                _("This reason does not go with that question. Choose another reason or question."),
                field="question",
            )
        check_motion(case, self)
        check_free(case, self.question)
        to = body(case, self.question, above=self.to_superior)
        check_office(case, to)
        check_members(case, to, self.question)

    def do(self, case: Case, actor: Actor) -> Facts:
        to = body(case, self.question, above=self.to_superior)
        return refer(case, actor, to, self.reason, self.because, self)


class DisputeDetermination(Command):
    """The head of a responsible department disputes validity, cause or closing: the committee decides (ORG-03)."""

    name = "dispute_determination"
    act = "work"
    label = gettext_lazy("Dispute before the committee")
    icon = "message-exclamation"
    cite = ("ORG-03", "CLO-03")
    family = Family.COMMITTEE
    duties = frozenset({Duty.DEPARTMENT_HEAD})
    within = frozenset({State.DETERMINED})
    writes = Writes(add=("committee_referral",))
    prompts = CAUSES

    because: RequiredText = Field(title=gettext_noop("Why the department disagrees"))
    question: Question = Field(title=gettext_noop("Question"))
    motion: RequiredText = Field(title=gettext_noop("What is moved"))
    validity: Validity | None = Field(default=None, title=gettext_noop("Validity"))
    causes: list[CauseGiven] = Field(default=[], max_length=10, title=gettext_noop("Causes"))
    closing: ClosingMotion | None = Field(default=None, title=gettext_noop("Closing"))

    example = {
        "because": "本部门无过错。",
        "question": "validity",
        "motion": "认定为无效投诉。",
        "validity": "unsubstantiated",
    }

    @property
    def amount(self) -> None:
        return None

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        concerned = {sign_off.department_id for sign_off in case.row.sign_offs.all()}
        if not (actor.system or any(actor.has_in(cls.duties, department) for department in concerned)):
            raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        if self.question == Question.HANDLING:
            refuse(
                "ORG-03",
                _("A determination is disputed on validity, cause or closing. Choose one of these."),
                field="question",
            )
        check_motion(case, self)
        check_free(case, self.question)
        check_office(case, self._body(case))
        check_members(case, self._body(case), self.question)

    def _body(self, case: Case) -> Body:
        """The committee that can decide, the nearest first: a department does not choose which."""
        found = body(case, self.question)
        above = bodies.body_for(case.row.unit, BodyKind.COORDINATION_COMMITTEE, above=True)
        if above is None or not lacking(case, found, self.question):
            return found
        return body(case, self.question, above=True)

    def do(self, case: Case, actor: Actor) -> Facts:
        return refer(case, actor, self._body(case), "disagreement", self.because, self)


def body(case: Case, question: str, *, above: bool = False) -> Body:
    """The committee that the case goes to: the nearest, or with `above` a superior unit's; refused where there is none.

    A superior unit's that could not decide the case leaves it to the one above it, if there is one.
    """
    kind = BodyKind.COORDINATION_COMMITTEE
    found = bodies.body_for(case.row.unit, kind, above=above)
    if found is not None and above and lacking(case, found, question):
        found = bodies.body_for(found.unit, kind, above=True) or found
    if found is None:
        refuse(
            "ORG-03",
            _("No coordination committee is set up here or above. Have one set up first."),
            field="to_superior",
        )
    return found


def check_office(case: Case, to: Body) -> None:
    """Refuse a committee in whose office nobody is who could put the case on an agenda (ORG-03, ORG-04)."""
    answering.check(case, to.office, bodies.OFFICE)


def lacking(case: Case, to: Body, question: str) -> tuple[int, int] | None:
    """How many members may sit on the case, and how many it takes; None where there are enough (AUT-04, ORG-13)."""
    rules = case.rulebook.method.committee.sessions.values()
    fitting = [rule for rule in rules if to.kind in rule.bodies and question in rule.rules_on]
    if not fitting:
        return None
    members = bodies.members(to, timezone.localdate(case.now))
    free = sum(not recusal.reasons(case, member.user, "sit") for member in members)
    needed = min(needed_present(rule, len(members)) for rule in fitting)
    return None if free >= needed else (free, needed)


def check_members(case: Case, to: Body, question: str) -> None:
    """Refuse a committee that could never decide the case, because seats are vacant or members must keep out of it."""
    if found := lacking(case, to, question):
        refuse(
            "AUT-04",
            _(
                "%(body)s cannot decide this case: %(free)d of its members may sit on it, and it takes %(needed)d. "
                "Fill its seats first, or ask the superior unit's committee."
            )
            % {"body": to, "free": found[0], "needed": found[1]},
            field="to_superior",
        )


def check_free(case: Case, question: str) -> None:
    """Refuse to ask the same question while it waits for an answer."""
    if Referral.objects.filter(complaint=case.row, question=question, state__in=WAITING).exists():
        refuse(
            "ORG-03",
            _("This question is before the committee already; wait for the ruling."),
            field="question",
        )


def refer(
    case: Case,
    actor: Actor,
    to: Body,
    reason: str,
    because: str,
    moved: ReferToCommittee | DisputeDetermination,
) -> Facts:
    """The referral, the alert to the committee's office, and its share in the case."""
    case.add(
        Referral(
            complaint=case.row,
            body=to,
            reason=reason,
            because=because,
            state=ReferralState.OPEN,
            by_id=actor.id,
            at=case.now,
            **columns(moved),
        )
    )
    case.row.committee = Committee.REFERRED
    case.share("committee", department=to.office_id)
    case.alert(AlertKind.COMMITTEE, department_id=to.office_id)
    case.event("referred")
    return {"question": moved.question, "body": to.pk, "reason": reason}


def _not_so(rule: ReferralReason) -> str:
    title = rule.title.get(get_language() or "zh")
    return _("This is not so: %(reason)s. Class the case anew first, or give another reason.") % {
        "reason": title
    }
