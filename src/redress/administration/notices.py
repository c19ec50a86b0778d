"""Reports on changes of people to the superior customer service (ORG-06)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.casework.command import Facts
from redress.casework.inputs import CLEAN
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.kinds import Change, DepartmentKind, Duty
from redress.organisation.models import ChangeNotice, Department, User
from redress.organisation.queries import department_of
from redress.organisation.reporting import terms

REPORTERS: Final = frozenset({Duty.CS_HEAD, Duty.COMPLAINT_OFFICER, Duty.ADMINISTRATOR})
"""Who reports for a unit and those below it."""
LONGEST: Final = 5000


def note_change(
    department: Department, duty: Duty, day: date, *, left: User | None = None, came: User | None = None
) -> ChangeNotice | None:
    """Open a notice if such a change is reported. Who comes for somebody who left completes that one's notice."""
    asked = terms(department.unit, duty)
    if asked is None:
        return None
    same = ChangeNotice.objects.select_for_update().filter(department=department, duty=duty, filed_at=None)
    waiting = same.filter(came=None).first() if came else None
    if waiting is not None:
        waiting.came = came
        waiting.save(update_fields=["came"])
        return waiting
    calendar = calendar_of(department.unit)
    due = calendar.add_working_days(day, asked.within)
    return ChangeNotice.objects.create(
        rule=asked.rule,
        department=department,
        duty=duty,
        left=left,
        came=came,
        changed_on=day,
        due_on=due,
        remind_on=calendar.add_working_days(due, -asked.remind),
    )


class FileReport(AdministrationCommand):
    """Report a change of people to the nearest superior customer service, in these words (ORG-06)."""

    name = "file_report"
    label = gettext_lazy("Report a change of people")
    cite = ("ORG-06",)
    duties = REPORTERS

    notice: int
    words: Annotated[str, CLEAN]

    example = {"notice": 12, "words": "原协调员调离,新协调员张伟,电话 028-87001234。"}

    def _held(self, file: Dossier) -> ChangeNotice:
        found = ChangeNotice.objects.select_for_update(of=("self",)).filter(department__unit=file.unit)
        held = found.select_related("department__unit__parent", "came", "left").filter(pk=self.notice).first()
        if held is None:
            refuse(
                "ORG-06", _("This unit has no such change to report. Choose one of those shown."), "notice"
            )
        return held

    def check(self, file: Dossier, actor: Actor) -> None:
        held = self._held(file)
        if held.filed_at is not None:
            because = _("This change was reported on %(day)s. Nothing needs to be done.")
            refuse("ORG-06", because % {"day": timezone.localtime(held.filed_at).date()})
        if not self.words:
            refuse("ORG-06", _("Say who left, who came, and how the person can be reached."), "words")
        if len(self.words) > LONGEST:
            refuse(
                "ORG-06",
                _("A report has up to %(count)d characters. Shorten it.") % {"count": LONGEST},
                "words",
            )
        _superior(file)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        filed, superior = self._held(file), _superior(file)
        filed.filed_at, filed.filed_by_id, filed.filed_to = timezone.now(), actor.id, superior
        filed.words = self.words
        filed.save(update_fields=["filed_at", "filed_by", "filed_to", "words"])
        file.note(
            Change.REPORT_FILED,
            department=filed.department,
            person=filed.came or filed.left,
            after={"duty": filed.duty, "to": str(superior.pk), "words": filed.words},
        )
        return {"notice": filed.pk, "to": superior.pk}


def _superior(file: Dossier) -> Department:
    above = file.unit.parent
    superior = department_of(above, DepartmentKind.CUSTOMER_SERVICE) if above else None
    if superior is None:
        refuse(
            "ORG-06",
            _(
                "No unit above this one has a customer service to report to. Ask the "
                "administrator to set one up."
            ),
        )
    return superior
