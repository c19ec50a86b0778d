"""What the input of a command names by its key."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.organisation.models import Department, User


def department(key: int, field: str = "department") -> Department:
    """The department of that key. Raises Refusal at the field."""
    found = Department.objects.select_related("unit").filter(pk=key).first()
    if found is None:
        refuse("ORG-01", _("There is no such department. Choose one of the unit."), field)
    return found


def person(key: int, field: str) -> User:
    """The person of that key. Raises Refusal at the field."""
    found = User.objects.select_related("department__unit").filter(pk=key).first()
    if found is None:
        refuse("ORG-01", _("There is no such person. Choose one of the staff."), field)
    return found
