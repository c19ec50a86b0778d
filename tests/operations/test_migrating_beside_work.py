"""Tables are changed while nobody is in the way, and whoever is at work is told so and never ended (SYS-04)."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from django.db import connection

from redress.operations.console import BadInput
from redress.operations.run import alone, prepare

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SYS-04")]

LOGIN, PASSWORD = "redress_test_busy_worker", "a-password-of-a-worker-0123456789"


@pytest.fixture
def worker():
    """A connection as the worker has one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {LOGIN} LOGIN")
        cursor.execute(f"ALTER ROLE {LOGIN} PASSWORD '{PASSWORD}'")
        cursor.execute(f"GRANT redress_worker TO {LOGIN}")
    said = connection.settings_dict
    with psycopg.connect(
        host=said["HOST"], port=said["PORT"] or "5432", dbname=said["NAME"], user=LOGIN, password=PASSWORD
    ) as line:
        yield line


def test_migrations_that_are_due_do_not_begin_beside_a_worker(worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'complaints' AND name = (SELECT max(name) FROM django_migrations"
            " WHERE app = 'complaints') RETURNING app, name, applied"
        )
        last = cursor.fetchone()
        try:
            with pytest.raises(BadInput) as refused:
                prepare.database()
        finally:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", last)
    assert "(connections: worker 1)" in refused.value.message
    assert "Nothing was changed" in refused.value.message
    assert "run `redress migrate` again" in refused.value.message


def test_where_nothing_is_due_whoever_is_at_work_goes_first(worker):
    """The worker holds a table of the end, and then wants one of the beginning, which was taken meanwhile."""
    worker.execute("LOCK TABLE outbox_message IN ROW EXCLUSIVE MODE")
    faults = []

    def work():
        try:
            time.sleep(3)
            worker.execute("LOCK TABLE complaints_complaint IN ROW EXCLUSIVE MODE")
            worker.commit()
        except psycopg.Error as problem:
            faults.append(problem)

    at_work = threading.Thread(target=work)
    at_work.start()
    prepare.database()
    at_work.join()
    assert faults == []


def test_who_holds_a_table_for_ever_is_told_as_such(worker, monkeypatch):
    monkeypatch.setattr(alone, "TRIES", 1)
    monkeypatch.setattr(alone, "LAST", "1s")
    worker.execute("LOCK TABLE outbox_message IN ROW EXCLUSIVE MODE")
    with pytest.raises(BadInput) as refused:
        prepare.database()
    assert "whoever else is connected" in refused.value.message
    worker.rollback()
    prepare.database()
