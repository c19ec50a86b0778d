"""The responsible person (责任人): named, heard, judged with the case owner's help, appealed (CLO-13).

What is said of a person and by a person stands in the judgement alone, where few may read it; the journal, which all
who see the case can read, keeps that it happened and a hash of the words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PlainSerializer, SerializationInfo

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, PersonName, RequiredText
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.casework.writes import Writes
from redress.complaints import staff
from redress.complaints.case import Case
from redress.complaints.closing import judgements
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.kinds import JudgementState
from redress.complaints.models import Judgement
from redress.complaints.queries import offers, options
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.models import User
from redress.rulebook import State


def _hidden(value: str, info: SerializationInfo) -> str:
    if info.context and info.context.get("masked"):
        return ""
    return value


Confidential = Annotated[RequiredText, PlainSerializer(_hidden)]
"""Several lines that the journal does not repeat."""
ConfidentialCode = Annotated[Code, PlainSerializer(_hidden)]
_WITHIN = frozenset({State.ANSWERED, State.DETERMINED, State.CLOSED})


def _hash(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _judgements(case: Case, actor: Actor) -> list[Option]:
    return [
        Option(str(each.number), f"{each.number} · {each.person or each.name}")
        for each in judgements.visible(case.row, actor)
    ]


def _verdicts(case: Case, actor: Actor) -> list[Option]:
    rule = case.rulebook.method.judging
    return options.texts(rule.findings) if rule else []


class NameResponsible(Command):
    """Name the person who may be responsible, apart from the responsible department; the person is asked to speak."""

    name = "name_responsible"
    act = "work"
    label = gettext_lazy("Name a responsible person")
    icon = "user-exclamation"
    cite = ("CLO-13",)
    family = Family.CLOSING
    duties = judgements.JUDGES
    within = _WITHIN
    writes = Writes(add=("complaints_judgement",))
    prompts = {"person": Prompt(choices=offers.colleagues), "department": Prompt(choices=offers.departments)}

    person: Code = Field(default="", title=gettext_noop("Member of staff"))
    person_name: PersonName = Field(default="", title=gettext_noop("Name, if not a member of staff"))
    department: int = Field(title=gettext_noop("Department"))
    because: Confidential = Field(title=gettext_noop("What the person is held responsible for"))

    example = {"person": "cd.sales", "department": 21, "because": "双录由其负责而缺失。"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.rulebook.method.judging is None:
            refuse(
                "CLO-13",
                _("The rulebook of this case judges no persons. Name the department as a cause instead."),
            )

    def check(self, case: Case, actor: Actor) -> None:
        if bool(self.person) == bool(self.person_name):
            refuse("CLO-13", _("Give either the sign-in name or the name."), field="person")
        user = self._user(case)
        common.department(case, self.department, "department")
        if user is not None and user.pk == actor.id:
            refuse("CLO-13", _("Nobody judges oneself. Ask a colleague."), field="person")
        if user is not None and case.row.judgements.filter(person=user).exists():
            refuse(
                "CLO-13",
                _("This person has been named already. Look at the judgement that stands."),
                field="person",
            )

    def _user(self, case: Case) -> User | None:
        return staff.named(case, self.person, "CLO-13", "person", left=True) if self.person else None

    def do(self, case: Case, actor: Actor) -> Facts:
        user, number = self._user(case), case.row.judgements.count() + 1
        case.add(
            Judgement(
                complaint=case.row,
                number=number,
                person=user,
                name="" if user else self.person_name,
                department_id=self.department,
                because=self.because,
                named_by_id=actor.id,
                named_at=case.now,
            )
        )
        if user is not None:
            case.share("judged", user=user.pk)
            case.alert(AlertKind.ASSIGNED, user=user)
        return {"judgement": number, "sha256": _hash(self.because)}


class _OfOne(OnOne):
    """A step of one judgement."""

    cite = ("CLO-13",)
    family = Family.CLOSING
    duties = judgements.JUDGES
    within = _WITHIN

    stands: ClassVar[JudgementState]
    """Where the judgement stands when the step is taken."""

    judgement: int = Field(ge=1, title=gettext_noop("Judgement"))

    @classmethod
    def things(cls, case: Case, actor: Actor) -> Iterable[Judgement]:
        return judgements.visible(case.row, actor)

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Judgement) -> bool:
        return thing.state == cls.stands and cls._may(case, actor, thing)

    @classmethod
    def _may(cls, case: Case, actor: Actor, found: Judgement) -> bool:
        """Whether it is the actor's to do; nobody judges oneself."""
        return found.person_id != actor.id

    @classmethod
    def naming(cls, thing: Judgement) -> Facts:
        return {"judgement": thing.number}

    def _one(self, case: Case) -> Judgement:
        found = case.row.judgements.filter(number=self.judgement).first()
        if found is None:
            refuse("CLO-13", _("This case has no such judgement. Choose one of the list."), field="judgement")
        if found.state != self.stands:
            refuse(
                "CLO-13",
                _(
                    "That is not possible while the judgement is: %(state)s. Open the page again "
                    "to see what can be done now."
                )
                % {"state": found.get_state_display()},
                field="judgement",
            )
        return found


class _ByThePerson(_OfOne):
    """Said by the person, or written down by customer service for somebody who does not sign in."""

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if actor.id is None and not actor.system:
            raise cls.forbidden()

    @classmethod
    def _may(cls, case: Case, actor: Actor, found: Judgement) -> bool:
        if actor.system:
            return True
        if found.person_id is not None:
            return found.person_id == actor.id
        return actor.has_over(cls.duties, case.row.unit_id)

    def _check_speaker(self, case: Case, actor: Actor) -> None:
        if not self._may(case, actor, self._one(case)):
            raise Forbidden("CLO-13", _("Only the person concerned may say this. Ask that person."))


