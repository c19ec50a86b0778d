"""Reminders of reports on people, and telling the superior unit that one was filed (ORG-06)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation

from redress.casework import moment
from redress.messages.composing.writing import Facts
from redress.messages.notices.telling import tell
from redress.organisation import notices
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.holders import desk_of, posts
from redress.organisation.models import ChangeNotice
from redress.rulebook.sections.messages.schema import House

_LOOK_BACK = timedelta(days=3)
"""A report that was filed while no worker ran is told later, yet not after so long."""


def remind() -> int:
    """Tell the heads what is to be reported soon or is late, and the superiors what was reported; how many messages.

    Each notice is told of once when it is near, once when it is late, once when it is filed.
    """
    today = timezone.localdate(moment.now())
    with acting_as(SYSTEM):
        told = sum(_open(notice, late=notice.due_on < today) for notice in notices.to_remind(today))
        return told + sum(_filed(notice) for notice in notices.filed_since(today - _LOOK_BACK))


def _open(notice: ChangeNotice, *, late: bool) -> int:
    unit = notice.department.unit
    head = posts({unit.pk}).find("head", unit.pk)
    house: House = "change_late" if late else "change_due"
    return tell([head], unit, house, _facts(notice), f"{house}.{notice.pk}") if head else 0


def _filed(notice: ChangeNotice) -> int:
    superior = notice.filed_to
    if superior is None:
        return 0
    people = desk_of([superior.pk]).get(superior.pk, [])
    return tell(people, superior.unit, "change_filed", _facts(notice), f"change_filed.{notice.pk}")


def _facts(notice: ChangeNotice) -> Facts:
    with translation.override("zh-hans"):
        department, duty = str(notice.department), notice.get_duty_display()
    return {
        "department": department,
        "duty": duty,
        "due": notice.due_on,
        "words": notice.words,
        "path": f"/organisation/{notice.department.unit.code}",
    }
