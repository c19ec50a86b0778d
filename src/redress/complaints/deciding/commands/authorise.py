"""Temporary and remote authorisation, with expiry (AUT-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Moment, PastMoment, RequiredText, Text, Yuan
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints import staff
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.deciding import authority
from redress.complaints.deciding.commands.approve import DECIDING
from redress.complaints.kinds import AuthorisedBy
from redress.complaints.models import Authorisation
from redress.complaints.queries import offers
from redress.complaints.recusing import recusal
from redress.complaints.stated import RECEIPT
from redress.messages.models import AlertKind
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.organisation.models import User

LONGEST = timedelta(days=30)
"""An authorisation is for a while: beyond a month, somebody is to be appointed."""


class Authorise(Command):
    """Let a person decide up to an amount in this case, for a while (AUT-02).

    A superior gives it here, or by telephone or mail: then a colleague, never the one who receives it, records who
    gave it and what proves it; the giver is told and may revoke it.
    """

    name = "authorise"
    act = "work"
    label = gettext_lazy("Authorise")
    icon = "key"
    cite = ("AUT-02",)
    family = Family.AUTHORITY
    duties = DECIDING

    times = {"given_at": Span(RECEIPT, "AUT-02"), "expires_at": Span(NOW, "AUT-02", FURTHEST)}
    writes = Writes(add=("complaints_authorisation",))
    prompts = {"to": Prompt(choices=offers.colleagues), "given_by": Prompt(choices=offers.colleagues)}

    to: Code = Field(min_length=1, title=gettext_noop("Who is authorised"))
    amount: Yuan = Field(title=gettext_noop("Up to (yuan)"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))
    expires_at: Moment = Field(title=gettext_noop("Valid until"))
    means: AuthorisedBy = Field(default=AuthorisedBy.SYSTEM, title=gettext_noop("How it was given"))
    given_by: Code = Field(default="", title=gettext_noop("Given by (when recorded for a superior)"))
    given_at: PastMoment | None = Field(default=None, title=gettext_noop("Given at"))
    proof: Text = Field(default="", title=gettext_noop("Proof"))

    _to: User = PrivateAttr()
    _giver: Actor = PrivateAttr()

    example = {
        "to": "cd.cshead",
        "amount": "20000",
        "reason": "客户在现场等候，授权当场决定。",
        "expires_at": "2030-03-03T18:00:00+08:00",
    }

    def check(self, case: Case, actor: Actor) -> None:
        self._to = staff.named(case, self.to, "AUT-02", "to")
        self._giver = self._who_gives(case, actor)
        recusal.check(case, self._to.pk, "to", "decide")
        recusal.check_decision(case, self._giver, "given_by")
        since = self.given_at or case.now
        if self.expires_at <= max(case.now, since):
            refuse("AUT-02", _("The authorisation must end in the future. Give a later time."), "expires_at")
        if self.expires_at - since > LONGEST:
            refuse(
                "AUT-02",
                _("An authorisation holds for a month at most; appoint somebody instead."),
                "expires_at",
            )
        self._check_superior(case, authority.chain_of(case))

    def _who_gives(self, case: Case, actor: Actor) -> Actor:
        if not self.given_by:
            return actor
        if self._to.pk in actor.people:
            refuse(
                "AUT-03",
                _("Who receives an authorisation does not record it; let a colleague do it."),
                "given_by",
            )
        if self.means == AuthorisedBy.SYSTEM or not self.proof:
            refuse("AUT-02", _("Say how the superior gave it, and what proves it."), "proof")
        return organisation.actor(staff.named(case, self.given_by, "AUT-02", "given_by").pk)

    def _check_superior(self, case: Case, chain: Chain) -> None:
        if self._giver.id is None:
            refuse(
                "AUT-02",
                _("A person gives authority, not the system. Sign in and do it yourself."),
                "given_by",
            )
        if self._to.pk in self._giver.people:
            refuse(
                "AUT-03",
                _("Nobody gives authority to themselves, nor to whom they act for. Ask a superior."),
                "to",
            )
        ground = authority.within(case, self._giver, self.amount, chain)
        if ground is None or ground.authorisation is not None or ground.ruling:
            raise Forbidden(
                "AUT-02",
                _(
                    "Nobody hands on more authority than the table gives them. Lower the amount, "
                    "or ask who may decide as much."
                ),
                "amount",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        number = case.row.authorisations.count() + 1
        case.add(
            Authorisation(
                complaint=case.row,
                number=number,
                to=self._to,
                amount=self.amount,
                reason="\n".join(part for part in (self.reason, self.proof) if part),
                means=self.means,
                given_at=self.given_at or case.now,
                expires_at=self.expires_at,
                by_id=self._giver.id or 0,
                by_for_id=self._giver.on_behalf_of,
                at=case.now,
            )
        )
        case.share("authorised", user=self._to.pk)
        self._tell(case, self._to.pk)
        if self.given_by and self._giver.id is not None:
            self._tell(case, self._giver.id)
        return {
            "number": number,
            "to": self._to.pk,
            "by": self._giver.id,
            "amount": str(self.amount),
            "expires_at": self.expires_at.isoformat(),
        }

    def _tell(self, case: Case, user: int) -> None:
        words = f"≤ {self.amount:,}"
        case.alert(AlertKind.AUTHORISED, user_id=user, words=words)


def _held(case: Case, actor: Actor) -> list[Option]:
    found = case.row.authorisations.filter(revoked_at=None).select_related("to")
    return [Option(str(each.number), f"{each.number} · {each.to}") for each in found]


class RevokeAuthorisation(OnOne):
    """End an authorisation before its time; what was decided under it stands (AUT-02)."""

    name = "revoke_authorisation"
    act = "work"
    label = gettext_lazy("Revoke an authorisation")
    icon = "key"
    cite = ("AUT-02",)
    family = Family.AUTHORITY
    duties = DECIDING
    writes = Writes(change=("complaints_authorisation",))
    prompts = {"authorisation": Prompt(choices=_held)}

    authorisation: int = Field(ge=1, title=gettext_noop("Authorisation"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _held: Authorisation = PrivateAttr()

    example = {"authorisation": 1, "reason": "事项已办结"}

    @classmethod
    def things(cls, case: Case, actor: Actor) -> Iterable[Authorisation]:
        return case.row.authorisations.filter(revoked_at=None)

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Authorisation) -> bool:
        return may_revoke(case, actor, thing)

    @classmethod
    def naming(cls, thing: Authorisation) -> Facts:
        return {"authorisation": thing.number}

    def check(self, case: Case, actor: Actor) -> None:
        held = case.row.authorisations.filter(number=self.authorisation, revoked_at=None).first()
        if held is None or not _holds(case, held):
            refuse("AUT-02", _("No such authorisation holds. Choose one of the list."), "authorisation")
        self._held = held
        if not may_revoke(case, actor, held):
            raise Forbidden(
                "AUT-02",
                _("Who gave it revokes it, or who may decide as much. Ask one of them."),
                "authorisation",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        self._held.revoked_at = case.now
        case.change(self._held, "revoked_at")
        return {"number": self._held.number, "to": self._held.to_id}


def _holds(case: Case, given: Authorisation) -> bool:
    return given.revoked_at is None and given.expires_at > case.now


def may_revoke(case: Case, actor: Actor, given: Authorisation) -> bool:
    """Whether it holds and is the actor's to revoke: who gave it, or who may decide as much without it."""
    if not _holds(case, given):
        return False
    if given.by_id in actor.people:
        return True
    ground = authority.within(case, actor, given.amount, authority.chain_of(case))
    return ground is not None and given.to_id not in actor.people