class HearPerson(_ByThePerson):
    """The person is heard: the statement is on record before anybody judges."""

    name = "hear_person"
    act = "work"
    label = gettext_lazy("Statement of the person")
    icon = "ear"
    stands = JudgementState.NAMED
    writes = Writes(change=("complaints_judgement",))
    prompts = {"judgement": Prompt(choices=_judgements)}

    statement: Confidential = Field(title=gettext_noop("Statement"))

    example = {"judgement": 1, "statement": "当日设备故障，已报修。"}

    def check(self, case: Case, actor: Actor) -> None:
        self._check_speaker(case, actor)

    def do(self, case: Case, actor: Actor) -> Facts:
        found = self._one(case)
        found.statement, found.heard_at, found.state = self.statement, case.now, JudgementState.HEARD
        case.change(found)
        case.alert(AlertKind.REPLIED, user_id=found.named_by_id)
        return {"judgement": found.number, "sha256": _hash(self.statement)}


class JudgePerson(_OfOne):
    """Judge the person who was heard; what the case owner contributed is part of it."""

    name = "judge_person"
    act = "decide"
    label = gettext_lazy("Judge the person")
    icon = "user-search"
    stands = JudgementState.HEARD
    writes = Writes(change=("complaints_judgement",))
    prompts = {"judgement": Prompt(choices=_judgements), "finding": Prompt(choices=_verdicts)}

    finding: ConfidentialCode = Field(min_length=1, title=gettext_noop("Finding"))
    reasons: Confidential = Field(title=gettext_noop("Reasons"))
    owner_view: Confidential = Field(title=gettext_noop("What the owner of the case says"))

    example = {
        "judgement": 1,
        "finding": "partly",
        "reasons": "设备故障属实，但未改期签单。",
        "owner_view": "报修记录与陈述一致。",
    }

    def check(self, case: Case, actor: Actor) -> None:
        found = self._one(case)
        rule = case.rulebook.method.judging
        check_code("CLO-13", "finding", self.finding, rule.findings if rule else ())
        if not self._may(case, actor, found):
            refuse("CLO-13", _("Nobody judges oneself. Ask a colleague."))

    def do(self, case: Case, actor: Actor) -> Facts:
        found = self._one(case)
        found.finding, found.reasons, found.owner_view = self.finding, self.reasons, self.owner_view
        found.judged_by_id, found.judged_at, found.state = actor.id, case.now, JudgementState.JUDGED
        case.change(found)
        if found.person_id:
            case.alert(AlertKind.REPLIED, user_id=found.person_id)
        return {"judgement": found.number, "sha256": _hash(self.finding, self.reasons, self.owner_view)}


class AppealJudgement(_ByThePerson):
    """The person appeals, with the grounds."""

    name = "appeal_judgement"
    act = None
    label = gettext_lazy("Appeal the judgement")
    icon = "message-exclamation"
    stands = JudgementState.JUDGED
    writes = Writes(change=("complaints_judgement",))
    prompts = {"judgement": Prompt(choices=_judgements)}

    grounds: Confidential = Field(title=gettext_noop("Grounds"))

    example = {"judgement": 1, "grounds": "当日已请示主管。"}

    def check(self, case: Case, actor: Actor) -> None:
        self._check_speaker(case, actor)

    def do(self, case: Case, actor: Actor) -> Facts:
        found = self._one(case)
        found.appeal, found.appealed_at, found.state = self.grounds, case.now, JudgementState.APPEALED
        case.change(found)
        return {"judgement": found.number, "sha256": _hash(self.grounds)}


class DecideAppeal(_OfOne):
    """Decide the appeal: somebody else than who judged, and with reasons."""

    name = "decide_appeal"
    act = "decide"
    label = gettext_lazy("Decide the appeal")
    icon = "scale"
    stands = JudgementState.APPEALED
    duties = judgements.APPEALS
    writes = Writes(change=("complaints_judgement",))
    prompts = {"judgement": Prompt(choices=_judgements), "finding": Prompt(choices=_verdicts)}

    finding: ConfidentialCode = Field(min_length=1, title=gettext_noop("Finding"))
    reasons: Confidential = Field(title=gettext_noop("Reasons"))

    example = {"judgement": 1, "finding": "not_responsible", "reasons": "请示记录属实。"}

    @classmethod
    def _may(cls, case: Case, actor: Actor, found: Judgement) -> bool:
        return actor.id not in (found.judged_by_id, found.named_by_id, found.person_id)

    def check(self, case: Case, actor: Actor) -> None:
        found = self._one(case)
        rule = case.rulebook.method.judging
        check_code("CLO-13", "finding", self.finding, rule.findings if rule else ())
        if not self._may(case, actor, found):
            refuse(
                "CLO-13",
                _(
                    "The appeal is decided by somebody who had no part in the judgement. Ask a "
                    "colleague who had none."
                ),
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        found = self._one(case)
        found.outcome, found.outcome_reasons = self.finding, self.reasons
        found.decided_by_id, found.decided_at, found.state = actor.id, case.now, JudgementState.DECIDED
        case.change(found)
        if found.person_id:
            case.alert(AlertKind.REPLIED, user_id=found.person_id)
        return {"judgement": found.number, "sha256": _hash(self.finding, self.reasons)}
