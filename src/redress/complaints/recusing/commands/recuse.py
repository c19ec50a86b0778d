"""Declaring a conflict of interest, and setting it aside with a reason (ORG-13)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import setting_aside
from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.conflicts import ConflictKind
from redress.casework.inputs import Code, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.setting_aside import LEADING
from redress.complaints import staff
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.models import Recusal
from redress.complaints.queries import offers
from redress.complaints.recusing import recusal
from redress.complaints.recusing.queries import conflicts
from redress.complaints.recusing.queries.conflicts import Conflict
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.kinds import Duty
from redress.organisation.models import User
from redress.rulebook import OPEN_STATES


def _kinds(case: Case, actor: Actor) -> list[Option]:
    return [Option(kind.value, str(kind.label)) for kind in conflicts.grounds(case)]


class DeclareConflict(Command):
    """Say that a person must keep out of the case, and why: oneself, or a colleague (ORG-13).

    What is said of a colleague is looked at by a superior of theirs within three working days, who declares it as well
    or sets it aside; where nobody does, it is set aside.
    """

    name = "declare_conflict"
    act = None
    label = gettext_lazy("Declare a conflict of interest")
    icon = "alert-triangle"
    cite = ("ORG-13",)
    family = Family.AUTHORITY
    duties = common.INTAKE_TOO | common.DEPARTMENT | LEADING | {Duty.LEGAL}
    within = OPEN_STATES
    prompts = {"person": Prompt(choices=offers.colleagues), "kind": Prompt(choices=_kinds)}

    person: Code = Field(min_length=1, title=gettext_noop("Person"))
    kind: ConflictKind = Field(title=gettext_noop("Ground"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _person: User = PrivateAttr()
    _known: Recusal | None = PrivateAttr(default=None)
    _derived: bool = PrivateAttr(default=False)

    example = {"person": "cd.officer", "kind": "kin", "reason": "投诉人的配偶"}

    def derived(self) -> Self:
        """The same, found in the journal of another file: nobody's word, which needs no second."""
        self._derived = True
        return self

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        self._person = staff.named(case, self.person, "ORG-13", "person")
        self._check_ground(case)
        held = list(case.row.recusals.filter(person=self._person))
        self._known = next((each for each in held if each.kind == self.kind), None)
        aside = any(each.overridden_at is not None for each in held)
        if not self._derived:
            setting_aside.check_declares_again(case.chain, actor, self._person, set_aside=aside)
        if self._known is not None and not self._says_more(case, actor, self._known):
            refuse("ORG-13", _("This conflict is already on record. Nothing needs to be done."), "person")

    def _says_more(self, case: Case, actor: Actor, known: Recusal) -> bool:
        """Whether it waits for a superior's word, and this is one; or was set aside, and a superior's word, or that of
        the person, has it stand again."""
        waits = known.review_by is not None or known.overridden_at is not None
        return waits and setting_aside.settles(case.chain, actor, self._person)

    def _check_ground(self, case: Case) -> None:
        """A ground that the rulebook does not name would be written down and bar from nothing."""
        known = conflicts.grounds(case)
        if self.kind not in known:
            because = _("The rulebook of this case does not know this ground. Choose one of: %(grounds)s.")
            refuse("ORG-13", because % {"grounds": listed(kind.label for kind in known)}, "kind")

    def do(self, case: Case, actor: Actor) -> Facts:
        facts: Facts = {
            "person": self._person.pk,
            "kind": self.kind,
            "is_owner": case.row.owner_id == self._person.pk,
        }
        if (known := self._known) is not None:
            known.confirmed_by_id, known.confirmed_at, known.review_by = actor.id, case.now, None
            known.overridden_by_id, known.overridden_at, known.override_reason = None, None, ""
            case.change(known)
            return facts | {"confirmed": True}
        until = None
        if not self._derived:
            calendar = calendar_of(case.row.unit)
            until = setting_aside.review_by(case.chain, actor, self._person, case.now, calendar)
        case.add(
            Recusal(
                complaint=case.row,
                person=self._person,
                kind=self.kind,
                reason=self.reason,
                by_id=actor.id,
                at=case.now,
                review_by=until,
            )
        )
        if until is None:
            return facts
        if (superior := setting_aside.asked(case.chain, actor, self._person)) is not None:
            case.alert(AlertKind.CONFLICT, user_id=superior)
        return facts | {"review_by": until.isoformat()}


class OverrideRecusal(OnOne):
    """A superior lets a person work on the case in spite of a conflict, with the reason (ORG-13)."""

    name = "override_recusal"
    act = "work"
    label = gettext_lazy("Set a conflict aside")
    icon = "edit"
    cite = ("ORG-13",)
    family = Family.AUTHORITY
    duties = LEADING
    within = OPEN_STATES
    prompts = {"person": Prompt(choices=offers.colleagues)}

    person: Code = Field(min_length=1, title=gettext_noop("Person"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _person: User = PrivateAttr()

    example = {"person": "cd.officer", "reason": "仅协助调取资料，不参与决定。"}

    @classmethod
    def things(cls, case: Case, actor: Actor) -> Iterable[Conflict]:
        return conflicts.of_case(case)

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Conflict) -> bool:
        """Nobody is offered to set their own conflict aside, nor that of whom they act for."""
        return (
            thing.stands
            and thing.person.pk not in actor.people
            and setting_aside.is_superior(case.chain, actor, thing.person)
        )

    @classmethod
    def naming(cls, thing: Conflict) -> Facts:
        return {"person": thing.person.username}

    def check(self, case: Case, actor: Actor) -> None:
        self._person = staff.named(case, self.person, "ORG-13", "person")
        setting_aside.check_not_oneself(actor, self._person)
        if not recusal.conflicted(case, self._person.pk):
            refuse(
                "ORG-13",
                _("No conflict of this person stands against the case. Nothing needs to be done."),
                "person",
            )
        setting_aside.check_superior(case.chain, actor, self._person)

    def do(self, case: Case, actor: Actor) -> Facts:
        held = list(case.row.recusals.filter(person=self._person, overridden_at=None))
        for each in held:
            each.overridden_by_id, each.overridden_at = actor.id, case.now
            each.override_reason = self.reason
            case.change(each)
            each.review_by = None
        back = next((each for each in held if each.confirmed_at is None and each.followed_by_id), None)
        given_back = back is not None and back.followed_by_id == case.row.owner_id and self._owns(case)
        if given_back:
            case.row.owner_id = self._person.pk
            case.alert(AlertKind.ASSIGNED, user=self._person)
        declared = {each.kind for each in held}
        by_itself = recusal.found(case, [self._person.pk]).get(self._person.pk, set())
        for kind in sorted(by_itself - declared):  # nobody declared it: the complaint or the journal says so
            case.add(
                Recusal(
                    complaint=case.row,
                    person=self._person,
                    kind=kind,
                    reason=case.row.about_whom if kind == ConflictKind.COMPLAINED_OF else "",
                    at=case.now,
                    overridden_by_id=actor.id,
                    overridden_at=case.now,
                    override_reason=self.reason,
                )
            )
        facts: Facts = {"person": self._person.pk, "set_aside": len(held) + len(by_itself - declared)}
        return facts | {"owner": self._person.pk} if given_back else facts

    def _owns(self, case: Case) -> bool:
        """Whether the case may be the person's again."""
        return holders.customer_service_of(case.row.unit).filter(pk=self._person.pk).exists()
