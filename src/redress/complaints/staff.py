"""People whom a command names by their user name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.organisation.models import User

if TYPE_CHECKING:
    from redress.complaints.case import Case


def named(case: Case, username: str, rule: str, field: str, *, left: bool = False) -> User:
    """The member of staff of this name in the case's company or above; refused when there is none.

    Whoever is named gets sight of the case, and across companies nobody has that (ORG-08). `left`: also who has left.
    """
    known = User.objects.select_related("department__unit").filter(
        username=username, department__isnull=False
    )
    found = (known if left else known.filter(is_active=True)).first()
    line = "/".join(case.row.unit.path.split("/")[:3]) + "/"
    path = found.department.unit.path if found is not None and found.department is not None else ""
    if found is None or not (path.startswith(line) or line.startswith(path)):
        refuse(
            rule,
            _("Nobody in this company has the user name '%(name)s'. Choose one of the list.")
            % {"name": username},
            field,
        )
    return found
