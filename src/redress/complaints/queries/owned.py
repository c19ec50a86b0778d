"""The open cases of a person, by number: what is left without an owner when the person goes (FLW-05)."""

from __future__ import annotations

from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.rulebook import OPEN_STATES

MOST = 200


def open_numbers(owner: User) -> list[str]:
    """Numbers alone, the oldest first: an administrator who ends a duty learns what stays, not what it is about."""
    with acting_as(SYSTEM):
        found = Complaint.objects.filter(owner=owner, state__in=[state.value for state in OPEN_STATES])
        return list(found.order_by("id").values_list("number", flat=True)[:MOST])
