"""The database is lost in the middle of an import. A real connection, really cut."""

import psycopg
import pytest
from django.db import connection

from redress.complaints.models import Complaint, JournalEntry, Matter
from redress.operations.console import BadInput
from redress.operations.importing import mapping, runner, work
from tests.importing.conftest import SAMPLES

NEWER = SAMPLES / "ct_2018_2024.csv"


@pytest.mark.req("INT-17", "SEC-07")
@pytest.mark.django_db(transaction=True)
def test_whole_batches_stay_and_the_next_run_continues(monkeypatch):
    monkeypatch.setattr(work, "CASES", 50)
    with pytest.raises(BadInput) as raised:
        runner.run(NEWER, mapping.load("ct-2018"), progress=CuttingAfterTheSecondBatch())
    assert "lost after 100 complaints" in raised.value.message
    assert "run the same command again" in raised.value.message
    assert Complaint.objects.count() == JournalEntry.objects.count() == 100
    report = runner.run(NEWER, mapping.load("ct-2018")).report
    assert (report.already_present, report.imported) == (100, 82)
    assert Complaint.objects.count() == 182
    assert Matter.objects.count() == report.matters


class CuttingAfterTheSecondBatch:
    """Ends the connection of the import when its second batch was written."""

    def begin(self, title, total):
        done = []

        def tell(more):
            done.append(more)
            if total is not None and len(done) == 2:
                pid = connection.connection.info.backend_pid
                given = connection.get_connection_params() | {
                    "cursor_factory": psycopg.Cursor,
                    "context": None,
                }
                with psycopg.connect(**given, autocommit=True) as other:
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

        return tell
