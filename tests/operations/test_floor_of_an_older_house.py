"""Laid again over what a version of before left, or somebody added, the floor is that of a fresh house (SEC-01)."""

from __future__ import annotations

import pytest
from django.db import connection

from redress.operations import floor

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06")]

CATALOGUE = {
    "rules": """SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
                 WHERE schemaname = 'public'""",
    "grants": """SELECT c.relname, r, p
                   FROM pg_class c, unnest(ARRAY['redress_app', 'redress_web', 'redress_worker']) r,
                        unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
                  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                    AND has_table_privilege(r, c.oid, p)""",
    "columns": """SELECT a.attrelid::regclass::text, a.attname, a.attacl::text FROM pg_attribute a
                    JOIN pg_class c ON c.oid = a.attrelid
                   WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL""",
    "sequences": """SELECT c.relname, r FROM pg_class c, unnest(ARRAY['redress_app', 'redress_web', 'redress_worker']) r
                     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
                       AND has_sequence_privilege(r, c.oid, 'USAGE, SELECT, UPDATE')""",
    "functions": """SELECT p.oid::regprocedure::text, p.prosecdef, p.proconfig::text, p.prosrc,
                           has_function_privilege('redress_web', p.oid, 'EXECUTE') FROM pg_proc p
                     WHERE p.pronamespace = 'public'::regnamespace""",
    "triggers": """SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger
                    WHERE NOT tgisinternal""",
}

LEFT = """
    GRANT ALL ON complaints_journalentry, complaints_party, procrastinate_jobs, redress_ticket_verifier TO redress_web;
    GRANT UPDATE (user_id) ON api_token TO redress_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO redress_app;
    GRANT EXECUTE ON FUNCTION redress_proof(text), redress_drawn() TO redress_web;
    CREATE POLICY floor_all ON complaints_party FOR ALL TO redress_app USING (true) WITH CHECK (redress_all() OR true);
    CREATE POLICY floor_look ON complaints_share FOR SELECT TO redress_app USING (true);
    CREATE POLICY mine ON organisation_user FOR UPDATE TO redress_app USING (redress_staff() IS NOT NULL);
    CREATE POLICY scope ON complaints_matter FOR SELECT TO redress_app USING (complaint_id > 0);
    DROP POLICY floor_ticket ON complaints_complaint;
    DROP POLICY floor_kept ON complaints_order;
    DROP POLICY floor_author ON committee_vote;
    DROP TRIGGER redress_token_guard ON api_token;
    DROP TRIGGER rulebook_append_only ON complaints_rulebookversion;
    CREATE OR REPLACE FUNCTION redress_enters(unit bigint, received bigint, owner bigint, registered_by bigint)
        RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED SET search_path = public, pg_temp AS 'SELECT true';
    DROP TRIGGER journal_append_only ON complaints_journalentry;
    CREATE OR REPLACE FUNCTION redress_disposed(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
    CREATE OR REPLACE FUNCTION redress_search_number(prefix text, most integer) RETURNS SETOF bigint
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET jit = on AS 'SELECT 1::bigint';
    CREATE FUNCTION redress_seen() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
    ALTER POLICY floor_add ON complaints_party WITH CHECK (complaint_id = (SELECT redress_seen()));
    ALTER POLICY floor_add ON complaints_finding WITH CHECK (complaint_id = (SELECT redress_seen()) OR redress_all());
"""


def catalogue() -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for name, asked in CATALOGUE.items():
            cursor.execute(asked)
            found[name] = sorted(cursor.fetchall(), key=str)
    return found


def test_what_was_left_or_added_by_hand_is_gone_after_the_next_migration():
    fresh = catalogue()
    with connection.cursor() as cursor:
        cursor.execute(LEFT)
    assert all(catalogue()[kind] != fresh[kind] for kind in fresh), (
        "there is something of each kind to repair"
    )
    floor.lay()
    again = catalogue()
    assert {kind: set(again[kind]) ^ set(fresh[kind]) for kind in fresh if again[kind] != fresh[kind]} == {}
