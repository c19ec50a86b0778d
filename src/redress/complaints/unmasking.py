"""Showing personal data whole: only to who must speak with the customer, for a stated purpose, logged (SEC-02)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.complaints import access
from redress.complaints.commands import common
from redress.complaints.models import Complaint, Party
from redress.complaints.queries.case import find
from redress.complaints.refusals import Forbidden, Unknown, refuse
from redress.organisation.actor import Actor

FIELDS = ("name", "id_number", "phone", "email", "address", "account")


class Purpose(models.TextChoices):
    """Why somebody needs to see personal data."""

    CONTACT = "contact", gettext_lazy("To contact the customer")
    IDENTITY = "identity", gettext_lazy("To verify the identity")
    PAYMENT = "payment", gettext_lazy("To pay or refund")
    AUTHORITY = "authority", gettext_lazy("To answer the regulator or a court")
    OTHER = "other", gettext_lazy("Another purpose")


def may_unmask(case: Complaint, actor: Actor) -> bool:
    """Customer service of the unit and above, and departments that have an order of the case."""
    if actor.system or actor.has_over(common.INTAKE_TOO, case.unit_id):
        return True
    return any(actor.has_in(common.DEPARTMENT, order.department_id) for order in case.orders.all())


def unmask(actor: Actor, number: str, party_id: int, purpose: str, note: str = "") -> Party:
    """A person of a case with everything plain. Refuses without a purpose, and whoever has no business with it."""
    case = find(actor, number)
    if not may_unmask(case, actor):
        raise Forbidden(
            "SEC-02",
            _("Personal data of this case are shown to those who handle it. Ask its owner, or its unit."),
        )
    if purpose not in Purpose.values:
        refuse("SEC-02", _("Say for what purpose you need these data."), field="purpose")
    if purpose == Purpose.OTHER and not note.strip():
        refuse("SEC-02", _("Describe the other purpose."), field="note")
    party = case.parties.filter(pk=party_id).first()
    if party is None:
        raise Unknown(number)
    shown = [name for name in FIELDS if getattr(party, name)]
    access.log(
        actor,
        access.Action.UNMASK,
        case.pk,
        purpose=purpose,
        note=note.strip(),
        fields=f"party {party.pk}: {','.join(shown)}",
    )
    return party
