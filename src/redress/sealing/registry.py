"""Which tables are sealed: all, but for those that stand here with the reason. A new table is sealed by itself, one
of a library: accounts of the directory and second factors are keys to the house."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

ITSELF = "seals, or what is signed or carries a seal of its own"
UNREAD = "no code asks for these rights: duties are appointments, which are sealed"
OPENS_NOTHING = (
    "its key is a keyed hash of the cookie, and what it carries is encrypted: a row that was put in or changed opens"
    " nothing, one taken out signs its person out"
)
IN_HAND = "shown to its own person alone, who reads it before anything follows from it"
COUNTS = "counts tries of an hour: who could set it back has the tables that it guards before him"
SAID_TWICE = "says what the sealed row of the file says; verifying compares them"
WORK_LIST = "says that work is waiting, not what is right: a job reads sealed rows or is sealed"

NOT_SEALED: dict[str, str] = {
    "sealing.kind": ITSELF,
    "sealing.seal": ITSELF,
    "sealing.checkpoint": ITSELF,
    "sealing.verification": ITSELF,
    "casework.filekey": SAID_TWICE,
    "casework.draft": IN_HAND,
    "casework.savedview": IN_HAND,
    "casework.desksettings": IN_HAND,
    "letters.attempt": COUNTS,
    "casework.lookups": COUNTS,
    "auth.permission": UNREAD,
    "auth.group": UNREAD,
    "auth.group_permissions": UNREAD,
    "contenttypes.contenttype": UNREAD,
    "sessions.session": OPENS_NOTHING,
    "organisation.staffsession": OPENS_NOTHING,
    "procrastinate.procrastinatejob": WORK_LIST,
    "procrastinate.procrastinateevent": WORK_LIST,
    "procrastinate.procrastinateworker": WORK_LIST,
    "procrastinate.procrastinateperiodicdefer": WORK_LIST,
}
"""Each with the reason why whoever owns the database gains nothing by changing it."""

JOURNALS = (
    "complaints.journalentry",
    "casework.accessentry",
    "complaints.emergencyentry",
    "organisation.organisationentry",
    "organisation.signin",
    "committee.sessionentry",
    "assessment.assessmententry",
    "api.token",
    "evidence.attachment",
    "letters.letter",
)
"""Registers whose counts and last entries a checkpoint tells, beside the journals of kinds of file."""

OF_KINDS: list[str] = []
"""Those journals, which rooms above bring: put in once."""


def journals() -> tuple[str, ...]:
    """Every register that a checkpoint tells of."""
    return tuple(dict.fromkeys((*JOURNALS, *OF_KINDS)))


FORMERLY = {"complaints.accessentry": "casework.accessentry"}
"""What statements of before call a register -> what it is called now."""

_LOSE = frozenset({"complaints.emergencyentry", "evidence.attachment", "letters.letter", "api.token"})


def lose_nothing() -> frozenset[str]:
    """Those whose entries outlive even the disposal of their file: they never have fewer."""
    return frozenset(journals()) - _LOSE


NOT_COVERED: dict[str, dict[str, str]] = {
    "organisation.user": {"last_login": "changes with every sign-in"},
    "api.token": {"last_used_at": "changes with every call"},
}
"""Columns that a digest leaves out, with the reason."""

RENAMED: dict[str, dict[str, str]] = {
    "clocks_clock": {"complaint_id": "file_id"},
    "complaints_disposal": {"complaint_id": "file_id"},
    "complaints_accessentry": {"complaint_id": "file_id"},
    "evidence_attachment": {"complaint_id": "file_id"},
    "evidence_upload": {"complaint_id": "file_id"},
    "letters_letter": {"complaint_id": "file_id"},
    "outbox_alert": {"complaint_id": "file_id"},
    "outbox_message": {"complaint_id": "file_id"},
}
"""Columns that have another name now, by table: what a digest of before covered is still there, and is compared."""


def sealed() -> list[type[models.Model]]:
    """The models whose rows are sealed, by table."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in NOT_SEALED
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


@cache
def tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in sealed())


def columns(model: type[models.Model]) -> list[str]:
    """What a digest covers, by name: the order of a model's fields says nothing."""
    left_out = NOT_COVERED.get(model._meta.label_lower, {})
    return sorted(
        str(field.column)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField) and field.column not in left_out
    )
