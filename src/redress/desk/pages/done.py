"""What is said when a command has been carried out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.door import Outcome
from redress.complaints.commands.base import Command
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, Unit


def words(command: type[Command], outcome: Outcome) -> str:
    """To whom it went where it went to a department, which costs one query; else which command was done."""
    to = outcome.facts.get("to")
    if command.went and isinstance(to, int):
        department = Department.objects.select_related("unit").filter(pk=to).first()
        if department is not None:
            return str(command.went) % {"department": department}
    if command.name == "urge":
        return _("%(whom)s was urged.") % {"whom": _urged(outcome)}
    if whom := _asked(outcome):
        return _("%(command)s: done. It awaits approval by %(whom)s.") % {
            "command": command.label,
            "whom": whom,
        }
    return _("%(command)s: done.") % {"command": command.label}


def _asked(outcome: Outcome) -> str:
    """Whose approval is waited for, where the command asked for one: a unit and a duty, one query."""
    unit, duty = outcome.facts.get("of_unit"), outcome.facts.get("of_duty")
    if not isinstance(unit, int) or duty not in Duty.values:
        return ""
    return f"{Unit.objects.get(pk=unit)} · {Duty(duty).label}"


def _urged(outcome: Outcome) -> object:
    """The department of the order, or the owner."""
    asked = outcome.facts.get("department")
    if not isinstance(asked, int):
        return _("The owner of the case")
    return Department.objects.select_related("unit").get(pk=asked)
