"""The access log: who read what of whom, and why (SEC-02, SEC-03). Written beside the work, never waiting for it."""

from __future__ import annotations

from enum import StrEnum

from django.db import connection
from django.utils import timezone

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


# Every page of a case writes one: as a statement, for Django builds it no faster than it builds a query.
_ENTRY = f"""
    INSERT INTO {AccessEntry._meta.db_table} (at, user_id, complaint_id, action, purpose, fields)
    VALUES (%s, %s, %s, %s, %s, %s)
"""  # noqa: S608 - no input in it


def log(
    actor: Actor, action: Action, case_id: int | None = None, purpose: str = "", fields: str = ""
) -> None:
    """Write one entry. No personal data belong in `purpose` or `fields`: name what was read, not what it said."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRY, [timezone.now(), actor.id, case_id, action, purpose[:200], fields[:200]])
