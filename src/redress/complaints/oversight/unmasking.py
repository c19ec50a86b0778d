"""Showing personal data whole: only to who must speak with the customer, for a stated purpose, logged (SEC-02).

Whoever must keep out of handling the case has nobody to speak with (ORG-13): the page, letters, their pictures and the
dossier all ask `may_unmask`, and show such a person the copy with masks. A file has none: `evidence.queries` gives it
to nobody who must keep out. Sight of the case is another question, which `visible_to` answers.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework import access, moment
from redress.casework.purposes import Purpose
from redress.casework.refusals import Forbidden, Unknown, refuse
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.models import Complaint, Party
from redress.complaints.queries.case import find
from redress.complaints.recusing import recusal
from redress.organisation.actor import Actor

FIELDS = ("name", "id_number", "phone", "email", "address", "account")


def may_unmask(case: Case, actor: Actor) -> bool:
    """Whoever has business with the people of the case, and need not keep out of it."""
    return _has_business(case.row, actor) and not recusal.kept_out(case, actor)


def _has_business(row: Complaint, actor: Actor) -> bool:
    """Customer service of the unit and above, and departments that have an order of the case."""
    if actor.system or actor.has_over(common.INTAKE_TOO, row.unit_id):
        return True
    return any(actor.has_in(common.DEPARTMENT, order.department_id) for order in row.orders.all())


def unmask(actor: Actor, number: str, party_id: int, purpose: str, note: str = "") -> Party:
    """A person of a case with everything plain. Refuses without a purpose, and whoever has no business with it
    or must keep out of it."""
    case = find(actor, number)
    if not _has_business(case, actor):
        raise Forbidden(
            "SEC-02",
            _("Personal data of this case are shown to those who handle it. Ask its owner, or its unit."),
        )
    for reason in recusal.kept_out(Case(case, moment.now()), actor):
        raise Forbidden(
            "ORG-13",
            _(
                "You must keep out of this case: %(reason)s. Personal data of it are not shown to you; whoever "
                "handles it speaks with the customer. Turn to its owner, or to the superior unit."
            )
            % {"reason": reason},
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
