"""That the work of somebody who leaves was handed over (ORG-11, FLW-05, SEC-05)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration import places
from redress.administration.authority import ADMINISTRATORS, NotYourDuty, is_over
from redress.administration.deputies import may_name
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.proposals import behind
from redress.casework.command import Facts
from redress.casework.inputs import Line
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import Change


class NoteHandover(AdministrationCommand):
    """Say that the work of a person was handed over, each piece by its own command: how much, to whom, what is left.

    It comes after these, so it is given by no button of its own.
    """

    name = "note_handover"
    label = gettext_lazy("Work handed over")
    cite = ("ORG-11",)
    accompanies = True
    duties = ADMINISTRATORS | NAMERS

    cases: int
    last: date
    reason: Line
    successor: int | None = None
    left: int

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """Who administers every place of the person, or a superior."""
        if not (is_over(actor, file.person, ADMINISTRATORS) or may_name(actor, file.person)):
            raise NotYourDuty(
                cls.duties, file.person.department.unit if file.person.department else file.person
            )

    def check(self, file: Dossier, actor: Actor) -> None:
        if file.person.pk in behind(actor):
            refuse("ORG-11", _("Nobody hands over their own work here. Ask an administrator or a superior."))

    def do(self, file: Dossier, actor: Actor) -> Facts:
        after = {
            "cases": str(self.cases),
            "last": str(self.last),
            "reason": self.reason,
            "successor": str(places.person(self.successor, "successor"))
            if self.successor is not None
            else "",
            "left": str(self.left),
        }
        file.note(Change.HANDED_OVER, department=file.person.department, person=file.person, after=after)
        return {"cases": self.cases, "left": self.left}
