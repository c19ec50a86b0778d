"""Somebody comes from the insurer's directory as a person for the first time: a second person confirms who it is."""

from __future__ import annotations

from typing import Annotated

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration import proposals
from redress.administration.authority import need_over, seat
from redress.administration.door import PEOPLE
from redress.administration.file import Dossier
from redress.administration.numbers import person_number
from redress.administration.proposals import Proposing
from redress.casework.refusals import Forbidden, refuse
from redress.organisation import sign_ins
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, Widening
from redress.organisation.models import Proposal, User


class ProposeIdentity(Proposing):
    """Ask that an account of the directory is tied to that person's. The name the directory gives is no proof yet."""

    name = "propose_identity"
    label = gettext_lazy("Account of the directory")
    cite = ("SEC-05",)
    automatic = True

    provider: Annotated[str, Field(max_length=200)]
    uid: Annotated[str, Field(max_length=191)]

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        if actor.id != file.row.person_id:
            raise Forbidden("SEC-05", _("Whoever comes by the directory proposes this alone. Sign in by it."))

    def check(self, file: Dossier, actor: Actor) -> None:
        proposals.ask(actor, self.draft(file), frozenset())

    def draft(self, file: Dossier) -> Proposal:
        return Proposal(
            kind=Widening.IDENTITY, unit=seat(file.person), person=file.person, asked=self.model_dump()
        )


def propose_identity(user: User, provider: str, uid: str) -> None:
    """Somebody comes as this person for the first time. Nothing is done where that waits already, or for a person who
    sits nowhere."""
    asked = {"provider": provider, "uid": uid}
    same = Proposal.objects.filter(kind=Widening.IDENTITY, person=user, asked=asked, verdict="")
    if user.department is None or same.exists():
        return
    # Nobody is signed in yet, and nobody becomes that person for it: the door may propose this and nothing else.
    comer = Actor(id=user.pk, name=user.name)
    PEOPLE.execute(ProposeIdentity(**asked), comer, person_number(user.pk))


def _asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    """Who comes has no duty for it; who confirms has one over the person."""
    user, asked = proposal.person, proposal.asked
    assert user is not None
    if duties:
        need_over(actor, user, duties)
    if not user.is_active:
        refuse("SEC-05", _("The account is disabled. Enable it first."))
    if SocialAccount.objects.filter(provider=asked["provider"], uid=asked["uid"]).exclude(user=user).exists():
        refuse(
            "SEC-05",
            _(
                "That account of the directory is tied to somebody else already. Choose another "
                "one, or untie it there first."
            ),
        )


@proposals.carries_out(Widening.IDENTITY, asks=_asked)
def _confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    user = file.person
    SocialAccount.objects.get_or_create(
        provider=proposal.asked["provider"], uid=proposal.asked["uid"], defaults={"user": user}
    )
    file.note(Change.IDENTITY_TIED, department=user.department, person=user)
    sign_ins.keys_changed.send(User, user=user, what=Change.IDENTITY_TIED.label, address="", also="")
