"""A lost connection and a racing retry: nothing half-written, nothing done twice. Real connections, really cut."""

import threading
import time

import psycopg
import pytest
from django.db import connection, connections

from redress.casework import moment
from redress.casework.refusals import Unavailable
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Amend
from redress.complaints.models import Complaint, JournalEntry
from tests.complaints.inputs import transfer, visit

pytestmark = pytest.mark.django_db(transaction=True)


def another_connection() -> psycopg.Connection:
    return psycopg.connect(
        **connection.get_connection_params() | {"cursor_factory": psycopg.Cursor, "context": None}
    )


@pytest.mark.req("SEC-07")
def test_a_connection_lost_in_the_middle_of_a_command_is_said_and_leaves_nothing_behind(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    raised = []

    def amend():
        with moment.at(wednesday):
            try:
                execute(Amend(reason="补充", demand="退还全部保费"), officer, number)
            except Unavailable as lost:
                raised.append(lost)
            finally:
                connections.close_all()

    with another_connection() as holder:
        holder.execute("SELECT FROM complaints_complaint WHERE number = %s FOR UPDATE", [number])
        worker = threading.Thread(target=amend)
        worker.start()
        _cut_who_waits(holder)
        worker.join(timeout=10)
        holder.rollback()
    assert raised[0].status == 503
    assert Complaint.objects.get(number=number).demand == "支付医疗保险金两万元"
    assert JournalEntry.objects.count() == 1
    execute(Amend(reason="补充", demand="退还全部保费"), officer, number)
    assert Complaint.objects.get(number=number).demand == "退还全部保费"


def _cut_who_waits(holder: psycopg.Connection) -> None:
    """End the server side of whoever waits for the lock; with ten seconds' patience."""
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
    )
    for _ in range(100):
        holder.execute("SELECT pg_stat_clear_snapshot()")
        if holder.execute(cut).fetchone():
            return
        time.sleep(0.1)
    raise AssertionError("nobody waited for the lock")


@pytest.mark.req("SYS-01", "SEC-07")
def test_eight_retries_at_the_same_moment_register_one_case(actor, wednesday):
    officer = actor("cd.officer")
    outcomes = []

    def register():
        with moment.at(wednesday):
            outcomes.append(execute(visit(), officer, key="call-17"))
        connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len({outcome.number for outcome in outcomes}) == 1
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert Complaint.objects.count() == 1
