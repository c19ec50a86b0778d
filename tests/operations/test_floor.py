"""Every table, function and role of the database is described: what nobody thought of is closed, and named here."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.operations.floor import asking
from redress.operations.floor import registers as registers_of
from redress.operations.floor.tables import GO_BEFORE_THEIR_CASE, JOBS, OPEN, OWNERS_ALONE
from redress.organisation.acting import acting_as, become
from redress.organisation.actor import SYSTEM
from redress.sealing import registry
from tests.complaints.inputs import visit
from tests.fixtures.desk import _as_the_house

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06")]

MEMBERS = "('redress_app', 'redress_web', 'redress_worker')"


def asked(statement: str, *given: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def test_every_table_has_rules_of_rows():
    bare = asked("""
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
           AND (NOT c.relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
    """)
    assert {name for (name,) in bare} == OWNERS_ALONE, "give the table a line in operations/floor/tables.py"


def test_every_rule_of_rows_is_one_that_is_laid():
    assert (
        asked("SELECT tablename, policyname FROM pg_policies WHERE NOT starts_with(policyname, 'floor_')")
        == []
    )


def test_every_table_asks_for_a_ticket_whatever_its_other_rules_say():
    asks = asked("""
        SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname AND p.schemaname = 'public'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND p.policyname = 'floor_ticket'
           AND p.permissive = 'RESTRICTIVE' AND p.cmd = 'ALL' AND p.roles = '{redress_app}'
           AND p.qual LIKE '%%redress_purpose()%%' AND p.with_check = p.qual
    """)
    every = asked(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    )
    assert {name for (name,) in every} - {name for (name,) in asks} == OPEN | JOBS | OWNERS_ALONE


def test_every_function_that_is_given_asks_for_a_ticket_first_or_is_a_door():
    with connection.cursor() as cursor:
        found = asking.functions(cursor)
    assert [
        each.signature
        for each in found
        if not (each.asks or each.trigger or each.of_jobs or each.pure)
        and each.name not in asking.DOORS | asking.PRIVATE
    ] == []
    allowed = asked("""
        SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
           AND has_function_privilege('redress_web', p.oid, 'EXECUTE')
    """)
    assert {signature for (signature,) in allowed} == {
        each.signature for each in found if each.given or each.name == "procrastinate_defer_jobs_v1"
    }


def test_no_rule_lets_everything_be_written_and_none_asks_a_setting_that_anybody_can_make():
    loose = asked(
        """
        SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' AND (
            with_check = 'true' OR (cmd IN ('UPDATE', 'DELETE', 'ALL') AND qual = 'true' AND tablename <> ALL (%s))
            OR qual LIKE '%%current_setting%%' OR with_check LIKE '%%current_setting%%'
            OR (cmd IN ('INSERT', 'ALL', 'UPDATE') AND with_check IS NULL)
            OR 'public' = ANY (roles))
    """,
        list(JOBS),
    )
    assert loose == []


def test_nobody_who_serves_owns_empties_or_refers_to_anything():
    assert (
        asked(f"""
        SELECT c.relname, r.rolname FROM pg_class c JOIN pg_roles r ON r.rolname IN {MEMBERS}
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (
            c.relowner = r.oid OR has_table_privilege(r.oid, c.oid, 'TRUNCATE, REFERENCES, TRIGGER'))
    """)
        == []
    )
    assert (
        asked(f"""
        SELECT rolname FROM pg_roles WHERE rolname IN {MEMBERS}
           AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
    """)
        == []
    )
    assert asked("""
        SELECT has_database_privilege('redress_web', current_database(), 'TEMPORARY, CREATE'),
               has_schema_privilege('redress_web', 'public', 'CREATE')
    """) == [(False, False)]


@pytest.fixture
def registers():
    with connection.cursor() as cursor:
        return registers_of.names(cursor)


def test_every_journal_is_a_register_and_so_is_what_a_signed_checkpoint_stands_on(registers):
    changed = {
        "api.token",
        "evidence.attachment",
        "letters.letter",
    }  # ended, destroyed with their case: sealed rows
    tables = {apps.get_model(label)._meta.db_table for label in set(registry.journals()) - changed}
    assert tables <= set(registers)
    assert {"sealing_seal", "sealing_checkpoint", "sealing_verification", "complaints_journaltext"} <= set(
        registers
    )


def test_registers_are_only_added_to(registers):
    assert len(registers) > 15
    for table in registers:
        (web,) = asked(
            """SELECT has_any_column_privilege('redress_web', t, 'UPDATE'),
                      has_table_privilege('redress_web', t, 'DELETE'),
                      has_table_privilege('redress_web', t, 'TRUNCATE'),
                      has_table_privilege('redress_worker', t, 'TRUNCATE'),
                      has_table_privilege('redress_worker', t, 'DELETE') FROM (SELECT %s::text AS t) one""",
            table,
        )
        deleted = table in registers_of.GO_WITH_THEIR_CASE
        assert web == (False, deleted, False, False, deleted), table
        stopped = asked(
            """SELECT bool_or(tgtype & 1 = 1 AND tgtype & 2 = 2 AND tgtype & 8 = 8 AND tgtype & 16 = 16),
                      bool_or(tgtype & 2 = 2 AND tgtype & 32 = 32)
                 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')""",
            table,
        )
        assert stopped == [(True, True)], (
            f"{table}: a trigger before every update and delete, and before truncate"
        )


