"""People whom a session or a ruling gives something to do, and departments that are heard: of the company alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.organisation.models import Department, Unit, User


def colleague(unit: Unit, user: int, field: str) -> User:
    """A member of staff of the unit's company; refused otherwise."""
    here = _company(unit)
    found = User.objects.filter(pk=user, is_active=True, department__unit__path__startswith=here).first()
    if found is None:
        refuse("ORG-11", _("There is no such person in this company. Choose one of the list."), field=field)
    return found


def check_department(unit: Unit, department: int, field: str) -> None:
    """Refuse a department that is not of the unit's company."""
    if not Department.objects.filter(pk=department, unit__path__startswith=_company(unit)).exists():
        refuse("ORG-03", _("There is no such department. Choose one of the list."), field=field)


def _company(unit: Unit) -> str:
    """The path of the company that the unit belongs to."""
    return unit.paths()[:2][-1]
