"""The access log: who read what of whom, and why (SEC-02, SEC-03). Written beside the work, never waiting for it."""

from __future__ import annotations

from enum import StrEnum

from redress.complaints.models import AccessEntry
from redress.organisation.actor import Actor


class Action(StrEnum):
    """What was read."""

    READ = "read"
    UNMASK = "unmask"
    DOWNLOAD = "download"
    LOOK_UP = "look_up"
    """A search for cases of a person, by number, name, telephone or identity."""
    EXPORT = "export"
    """A list or figures taken out as a file."""


def log(
    actor: Actor, action: Action, case_id: int | None = None, purpose: str = "", fields: str = ""
) -> None:
    """Write one entry. No personal data belong in `purpose` or `fields`: name what was read, not what it said."""
    AccessEntry.objects.create(
        user_id=actor.id,
        complaint_id=case_id,
        action=action,
        purpose=purpose[:200],
        fields=fields[:200],
    )
