"""What somebody reaches who has the login of the web and a line to the database, and nothing else (SEC-01, SEC-06)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from psycopg.conninfo import make_conninfo

from redress.complaints import asked_of_the_worker
from redress.complaints.executor import execute
from redress.complaints.tasks import migrate_cases
from redress.operations.backup import tools
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor import logins
from redress.operations.floor.web_jobs import WEB_JOBS
from redress.organisation import tickets
from redress.organisation.acting import acting_as
from redress.organisation.actor import NOBODY, SYSTEM
from redress.organisation.models import User
from redress.settings import database
from tests.complaints.inputs import visit
from tests.operations.as_the_web import (
    cases,
    changes,
    defers,
    enter,
    goes_through,
    secret_of,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]

LOGIN, PASSWORD = "redress_test_thief", "a-password-of-the-web-0123456789"


@pytest.fixture
def login() -> Iterator[dict[str, str]]:
    """A login like the web's, on the server of the tests, embedded or another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {LOGIN} LOGIN")
        cursor.execute(f"ALTER ROLE {LOGIN} PASSWORD '{PASSWORD}'")
        cursor.execute(f"GRANT redress_web TO {LOGIN}")
    said = connection.settings_dict
    yield {
        "host": said["HOST"],
        "port": said["PORT"] or "5432",
        "dbname": said["NAME"],
        "user": LOGIN,
        "password": PASSWORD,
    }


@pytest.fixture
def thief(login: dict[str, str]) -> Iterator[psycopg.Connection]:
    with psycopg.connect(**login, autocommit=True) as line:
        yield line


@pytest.fixture
def a_case(actor, wednesday) -> str:
    number: str = execute(visit(), actor("cd.officer")).number
    return number


HIDDEN = [
    "complaints_complaint", "complaints_party", "complaints_journalentry", "complaints_casetext", "complaints_share",
    "complaints_accessentry", "complaints_draft", "organisation_user", "organisation_appointment", "organisation_unit",
    "organisation_organisationentry", "django_session", "api_token", "mfa_authenticator", "account_emailaddress",
    "outbox_message", "outbox_alert", "outbox_staffcontact", "letters_letter", "committee_session", "evidence_blob",
    "evidence_attachment", "sealing_seal", "clocks_clock",
]  # fmt: skip


@pytest.mark.parametrize("table", HIDDEN)
def test_whoever_came_in_by_no_ticket_reads_no_row(thief, a_case, table):
    assert thief.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_settings_made_by_hand_say_nothing(thief, a_case):
    for name, said in (
        ("everything", "on"), ("staff", "1"), ("people", "{1}"), ("units", "{1,2,3,4,5,6,7,8,9}"),
        ("departments", "{1,2,3}"), ("audited", "{1}"), ("duties", "{administrator}"), ("purpose", "system"),
    ):  # fmt: skip
        thief.execute("SELECT set_config('redress.' || %s, %s, false)", [name, said])
    with pytest.raises(psycopg.Error):  # the session has no secret yet: nothing can be proven
        cases(thief)
    thief.execute("SELECT redress_hello()")
    assert cases(thief) == 0
    thief.execute("SELECT set_config('redress.everything', repeat('0', 64) || '9999999999on', false)")
    assert cases(thief) == 0


def test_a_ticket_of_the_house_shows_what_it_says_and_nobody_after_it_nothing(thief, a_case):
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, SYSTEM, holds=60))
    assert cases(thief) == 1
    enter(thief, *tickets.ticket(secret, NOBODY, holds=60))
    assert cases(thief) == 0


def test_a_forged_ticket_is_refused(thief, a_case):
    secret = secret_of(thief)
    text, seal = tickets.ticket(secret, NOBODY, holds=60)
    wider = text.replace("|door||", "|system|on|")
    key = hashlib.sha256(b"a guess").digest()
    for said, sealed in (
        (wider, seal),
        (wider, hmac.digest(key, wider.encode(), "sha256")),
        (text, b""),
        (text, seal[:-1]),
        (wider, tickets.proof(bytes(16), wider)),
        ("x" + wider, seal),
        ("x" + wider, tickets.proof(secret, "x" + wider)),
    ):
        with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
            enter(thief, said, sealed)
    assert cases(thief) == 0


