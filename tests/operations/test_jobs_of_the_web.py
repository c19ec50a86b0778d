"""What the web asks of the worker goes into the queue under the web's own login, and the worker does it."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from redress.casework.rulebooks import opened
from redress.clocks.commands import recompute_provisional
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.tasks import migrate_cases
from redress.operations.floor.web_jobs import WEB_JOBS
from redress.organisation.acting import become, come_in
from tests.complaints.inputs import transfer
from tests.complaints.test_rulebook_migration import confirm_in_hours, newer
from tests.operations.test_watched_as_the_web import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "CLK-09")]


@pytest.fixture
def case(actor, wednesday):
    return Complaint.objects.get(number=execute(transfer(), actor("sc.officer")).number)


@pytest.fixture
def as_the_web():
    """The connection of Django logs in as the web does, until it is told otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {LOGIN} LOGIN")
        cursor.execute(f"ALTER ROLE {LOGIN} PASSWORD '{PASSWORD}'")
        cursor.execute(f"GRANT redress_web TO {LOGIN}")
    owner = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}

    def logs_in() -> None:
        connection.close()
        connection.settings_dict |= {"USER": LOGIN, "PASSWORD": PASSWORD}
        come_in("web")

    def logs_out() -> None:
        connection.close()
        connection.settings_dict |= owner

    yield logs_in, logs_out
    logs_out()


def waiting() -> list[tuple[str, dict[str, object]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def test_cases_are_moved_by_the_worker_in_the_name_of_who_asked_on_the_page(case, desk, as_the_web, tmp_path):
    version = newer(tmp_path, opened(case.rulebook), **confirm_in_hours())
    asked = {"source": str(case.rulebook), "target": str(version), "unit": "sc", "reason": "because of Mr Li"}
    client = desk("sc.cshead")
    logs_in, logs_out = as_the_web
    logs_in()
    done = client.post("/rulebook/migrate", asked)
    assert (done.status_code, done.get("Location")) == (302, "/rulebook/migrate")
    logs_out()
    ((name, args),) = [each for each in waiting() if "migrate" in each[0]]
    assert name in WEB_JOBS
    assert "Mr Li" not in str(args), "a reason is words of a person"
    assert migrate_cases.func(**args) == "1 moved, 0 refused, 0 busy"
    case.refresh_from_db()
    assert case.rulebook == version
    assert JournalEntry.objects.filter(complaint=case).latest("sequence").by.username == "sc.cshead"


def test_deadlines_are_recomputed_when_an_administrator_loads_a_year(actor, as_the_web):
    admin = actor("admin")
    logs_in, logs_out = as_the_web
    logs_in()
    become(admin)
    recompute_provisional.configure(queueing_lock="recompute cn 2030").defer()
    logs_out()
    assert [name for name, _args in waiting()] == ["redress.clocks.tasks.recompute_provisional"]
