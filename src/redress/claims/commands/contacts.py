"""Verify how the customer is reached (CLM-01)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import Address, Email, Phone
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.claims import customer
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Way
from redress.organisation.actor import Actor
from redress.policies.contacts import check_of


class SpokenWith(ClaimCommand):
    """A step in which one speaks with the customer, whose contacts are verified with it (CLM-01)."""

    writes = Writes(columns=("contacts_verified_at",))

    contacts_verified: bool = Field(default=False, title=gettext_noop("Contacts verified with the customer"))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        return verified(file, actor) if self.contacts_verified else {}


def verified(file: OpenClaim, actor: Actor, changed: Collection[str] = ()) -> Facts:
    """The claim says when that was, and the cycle of its policy begins anew."""
    file.row.contacts_verified_at = file.now
    file.add(check_of(str(file.row.policy_number), file.now, actor.id, changed))
    return {"contacts_verified": True}


class VerifyContacts(ClaimCommand):
    """The customer confirmed how to be reached and told, or said how it is now."""

    name = "verify_contacts"
    label = gettext_lazy("Verify contacts")
    icon = "address-book"
    writes = Writes(change=("claims_claimparty",), columns=("told_by", "contacts_verified_at"))
    cite = ("CLM-01",)
    duties = TAKES

    told_by: Way = Field(title=gettext_noop("How the customer wants to be told"))
    phone: Phone = Field(default="", title=gettext_noop("New telephone, if it has changed"))
    email: Email = Field(default="", title=gettext_noop("New e-mail, if it has changed"))
    address: Address = Field(default="", title=gettext_noop("New address, if it has changed"))

    example = {"told_by": "sms"}

    @property
    def _new(self) -> dict[str, str]:
        """What the customer gave anew."""
        given = {"phone": self.phone, "email": self.email, "address": self.address}
        return {name: value for name, value in given.items() if value}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self._new and customer.of(file) is None:
            refuse(
                "CLM-01",
                _("Nobody stands in the claim whose contacts these could be. Leave them empty."),
                field=next(iter(self._new)),
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.told_by = self.told_by
        new, party = self._new, customer.of(file)
        if new and party is not None:
            for name, value in new.items():
                setattr(party, name, value)
            file.change(party)
        return verified(file, actor, tuple(new)) | {"changed": bool(new)}
