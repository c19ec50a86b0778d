"""Somebody must keep out of a claim, and a claim goes to another handler (ORG-13, FLW-05)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import setting_aside
from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.conflicts import ConflictKind
from redress.casework.inputs import Code, RequiredText, Text
from redress.casework.refusals import refuse
from redress.casework.setting_aside import LEADING
from redress.casework.writes import Writes
from redress.claims import recusal
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import HANDLES, TAKES
from redress.claims.models import ClaimRecusal
from redress.letters import reviewing
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.chain import chain
from redress.organisation.kinds import Duty
from redress.organisation.models import User


def _barred(file: OpenClaim, actor: Actor) -> list[Option]:
    """Whose conflict who reads this may set aside."""
    found = User.objects.select_related("department").filter(pk__in=recusal.barred(file.row) - actor.people)
    units = chain(file.row.unit_id)
    return [
        Option(each.username, str(each))
        for each in found.order_by("pk")
        if setting_aside.is_superior(units, actor, each)
    ]


LEADS = frozenset({Duty.CS_HEAD})


def _handlers(file: OpenClaim, _actor: Actor) -> list[Option]:
    """Who could take the claim over."""
    found = User.objects.in_bulk(recusal.free(file.row, [file.row.owner_id or 0]))
    return [Option(each.username, str(each)) for each in found.values()]


def _people(file: OpenClaim, actor: Actor) -> list[Option]:
    """Who reads this, first, and who handles claims of the unit."""
    known = [*sorted(actor.people), file.row.owner_id or 0, *recusal.free(file.row)]
    found = User.objects.in_bulk(list(dict.fromkeys(known)))
    return [Option(each.username, str(each)) for key in dict.fromkeys(known) if (each := found.get(key))]


class AssignClaim(ClaimCommand):
    """Give the claim to another handler of the unit, or above it."""

    name = "assign_claim"
    label = gettext_lazy("Give to a colleague")
    icon = "user-share"
    writes = Writes(columns=("owner_id",))
    cite = ("CLM-05",)
    duties = HANDLES | LEADS
    prompts = {"to": Prompt(choices=_handlers)}

    to: Code = Field(min_length=1, title=gettext_noop("Handler"))
    reason: Text = Field(default="", title=gettext_noop("Why"))

    _to: User = PrivateAttr()

    example = {"to": "sc.claims", "reason": "休假交接"}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        found = User.objects.filter(username=self.to, pk__in=recusal.free(file.row)).first()
        if found is None:
            refuse(
                "CLM-05",
                _(
                    "This person does not handle claims of the unit, or must keep out. Choose one of the list."
                ),
                field="to",
            )
        if found.pk == file.row.owner_id:
            refuse(
                "CLM-05", _("The claim is with this person already. Nothing needs to be done."), field="to"
            )
        self._to = found

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        before, file.row.owner_id = file.row.owner_id, self._to.pk
        return {"from": before, "to": self._to.pk}


class DeclareClaimConflict(ClaimCommand):
    """Say that a person must keep out of the claim, and why. Its owner gives way to who is free.

    What is said of a colleague is looked at by a superior of theirs within three working days, who declares it as well
    or sets it aside; where nobody does, it is set aside.
    """

    name = "declare_conflict"
    label = gettext_lazy("Declare a conflict of interest")
    icon = "alert-triangle"
    writes = Writes(add=("claims_claimrecusal",), change=("claims_claimrecusal",), columns=("owner_id",))
    cite = ("ORG-13",)
    duties = TAKES | LEADING
    despite_conflict = True
    prompts = {"person": Prompt(choices=_people)}

    person: Code = Field(min_length=1, title=gettext_noop("Person"))
    ground: ConflictKind = Field(title=gettext_noop("Ground"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _person: User = PrivateAttr()
    _known: ClaimRecusal | None = PrivateAttr(default=None)
    _until: datetime | None = PrivateAttr(default=None)
    _next: int | None = PrivateAttr(default=None)

    example = {"person": "sc.claims", "ground": "kin", "reason": "被保险人的配偶"}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        found = User.objects.filter(username=self.person).first()
        if found is None:
            refuse("ORG-13", _("There is nobody of that name. Choose one of the list."), field="person")
        units = chain(file.row.unit_id)
        self._known = next((each for each in file.recusals if each.person_id == found.pk), None)
        aside = self._known is not None and self._known.overridden_at is not None
        waits = self._known is not None and self._known.review_by is not None
        if self._known and not (aside or (waits and setting_aside.settles(units, actor, found))):
            refuse(
                "ORG-13", _("This conflict is already on record. Nothing needs to be done."), field="person"
            )
        setting_aside.check_declares_again(units, actor, found, set_aside=aside)
        self._person = found
        self._until = setting_aside.review_by(units, actor, found, file.now, file.calendar)
        if file.row.owner_id == found.pk:
            # Nobody takes a claim by what they said of its owner, unless there is nobody else.
            declares = [actor.id] if self._until and actor.id else []
            free = recusal.free(file.row, [found.pk, *declares]) or recusal.free(file.row, [found.pk])
            self._next = next(iter(free), None)
            if self._next is None:
                refuse(
                    "ORG-13",
                    _("Nobody else handles claims of %(unit)s or above. Have somebody appointed first, who takes the "
                      "claim over.") % {"unit": file.row.unit},
                    field="person",
                )  # fmt: skip

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        facts: Facts = {"person": self._person.pk, "ground": self.ground.value}
        if (known := self._known) is None:
            said = {"person": self._person, "ground": self.ground, "reason": self.reason}
            new = ClaimRecusal(claim=file.row, by_id=actor.id, at=file.now, review_by=self._until, **said)
            new.followed_by_id = self._next
            file.add(new)
        else:
            if known.overridden_at is not None:  # it stands again
                known.ground, known.reason, known.by_id, known.at = (
                    self.ground,
                    self.reason,
                    actor.id,
                    file.now,
                )
                known.overridden_by_id, known.overridden_at, known.override_reason = None, None, ""
                known.followed_by_id = self._next
            else:
                facts["confirmed"] = True
            known.confirmed_by_id, known.confirmed_at, known.review_by = actor.id, file.now, None
            file.change(known)
        if self._until is not None:
            facts["review_by"] = self._until.isoformat()
            superior = setting_aside.asked(chain(file.row.unit_id), actor, self._person)
            if superior is not None:
                file.alert(AlertKind.CONFLICT, user_id=superior)
        if self._next is not None:
            file.row.owner_id = self._next
        barred = recusal.barred(file.row) | {self._person.pk}
        reviewing.readdress(file, chain(file.row.unit_id), lambda person: person not in barred)
        return facts | {"owner": file.row.owner_id}


class OverrideClaimConflict(ClaimCommand):
    """A superior lets a person work on the claim in spite of a conflict, with the reason (ORG-13)."""

    name = "override_recusal"
    label = gettext_lazy("Set a conflict aside")
    icon = "edit"
    writes = Writes(change=("claims_claimrecusal",), columns=("owner_id",))
    cite = ("ORG-13",)
    duties = LEADING
    prompts = {"person": Prompt(choices=_barred)}

    person: Code = Field(min_length=1, title=gettext_noop("Person"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _held: ClaimRecusal = PrivateAttr()

    example = {"person": "sc.claims", "reason": "仅协助调取资料，不参与决定。"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if not recusal.standing(file.recusals):
            refuse("ORG-13", _("Nobody must keep out of this claim. Nothing needs to be done."))
        if not (actor.system or _barred(file, actor)):
            raise setting_aside.not_a_superior()

    def check(self, file: OpenClaim, actor: Actor) -> None:
        held = ClaimRecusal.objects.filter(claim=file.row, person__username=self.person, overridden_at=None)
        found = held.select_related("person__department").first()
        if found is None:
            refuse(
                "ORG-13",
                _("No conflict of this person stands against the claim. Nothing needs to be done."),
                field="person",
            )
        setting_aside.check_not_oneself(actor, found.person)
        setting_aside.check_superior(chain(file.row.unit_id), actor, found.person)
        self._held = found

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        held = self._held
        held.overridden_by_id, held.overridden_at, held.override_reason = actor.id, file.now, self.reason
        held.review_by = None
        file.change(held)
        back = held.confirmed_at is None and held.followed_by_id and held.followed_by_id == file.row.owner_id
        if not (back and self._owns(file)):
            return {"person": held.person_id}
        file.row.owner_id = held.person_id
        file.alert(AlertKind.ASSIGNED, user_id=held.person_id)
        return {"person": held.person_id, "owner": held.person_id}

    def _owns(self, file: OpenClaim) -> bool:
        """Whether the claim may be the person's again."""
        levels = chain(file.row.unit_id).levels
        return any(self._held.person_id in level.people(HANDLES) for level in levels)