def test_a_ticket_is_for_one_session_once_and_for_a_minute(thief, login, a_case, monkeypatch):
    with psycopg.connect(**login, autocommit=True) as other:
        stolen = tickets.ticket(secret_of(other), SYSTEM, holds=60)
        secret_of(thief)
        with pytest.raises(psycopg.Error, match="does not hold"):
            enter(thief, *stolen)
        enter(other, *stolen)
        enter(other, *tickets.ticket(secret_of(other), NOBODY, holds=60))
        with pytest.raises(psycopg.Error, match="used before"):
            enter(other, *stolen)
        # What was proven in one session proves nothing in another.
        enter(other, *tickets.ticket(secret_of(other), SYSTEM, holds=60))
        proven = other.execute("SELECT current_setting('redress.everything')").fetchone()[0]
    thief.execute("SELECT set_config('redress.everything', %s, false)", [proven])
    assert cases(thief) == 0
    monkeypatch.setattr(tickets, "ENTERED_WITHIN", -5)
    with pytest.raises(psycopg.Error, match="expired"):
        enter(thief, *tickets.ticket(secret_of(thief), SYSTEM, holds=60))


def test_whoever_has_the_dump_and_this_login_makes_no_ticket(thief, a_case, tmp_path):
    """The dump and every file of the database hold a hash of the key, which opens nothing, and no session's secret."""
    with acting_as(SYSTEM):
        used = connection.session_secret
    dump = tmp_path / "stolen.sql"
    tools.run("pg_dump", "--format=plain", "--file", str(dump))
    stolen = dump.read_text(encoding="utf-8")
    key = tickets.key(settings.SECRET_KEY)
    assert tickets.stored(key).hex() in stolen, "it is the database of the house"
    halves = [str(int.from_bytes(used[at : at + 8], "big")) for at in (0, 8)]
    assert [each for each in (key.hex(), *halves) if each in stolen] == []
    assert set(re.findall(r"'public\.redress_session_(?:secret|second|name)', (.*)\)", stolen)) == {
        "0, false"
    }
    known = dict(re.findall(r"^(\w{12})\t\\\\x(\w{64})\t", stolen, re.MULTILINE))
    name = thief.execute("SELECT redress_hello()").fetchone()[0]
    for key_id, stored in known.items():
        kept = bytes.fromhex(stored)
        for answer in (kept, tickets.answer(kept, name), bytes(32), b"", None):
            with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification, match="not proven"):
                thief.execute("SELECT redress_prove(%s, %s)", [key_id, answer])
        with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification):
            enter(thief, *tickets.ticket(kept[:16], SYSTEM, holds=60))
    assert known
    assert cases(thief) == 0


def test_an_answer_that_was_overheard_proves_nothing_in_another_session(thief, login, a_case):
    with psycopg.connect(**login, autocommit=True) as other:
        key = tickets.key(settings.SECRET_KEY)
        overheard = tickets.answer(key, other.execute("SELECT redress_hello()").fetchone()[0])
        with pytest.raises(psycopg.errors.InvalidAuthorizationSpecification, match="not proven"):
            thief.execute("SELECT redress_prove(%s, %s)", [tickets.key_id(key), overheard])


def test_sight_ends_when_the_ticket_says(thief, a_case):
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, SYSTEM, holds=1))
    assert cases(thief) == 1
    time.sleep(2.1)
    assert cases(thief) == 0


