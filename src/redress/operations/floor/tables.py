"""The rule of every table that does not state its own in a migration: who reads it and who writes it (SEC-01).

A table beneath a case says so with a policy in its room's migrations, or is recognised by its `complaint_id`. What
stands nowhere is closed to web and worker; tests/operations/test_floor.py names it.
"""

from __future__ import annotations

from redress.operations.floor.rules import (
    ALL,
    CAME_IN,
    DOOR,
    ME,
    SIGNED_IN,
    Rule,
    duty,
    known_in_house,
    own,
    proposed,
)

_HOUSE = f"{ALL} OR {duty('administrator')}"
_LEADERS = f"{ALL} OR {duty('administrator', 'manager', 'cs_head', 'department_head')}"
_PERSON = f"{ALL} OR {SIGNED_IN}"
_ACCOUNT = (
    f"{ALL} OR {DOOR} OR id = {ME} OR {duty('administrator')} "
    f"OR {proposed('organisation_user.id', 'move', 'contact', 'enable')}"
)
_SIGN_IN = f"{ALL} OR {DOOR} OR user_id = {ME} OR by_id = {ME} OR {duty('administrator', 'auditor')}"
_BODYS_UNIT = "(SELECT b.unit_id FROM committee_body b WHERE b.id = committee_seat.body_id)"
_CASE = f"{ALL} OR redress_sees(complaint_id)"

RULES: dict[str, Rule] = {
    # Cases: seen by the policy in the room's migrations; who shares in one must be told by who sees it.
    "complaints_share": Rule(CAME_IN, _CASE, _CASE, _CASE),
    "complaints_rulebookversion": known_in_house(_PERSON),
    # Whether an import is being taken back is asked for every case that came with one.
    "complaints_importrun": Rule(CAME_IN, ALL, ALL),
    # The organisation.
    "organisation_unit": known_in_house(f"{ALL} OR {duty('administrator', 'manager')}"),
    "organisation_department": Rule(
        add=_HOUSE,
        change=f"{_HOUSE} OR {proposed('organisation_department.id', 'department_email', about='department_id')}",
        delete=_HOUSE,
    ),
    "organisation_calendaryear": known_in_house(_HOUSE),
    "organisation_appointment": Rule(
        add=(
            f"{ALL} OR (user_id <> {ME} AND "
            f"({duty('administrator')} OR {proposed('organisation_appointment.user_id', 'appointment')}))"
        ),
        change=_HOUSE,
        delete=_HOUSE,
        columns=("period",),
    ),
    "organisation_deputy": Rule(
        add=f"{ALL} OR named_by_id = {ME}",
        change=f"{_LEADERS} OR absent_id = {ME} OR named_by_id = {ME}",
        delete=f"{_LEADERS} OR absent_id = {ME} OR named_by_id = {ME}",
    ),
    "organisation_changenotice": Rule(add=_PERSON, change=_PERSON),
    "organisation_proposal": Rule(
        add=f"{ALL} OR proposed_by_id = {ME}",
        change=f"{ALL} OR {duty('administrator', 'manager')} OR proposed_by_id = {ME}",
        columns=("verdict", "decided_by_id", "decided_at", "reason"),
    ),
    "organisation_organisationentry": Rule(add=f"{ALL} OR by_id = {ME}"),
    # Accounts: looked up at the door, kept by their person and by administrators; the trigger says what of them.
    "organisation_user": Rule(add=_HOUSE, change=_ACCOUNT),
    "organisation_user_groups": Rule(read=CAME_IN),
    "organisation_user_user_permissions": Rule(read=CAME_IN),
    "auth_group": Rule(),
    "auth_group_permissions": Rule(),
    "auth_permission": Rule(),
    "django_content_type": Rule(),
    "django_session": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
    "account_emailaddress": own(),
    "account_emailconfirmation": Rule(f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}", "", f"{ALL} OR {DOOR}"),
    "mfa_authenticator": own(
        besides=f"{DOOR} OR {duty('administrator')} OR {proposed('mfa_authenticator.user_id', 'factor_reset')}"
    ),
    "organisation_secondfactoruse": own(
        besides=f"{DOOR} OR {proposed('organisation_secondfactoruse.user_id', 'factor_reset')}"
    ),
    # Which sessions there are is asked before it is known who comes.
    "organisation_staffsession": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
    "organisation_signin": Rule(_SIGN_IN, f"{ALL} OR {DOOR} OR user_id = {ME} OR by_id = {ME}"),
    "socialaccount_socialaccount": own(
        besides=f"{DOOR} OR {proposed('socialaccount_socialaccount.user_id', 'identity')}"
    ),
    "socialaccount_socialtoken": Rule(f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}"),
    "socialaccount_socialapp": Rule(),
    "api_token": Rule(
        read=CAME_IN,
        add=f"{ALL} OR user_id = {ME}",
        change=CAME_IN,
        columns=("revoked_at", "last_used_at"),
    ),
    # Held by who calls a session or seats somebody, and never changed: of a row that may be held, one column must be
    # free, and the key of a body is none that anything could be gained by.
    "committee_body": Rule(add=_HOUSE, change=_PERSON, delete=ALL, columns=("id",)),
    # A seat gives sight of what is on its body's agenda: it is added by who confirmed it.
    "committee_seat": Rule(
        add=f"{ALL} OR (user_id IS DISTINCT FROM {ME} AND {proposed(_BODYS_UNIT, 'seat', about='unit_id')})",
        change=_HOUSE,
        delete=ALL,
        columns=("period",),
    ),
    # Files by their hash: who may open one is a question of what refers to it.
    "evidence_blob": Rule(CAME_IN, _PERSON, ALL, ALL),
    "letters_attempt": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
    "letters_letterseries": Rule(_PERSON, _PERSON, _PERSON),
    "outbox_optout": known_in_house(_PERSON),
    "outbox_staffcontact": Rule(
        CAME_IN, f"{_HOUSE} OR user_id = {ME}", f"{_HOUSE} OR user_id = {ME}", _HOUSE
    ),
    # What stands at the basis of the house itself.
    "django_migrations": Rule(read="true"),
    "sealing_kind": Rule(),
    "sealing_seal": Rule(read=ALL, add=CAME_IN),
    "sealing_checkpoint": Rule(CAME_IN, ALL),
    "sealing_verification": Rule(CAME_IN, ALL),
    "redress_shared": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
}

OWNERS_ALONE = frozenset({"redress_ticket_verifier"})
"""Nobody who serves reads or writes them."""

OPEN = frozenset({"django_migrations"})
"""Read before a process has come in: whether it fits this database at all."""

JOBS = frozenset(
    {"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"}
)
"""The worker's. The web adds jobs by a function, and reads which workers are up."""
