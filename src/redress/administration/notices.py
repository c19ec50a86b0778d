"""Reports on changes of people to the superior customer service (ORG-06)."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration.authority import need
from redress.administration.recording import record
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.kinds import Change, DepartmentKind, Duty
from redress.organisation.models import ChangeNotice, Department, User
from redress.organisation.queries import department_of
from redress.organisation.refusals import refuse
from redress.organisation.reporting import terms
from redress.sealing.doors import atomic

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


@atomic("organisation")
def file_report(actor: Actor, notice: ChangeNotice, words: str) -> ChangeNotice:
    """The change is reported to the nearest superior customer service, in these words."""
    department = notice.department
    actor = need(actor, REPORTERS, department.unit)
    filed = ChangeNotice.objects.select_for_update().get(pk=notice.pk)
    if filed.filed_at is not None:
        because = _("This change was reported on %(day)s. Nothing needs to be done.")
        refuse("ORG-06", because % {"day": timezone.localtime(filed.filed_at).date()})
    if not words.strip():
        refuse("ORG-06", _("Say who left, who came, and how the person can be reached."), "words")
    if len(words) > LONGEST:
        refuse(
            "ORG-06", _("A report has up to %(count)d characters. Shorten it.") % {"count": LONGEST}, "words"
        )
    above = department.unit.parent
    superior = department_of(above, DepartmentKind.CUSTOMER_SERVICE) if above else None
    if superior is None:
        refuse(
            "ORG-06",
            _(
                "No unit above this one has a customer service to report to. Ask the "
                "administrator to set one up."
            ),
        )
    filed.filed_at, filed.filed_by_id, filed.filed_to = timezone.now(), actor.id, superior
    filed.words = words.strip()
    filed.save(update_fields=["filed_at", "filed_by", "filed_to", "words"])
    record(
        actor,
        Change.REPORT_FILED,
        department=department,
        person=filed.came or filed.left,
        after={"duty": filed.duty, "to": str(superior.pk), "words": filed.words},
    )
    return filed
