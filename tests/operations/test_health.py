import datetime as dt

import pytest
from csp.utils import build_policy
from django.db import OperationalError, connection
from django.utils import timezone

from redress.operations import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    """Signs the workers' table as a worker does, `ago` seconds before now."""

    def sign(ago: float) -> None:
        at = timezone.now() - dt.timedelta(seconds=ago)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])

    return sign


def test_all_is_well_when_database_migrations_and_worker_are_up(client, worker):
    worker(ago=3)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


def test_a_silent_worker_is_missed(client, worker):
    worker(ago=600)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "redress worker" in answer.json()["worker"]


def test_migrations_to_come_are_told_with_the_remedy(client, worker, monkeypatch):
    worker(ago=1)
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "redress migrate" in answer.json()["migrations"]


def test_a_database_that_is_away_is_told_and_not_a_server_error(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(health.connection, "cursor", away)
    monkeypatch.setattr(health.connection, "close", lambda: None)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "no answer"


def test_pages_allow_no_script_but_our_own(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert policy == build_policy(), "made once, it is still what the settings say"
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
