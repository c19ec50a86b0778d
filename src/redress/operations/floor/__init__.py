"""What web and worker may do in the database, whatever their code does (SEC-01, SEC-06, ADR 20).

Roles, the functions that know who acts, rules of rows, grants: laid after every migration, from one description, so
that a table that a migration has just made has its rule before anybody serves.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.db import connection, transaction

from redress.assessment.kinds import LEADS
from redress.committee.bodies import OFFICE
from redress.operations.floor import asking, duties, filing, grants, policies, said
from redress.operations.floor.tables import WEB_JOBS
from redress.organisation import calendars, tickets
from redress.organisation.kinds import UNIT_SCOPE_DUTIES
from redress.sealing.holding import hold_all
from redress.worktime.shipped import names

_WEB_JOBS = """
    CREATE OR REPLACE FUNCTION redress_web_jobs() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '{}'::jsonb $$
"""


_TAKERS = """
    CREATE OR REPLACE FUNCTION redress_takers() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{{{}}}'::text[] $$
"""

_READERS = """
    CREATE OR REPLACE FUNCTION redress_readers() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{{{}}}'::text[] $$
"""

_WORKERS = """
    CREATE OR REPLACE FUNCTION redress_units_workers() RETURNS text[] LANGUAGE sql IMMUTABLE AS
    $$ SELECT '{{{}}}'::text[] $$
"""

_COLUMNS = """
    CREATE OR REPLACE FUNCTION redress_case_columns() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '{}'::jsonb $$
"""

_WRITERS = """
    CREATE OR REPLACE FUNCTION redress_writers() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '{}'::jsonb $$
"""
"""Of each table and verb, and each column of the case: where it stands, and the duties that may then."""

_OFFICE = """
    CREATE OR REPLACE FUNCTION redress_office() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{{{}}}'::text[] $$
"""

_LEADING = """
    CREATE OR REPLACE FUNCTION redress_leading() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT '{{{}}}'::text[] $$
"""

_CALENDARS = """
    CREATE OR REPLACE FUNCTION redress_calendars() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$ SELECT '{}'::jsonb $$
"""
"""Of each calendar the names of those whose deadlines hang on it: itself, and what lies over it."""

_SAID = (
    "roles", "acting", "keys", "guards", "hanging", "people", "sessions", "registers", "jobs", "server",
)  # fmt: skip
"""Texts of functions and triggers, in the order in which they need each other."""


def begin(**_more: Any) -> None:
    """What migrations themselves need before they run."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress floor'))")
        cursor.execute(said.text("keys"))


def lay(**_more: Any) -> None:
    """Bring the database to what is described here; it changes nothing where nothing has changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress floor'))")
        hold_all()
        cursor.execute(_WEB_JOBS.format(json.dumps({name: asdict(each) for name, each in WEB_JOBS.items()})))
        cursor.execute(_TAKERS.format(",".join(sorted(duties.of(("register",))))))
        cursor.execute(_READERS.format(",".join(sorted(duties.idle()))))
        cursor.execute(_COLUMNS.format(json.dumps(duties.columns())))
        cursor.execute(_WRITERS.format(json.dumps(duties.writers())))
        cursor.execute(_OFFICE.format(",".join(sorted(OFFICE))))
        cursor.execute(_LEADING.format(",".join(sorted(LEADS))))
        cursor.execute(_WORKERS.format(",".join(sorted(UNIT_SCOPE_DUTIES - duties.idle()))))
        cursor.execute(
            _CALENDARS.format(json.dumps({name: sorted(calendars.over(name)) for name in names()}))
        )
        for name in _SAID:
            cursor.execute(said.text(name))
        cursor.execute(filing.statement())
        asking.lay(cursor)
        policies.lay(cursor)
        grants.lay(cursor)
    make_known()


def make_known() -> None:
    """Tell the database hashes of the keys of tickets: of that of now, and of earlier ones that still hold."""
    known = {tickets.key_id(key): tickets.stored(key) for key in tickets.every_key()}
    with transaction.atomic(), connection.cursor() as cursor:
        # Temporary tables could stand in the way of ours. A copy of a database does not inherit this.
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"REVOKE TEMPORARY, CREATE ON DATABASE {name} FROM PUBLIC")
        # Verification, a job and a command, puts the last seals of millions of rows beside the rows.
        cursor.execute(f"GRANT TEMPORARY ON DATABASE {name} TO redress_worker")
        cursor.execute("DELETE FROM redress_ticket_verifier WHERE NOT id = ANY (%s)", [list(known)])
        for key, stored in known.items():
            cursor.execute(
                "INSERT INTO redress_ticket_verifier (id, stored) VALUES (%s, %s) "
                "ON CONFLICT (id) DO UPDATE SET stored = EXCLUDED.stored",
                [key, stored],
            )
