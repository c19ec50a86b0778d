"""Whoever watches asks the web, and is answered under its login, which owns nothing and reads no job."""

from __future__ import annotations

import pytest
from django.db import connection

from redress.clocks.tasks import recompute_provisional
from redress.organisation.acting import come_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SYS-04", "SEC-06")]

LOGIN, PASSWORD = "redress_test_web", "a-password-of-the-web-0123456789"


@pytest.fixture
def as_the_web():
    """The connection of Django logs in as the web does, until the test is over."""
    recompute_provisional.defer()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {LOGIN} LOGIN")
        cursor.execute(f"ALTER ROLE {LOGIN} PASSWORD '{PASSWORD}'")
        cursor.execute(f"GRANT redress_web TO {LOGIN}")
    owner = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": LOGIN, "PASSWORD": PASSWORD}
    come_in("web")
    yield
    connection.close()
    connection.settings_dict |= owner


def test_it_says_what_waits(as_the_web, client):
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    assert answer.json()["waiting"]["jobs"]["lanes"]["slow"]["jobs"] == 1
    assert client.get("/healthz").status_code == 200


def test_it_gives_the_figures(as_the_web, client):
    assert 'redress_jobs_waiting{lane="slow"} 1' in client.get("/metrics").content.decode()
