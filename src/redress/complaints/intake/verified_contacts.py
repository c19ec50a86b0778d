"""Contacts that were verified while speaking with the customer, and what of them has changed (CLM-01)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.organisation.actor import Actor
from redress.policies.contacts import check_of


def check(verified: bool, reached: bool, new: Mapping[str, str]) -> None:
    """Refuse what was verified with nobody, and changes that nobody verified."""
    if verified and not reached:
        refuse(
            "CLM-01",
            _("Contacts are verified with the customer. Leave this unticked where nobody was reached."),
            field="contacts_verified",
        )
    if new and not verified:
        refuse(
            "CLM-01",
            _("Repeat the new contacts to the customer, and tick that they are verified."),
            field="contacts_verified",
        )


def take(case: Case, actor: Actor, new: Mapping[str, str]) -> Facts:
    """Write changes to the first person of the case, and that the policy's contacts were verified."""
    party = case.row.parties.order_by("id").first()
    if party is not None and new:
        for name, value in new.items():
            setattr(party, name, value)
        case.change(party)
    if case.row.policy_number:
        case.add(check_of(str(case.row.policy_number), case.now, actor.id, tuple(new)))
    return {"contacts_verified": True, "changed": [*sorted(new)]}
