"""What web and worker may do in the database, whatever their code does (SEC-01, SEC-06, ADR 20).

Roles, the functions that know who acts, rules of rows, grants: laid after every migration, from one description, so
that a table that a migration has just made has its rule before anybody serves.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from redress.operations.floor import asking, grants, policies, texts
from redress.organisation import tickets
from redress.sealing.holding import hold_all


def begin(**_more: Any) -> None:
    """What migrations themselves need before they run."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress floor'))")
        cursor.execute(texts.keys())


def lay(**_more: Any) -> None:
    """Bring the database to what is described here; it changes nothing where nothing has changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress floor'))")
        hold_all()
        texts.lay(cursor)
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