def test_whoever_answers_for_an_entry_enters_it_alone(registers):
    bound = asked(
        "SELECT tablename::text FROM pg_policies "
        "WHERE policyname = 'floor_author' AND permissive = 'RESTRICTIVE'"
    )
    signed = asked(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'by_id' "
        "WHERE c.relname = ANY (%s)",
        registers,
    )
    others = set(registers_of.AUTHORS)
    assert {name for (name,) in bound} == {
        name for (name,) in signed
    } - registers_of.ENTERED_OF_OTHERS | others


@pytest.mark.parametrize("whom", ["redress_web", "redress_worker"])
def test_nobody_who_serves_changes_or_deletes_an_entry_whatever_the_ticket(registers, whom, actor, wednesday):
    """Tried on every register: as the system, which sees every row there is."""
    execute(visit(), actor("cd.officer"))
    done = []
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {whom}")
        for table in registers:
            cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 2", [table]
            )
            column = cursor.fetchone()[0]
            for statement in (
                f'UPDATE "{table}" SET "{column}" = "{column}"',
                f'DELETE FROM "{table}"',
                f'TRUNCATE "{table}" CASCADE',
            ):
                try:
                    with transaction.atomic():
                        cursor.execute(statement)
                        done += [statement] if cursor.rowcount else []
                except ProgrammingError as refusal:
                    assert refusal.__cause__.sqlstate == "42501"
    assert done == []


def test_functions_are_nobodys_unless_given_and_those_of_the_owner_look_in_no_foreign_schema():
    assert (
        asked("""
        SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND (
            has_function_privilege('public', p.oid, 'EXECUTE')
            OR (p.prosecdef AND NOT EXISTS (
                SELECT FROM unnest(p.proconfig) c WHERE c ~ '^search_path=("?)(pg_catalog, )?public, pg_temp')))
    """)
        == []
    )


def test_the_key_of_tickets_and_the_secrets_of_a_session_are_read_by_the_owner_alone():
    found = asked(
        "SELECT relname FROM pg_class WHERE relkind = 'S' AND starts_with(relname, 'redress_session_')"
    )
    secrets = sorted(name for (name,) in found)
    assert len(secrets) == 7
    assert (
        asked(
            f"""
        SELECT r.rolname FROM pg_roles r WHERE r.rolname IN {MEMBERS} AND (
            has_table_privilege(r.oid, 'redress_ticket_verifier', 'SELECT, INSERT, UPDATE, DELETE')
            OR EXISTS (SELECT FROM unnest(%s::text[]) s
                        WHERE has_sequence_privilege(r.oid, s, 'SELECT, USAGE, UPDATE')))
    """,
            secrets,
        )
        == []
    )


def test_jobs_are_the_workers_and_the_web_only_adds_them():
    for table in sorted(JOBS):
        for verb in ("INSERT", "UPDATE", "DELETE"):
            assert asked("SELECT has_table_privilege('redress_web', %s, %s)", table, verb) == [(False,)]
    assert asked("SELECT has_table_privilege('redress_web', 'procrastinate_jobs', 'SELECT')") == [(False,)]


def test_what_hangs_on_a_case_is_not_deleted_by_who_merely_sees_it(actor, wednesday):
    """Of every table: by who owns the case, and sees all of it. What a command takes out is listed, the rest stays."""
    execute(visit(), actor("cd.officer"))
    hanging = asked("""
        SELECT c.relname FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('complaint_id', 'file_id')
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
           AND has_table_privilege('redress_web', c.oid, 'DELETE') AND NOT EXISTS (
               SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.cmd = 'DELETE'
                  AND p.permissive = 'RESTRICTIVE' AND p.qual LIKE '%%redress_disposed%%')
    """)
    assert {name for (name,) in hanging} - registers_of.GO_WITH_THEIR_CASE <= GO_BEFORE_THEIR_CASE
    become(actor("cd.officer"))
    try:
        gone = [
            table
            for table in (
                "complaints_complaint",
                "complaints_order",
                "complaints_matter",
                "outbox_alert",
                "letters_letter",
            )
            if deleted(table)
        ]
    finally:
        _as_the_house()
    assert gone == []


def deleted(table: str) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}"')
            return cursor.rowcount
    except ProgrammingError as refusal:
        assert refusal.__cause__.sqlstate == "42501"
        return 0


def test_a_unit_of_a_case_is_told_to_who_takes_complaints_in_its_company_and_to_nobody_else(actor, wednesday):
    number = execute(visit(), actor("cd.officer")).number
    case, told = Complaint.objects.get(number=number).pk, {}
    for who in ("my.officer", "psc.officer", "sc.ithead"):
        become(actor(who))
        try:
            told[who] = asked("SELECT count(*) FROM redress_units_of(ARRAY[%s]::bigint[])", case)
        finally:
            _as_the_house()
    assert told == {"my.officer": [(1,)], "psc.officer": [(0,)], "sc.ithead": [(0,)]}
