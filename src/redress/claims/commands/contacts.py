"""Verify how the customer is reached (CLM-01)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import Phone
from redress.casework.refusals import refuse
from redress.claims import customer
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Way
from redress.organisation.actor import Actor
from redress.policies.contacts import check_of


class VerifyContacts(ClaimCommand):
    """The customer confirmed telephone and preferred way, or gave others."""

    name = "verify_contacts"
    label = gettext_lazy("Verify contacts")
    icon = "address-book"
    cite = ("CLM-01",)
    duties = TAKES

    told_by: Way = Field(title=gettext_noop("How the customer wants to be told"))
    phone: Phone = Field(default="", title=gettext_noop("New telephone"))

    example = {"told_by": "sms"}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.phone and customer.of(file) is None:
            refuse(
                "CLM-01",
                _("Nobody stands in the claim whose telephone it could be. Leave it empty."),
                field="phone",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.told_by, file.row.contacts_verified_at = self.told_by, file.now
        party = customer.of(file)
        if self.phone and party is not None:
            party.phone = self.phone
            file.change(party, "phone", "phone_index")
        changed = ["phone"] if self.phone else []
        file.add(check_of(str(file.row.policy_number), file.now, actor.id, changed))
        return {"changed": bool(self.phone)}
