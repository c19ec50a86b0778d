"""By what means the customer is told that a case is accepted: one answer for confirming and for settling (INT-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints.kinds import Means

if TYPE_CHECKING:
    from redress.complaints.case import Case


def check_means(case: Case, means: str, field: str) -> None:
    """Refuse a means that neither the channel allows nor that of who passed the case on."""
    allowed = case.rulebook.confirmed_by(case.row.channel, case.row.source)
    if allowed and means not in allowed:
        names = listed(Means(each).label for each in allowed)
        refuse("INT-06", _("For this channel, confirm by: %(means)s.") % {"means": names}, field=field)
