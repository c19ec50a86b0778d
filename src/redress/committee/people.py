"""People whom a session or a ruling gives something to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.complaints.refusals import refuse
from redress.organisation.models import Unit, User


def colleague(unit: Unit, user: int, field: str) -> User:
    """A member of staff of the unit's company; refused otherwise."""
    company = "/" + "/".join(unit.ancestor_codes()[:2]) + "/"
    found = User.objects.filter(pk=user, is_active=True, department__unit__path__startswith=company).first()
    if found is None:
        refuse("ORG-11", _("There is no such person in this company."), field=field)
    return found
