"""Which tables are sealed: all, but for those that stand here with the reason. A new table is sealed by itself."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

WORK = "work in hand, of one person: nothing follows from it"
STATE = "what the system keeps for itself while it works; nobody's rights or figures rest on it"
LIBRARY = "a table of a library, written by it as it likes"

NOT_SEALED: dict[str, str] = {
    "sealing.kind": "carries a seal of its own",
    "sealing.seal": "is the seals",
    "sealing.checkpoint": "is signed",
    "sealing.verification": "says what a run found; the next run finds it again",
    "complaints.draft": WORK,
    "complaints.savedview": WORK,
    "evidence.upload": WORK,
    "outbox.alert": "a sign on a desk; what it told stands in the journal",
    "outbox.message": "the outbox changes with every attempt; that and how somebody was told stands in the journal",
    "outbox.attempt": "the outbox",
    "outbox.pause": "whether a channel answers; changes with every attempt and is about nobody",
    "letters.attempt": STATE,
    "complaints.lookups": STATE,
    "auth.permission": LIBRARY,
    "auth.group": LIBRARY,
    "auth.group_permissions": LIBRARY,
    "contenttypes.contenttype": LIBRARY,
    "sessions.session": LIBRARY,
    "organisation.staffsession": STATE,
    "organisation.secondfactoruse": STATE,
    "account.emailaddress": LIBRARY,
    "account.emailconfirmation": LIBRARY,
    "mfa.authenticator": LIBRARY,
    "socialaccount.socialapp": LIBRARY,
    "socialaccount.socialaccount": LIBRARY,
    "socialaccount.socialtoken": LIBRARY,
    "procrastinate.procrastinatejob": LIBRARY,
    "procrastinate.procrastinateevent": LIBRARY,
    "procrastinate.procrastinateworker": LIBRARY,
    "procrastinate.procrastinateperiodicdefer": LIBRARY,
}

JOURNALS = (
    "complaints.journalentry",
    "complaints.accessentry",
    "complaints.emergencyentry",
    "organisation.organisationentry",
    "organisation.signin",
    "committee.sessionentry",
    "assessment.assessmententry",
    "api.token",
    "evidence.attachment",
    "letters.letter",
)
"""Registers whose counts and last entries a checkpoint tells."""

NOT_COVERED: dict[str, dict[str, str]] = {
    "organisation.user": {"last_login": "changes with every sign-in"},
    "api.token": {"last_used_at": "changes with every call", "last_used_on": "changes with every call"},
}
"""Columns that a digest leaves out, with the reason."""


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