REFUSED = [
    "RESET ROLE; SELECT pg_read_file('/etc/hostname')",
    "SET ROLE postgres", "SET ROLE redress_worker", "SET SESSION AUTHORIZATION postgres",
    "COPY complaints_complaint TO PROGRAM 'id'", "COPY complaints_complaint TO '/tmp/redress-stolen'",
    "COPY api_token FROM PROGRAM 'id'", "SELECT pg_read_file('PG_VERSION')", "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/hostname')", "CREATE EXTENSION dblink", "CREATE EXTENSION postgres_fdw",
    "CREATE TABLE mine (a int)", "CREATE TEMPORARY TABLE mine (a int)", "CREATE SCHEMA mine",
    "CREATE FUNCTION redress_all(int) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE FUNCTION pg_temp.redress_all() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE OR REPLACE FUNCTION redress_all() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE TRIGGER mine BEFORE INSERT ON api_token EXECUTE FUNCTION redress_append_only()",
    "ALTER TABLE complaints_complaint DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE complaints_journalentry DISABLE TRIGGER ALL",
    "ALTER POLICY scope ON complaints_complaint USING (true)", "DROP POLICY scope ON complaints_complaint",
    "CREATE POLICY mine ON complaints_complaint USING (true)", "GRANT redress_worker TO redress_web",
    f"ALTER ROLE {LOGIN} SUPERUSER", f"ALTER ROLE {LOGIN} BYPASSRLS", f"ALTER ROLE {LOGIN} CREATEROLE",
    "CREATE ROLE mine SUPERUSER", "ALTER SYSTEM SET log_min_duration_statement = 0",
    "SET session_replication_role = replica", "SET log_statement = 'all'",
    "SELECT * FROM redress_ticket_verifier", "SELECT last_value FROM redress_session_secret",
    "SELECT currval('redress_session_secret')", "SELECT setval('redress_session_secret', 1)",
    "SELECT setval('redress_session_serial', 0)", "SELECT redress_proof('everything9999999999on')",
    "SELECT redress_drawn()", "SELECT * FROM procrastinate_jobs", "SELECT * FROM procrastinate_events",
    "UPDATE procrastinate_jobs SET args = '{}'", "SELECT procrastinate_fetch_job_v2(NULL, 1)",
    "DELETE FROM complaints_journalentry", "UPDATE complaints_journalentry SET facts = '{}'",
    "UPDATE complaints_accessentry SET purpose = ''", "DELETE FROM complaints_accessentry",
    "TRUNCATE complaints_complaint CASCADE", "TRUNCATE django_session",
    "UPDATE api_token SET user_id = 1", "UPDATE api_token SET scopes = '{}'", "DELETE FROM api_token",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
    "UPDATE django_migrations SET name = 'x'", "DELETE FROM django_migrations",
    "INSERT INTO auth_permission (name, content_type_id, codename) VALUES ('x', 1, 'x')",
    "INSERT INTO socialaccount_socialapp (provider, name, client_id, secret, key) VALUES ('x', 'x', 'x', 'x', 'x')",
    "SELECT redress_dispose(1)",
    "INSERT INTO organisation_user_groups (user_id, group_id) VALUES (1, 1)",
    "INSERT INTO complaints_share (complaint_id, user_id, why) SELECT 1, 1, 'x'",
    ("INSERT INTO api_token (user_id, name, hint, digest, scopes, created_at, expires_at) "
    "VALUES (1, 'x', 'x', 'x', '{}', now(), now() + '1 day')"),
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('x', 'x', now())",
    ("INSERT INTO complaints_journalentry (complaint_id, sequence, at, command, state, payload, facts, events, key, "
    "request, previous, hash) VALUES (1, 9, now(), 'x', 'x', '{}', '{}', '[]', '', '', '', '')"),
    "INSERT INTO organisation_organisationentry (at, what, before, after) VALUES (now(), 'appointed', '{}', '{}')",
    ("INSERT INTO organisation_appointment (user_id, department_id, duty, period) "
    "VALUES (1, 1, 'administrator', '[2020-01-01,)')"),
    ("SELECT query FROM pg_stat_activity WHERE usename = 'postgres' AND query LIKE '%a%' AND 1 = 1 / "
    "(SELECT count(*) FROM pg_stat_activity WHERE usename <> current_user AND query NOT LIKE '<insuff%')"),
    ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres' AND pid <> pg_backend_pid() "
    "UNION ALL SELECT 1 / 0 = 1"),
    "SELECT rolpassword FROM pg_authid", "SELECT passwd FROM pg_shadow", "SELECT * FROM pg_hba_file_rules",
    "SELECT * FROM pg_statistic", "SELECT pg_reload_conf()", "SELECT pg_switch_wal()",
]  # fmt: skip


def test_the_database_refuses(thief, a_case):
    assert [each for each in REFUSED if goes_through(thief, each)] == []


CHANGES_NOTHING = [
    "UPDATE organisation_user SET password = 'x'", "UPDATE organisation_user SET is_superuser = true",
    "UPDATE api_token SET revoked_at = NULL", "UPDATE complaints_complaint SET state = 'closed'",
    "DELETE FROM complaints_complaint", "DELETE FROM django_session", "DELETE FROM mfa_authenticator",
    "UPDATE complaints_share SET user_id = 1", "DELETE FROM organisation_appointment",
    "UPDATE organisation_deputy SET period = '[2020-01-01,)'", "UPDATE organisation_unit SET path = '/'",
]  # fmt: skip


def test_a_change_finds_no_row(thief, a_case):
    assert [each for each in CHANGES_NOTHING if changes(thief, each)] == []


class TestSignedIn:
    """A person who can run SQL in a request of their own: no more than the person may."""

    @pytest.fixture
    def insider(self, thief, a_case, actor):
        enter(thief, *tickets.ticket(secret_of(thief), actor("gx.officer"), holds=60))
        return thief

    def test_sees_no_case_of_elsewhere_and_lets_nobody_in(self, insider, actor):
        assert cases(insider) == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM complaints_complaint")
            case = cursor.fetchone()[0]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insider.execute(
                "INSERT INTO complaints_share (complaint_id, user_id, why) VALUES (%s, %s, 'x')",
                [case, actor("gx.officer").id],
            )

    def test_changes_nobodys_password_and_makes_nobody_a_superuser(self, insider, actor):
        other = User.objects.get(username="sc.officer").pk
        assert (
            insider.execute("UPDATE organisation_user SET password = 'x' WHERE id = %s", [other]).rowcount
            == 0
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insider.execute(
                "UPDATE organisation_user SET is_superuser = true WHERE id = %s", [actor("gx.officer").id]
            )

    def test_writes_no_entry_in_anothers_name(self, insider, actor):
        for by in (None, User.objects.get(username="sc.officer").pk):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insider.execute(
                    "INSERT INTO organisation_organisationentry (at, what, by_id, before, after) "
                    "VALUES (now(), 'appointed', %s, '{}', '{}')",
                    [by],
                )

    def test_starts_no_job_in_anothers_name(self, insider, actor):
        assert "redress.clocks.tasks.sweep_clocks" in app.tasks
        for name in sorted(app.tasks):
            assert defers(insider, name, args={"actor": 1000000}) is False, name

    def test_starts_no_job_but_those_that_the_web_asks_for(self, insider, actor):
        """Of all that the worker knows, and what it does not know, in any lane, with any argument."""
        assert set(WEB_JOBS) < set(app.tasks)
        mine = {"actor": actor("gx.officer").id, "order": "x"}
        started = {
            (name, lane, str(args))
            for name in [*app.tasks, "x", "os.system", "builtins.exec"]
            for lane in ("default", "slow", "clocks", "house", "message-mail", "x")
            for args in ({}, {"timestamp": 1}, {"medium": "mail"}, mine, {"timestamp": 1, "medium": "mail"})
            if defers(insider, name, lane, args)
        }
        assert {(name, args) for name, _lane, args in started} == {
            ("redress.messages.tasks.deliver_now", "{}"),
            ("redress.messages.tasks.deliver_now", "{'medium': 'mail'}"),
        }
        assert {lane for _name, lane, _args in started} == {"default", "message-mail"}

    @pytest.mark.parametrize(
        "how",
        [{"priority": 99}, {"lock": "sweep"}, {"at": "2099-01-01"}, {"lane": "clocks"}, {"args": {"x": 1}}],
    )
    def test_puts_no_job_before_others_nor_holds_them_up(self, insider, how):
        name = "redress.messages.tasks.deliver_now"
        assert defers(insider, name)
        assert defers(insider, name, **how) is False

    def test_makes_the_worker_do_nothing_in_its_own_name_by_words_of_its_own(self, thief, a_case, actor):
        """A manager by SQL may put such a job there; the worker finds that nobody asked."""
        who = actor("sc.manager")
        enter(thief, *tickets.ticket(secret_of(thief), who, holds=60))
        said = {"source": 1, "target": 1, "unit": "", "reason": "x"}
        other = asked_of_the_worker.sealed("migrate_cases", actor("sc.cshead").id, **said)
        old = asked_of_the_worker.sealed("migrate_cases", who.id, **said, at=1)
        kind = asked_of_the_worker.sealed("another_kind", who.id, **said)
        for order in (other, old, kind, "", "x", base64.b64encode(b"x" * 60).decode()):
            assert defers(
                thief, "redress.complaints.tasks.migrate_cases", "slow", {"actor": who.id, "order": order}
            )
            with pytest.raises(asked_of_the_worker.NotAsked):
                migrate_cases.func(who.id, order)

    def test_what_was_revoked_stays_so(self, insider, actor):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO api_token (user_id, name, hint, digest, scopes, created_at, expires_at, revoked_at) "
                "VALUES (%s, 'x', 'x', 'x', '{}', now(), now() + '1 day', now())",
                [actor("gx.officer").id],
            )
        with pytest.raises(psycopg.Error, match="stays so"):
            insider.execute("UPDATE api_token SET revoked_at = NULL")


def test_what_somebody_set_for_all_sessions_of_the_login_is_gone_after_the_next_start(login, monkeypatch):
    """A login may set its own password and defaults: that keeps everybody out, until the house is started again."""
    address = make_conninfo(**login)
    monkeypatch.setattr(database, "address", lambda process, _data: address if process == "web" else "")
    with psycopg.connect(**login, autocommit=True) as line:
        line.execute(f"ALTER ROLE {LOGIN} SET search_path = pg_temp")
        line.execute(
            f"ALTER ROLE {LOGIN} IN DATABASE {login['dbname']} SET default_transaction_read_only = on"
        )
        line.execute(f"ALTER ROLE {LOGIN} PASSWORD 'another'")
    logins.make()
    with psycopg.connect(**login, autocommit=True) as line:
        assert line.execute("SELECT redress_hello()").fetchone()
        assert line.execute("SHOW default_transaction_read_only").fetchone() == ("off",)
