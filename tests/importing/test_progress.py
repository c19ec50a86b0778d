"""How far an import is can be seen while it reads and while it writes, and Ctrl-C says what stands (INT-17)."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from redress.complaints.models import Complaint
from redress.operations.importing import groups, mapping, runner, work
from redress.operations.importing.cells import Record
from tests.importing.conftest import row, write

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.django_db(transaction=True)]


def test_the_first_reading_tells_its_rows_while_there_are_more_to_come():
    read, told = [], []

    def records():
        for line in range(9_000):
            read.append(line)
            yield Record(line, [str(line)])

    groups.survey(records(), 0, lambda more: told.append((len(read), more)))
    assert sum(more for _read, more in told) == 9_000
    assert [at for at, _more in told[:-1]] == [2_000, 4_000, 6_000, 8_000]


class Seen:
    """Of each step what it was told, and how many cases stood then."""

    def __init__(self):
        self.steps = {}

    def begin(self, title, total):
        told = self.steps.setdefault((title, total), [])
        return lambda more: told.append((more, Complaint.objects.count()))


def test_writing_tells_its_rows_batch_after_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "CASES", 10)
    register = write(tmp_path / "register.csv", [row(number=str(n)) for n in range(35)])
    seen = Seen()
    runner.run(register, mapping.load("ct-2018"), progress=seen)
    assert seen.steps["Importing", 35] == [(10, 10), (10, 20), (10, 30), (5, 35)]
    assert [more for more, _cases in seen.steps["Reading", None]] == [35]


@contextmanager
def at_a_terminal(tmp_path, database_url, *words) -> Iterator[tuple[subprocess.Popen, int]]:
    """The command as somebody at a terminal sees it: the process, and what it writes there."""
    ours, theirs = pty.openpty()
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
    env = {name: value for name, value in os.environ.items() if not name.startswith(away)} | {
        "DATABASE_URL": psycopg.conninfo.make_conninfo(database_url, dbname=connection.settings_dict["NAME"]),
        "REDRESS_DATA": str(tmp_path),
        "REDRESS_SECRET_KEY": settings.SECRET_KEY,
        "REDRESS_LANG": "en",
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    command = [sys.executable, "-m", "redress", *words]
    with subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        try:
            yield program, ours
        finally:
            program.kill()
            os.close(ours)


def shown(terminal, until: str = "") -> str:
    """What is written up to a pattern, or to the end."""
    text = ""
    while not until or not re.search(until, text):
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return text
        text += more.decode(errors="replace")
    return text


@pytest.mark.req("SYS-04")
def test_at_a_terminal_rows_are_counted_and_ctrl_c_says_what_stands(tmp_path, database_url):
    rows = [row(number=str(n)) for n in range(8_000)]
    register = write(tmp_path / "register.csv", rows)
    words = ["import", str(register), "--mapping", "ct-2018", "--processes", "1"]
    with at_a_terminal(tmp_path, database_url, *words) as (program, terminal):
        before = shown(terminal, until=r"Importing\s.*?[1-9]\d*/8000")
        program.send_signal(signal.SIGINT)
        after = shown(terminal)
        assert program.wait(60) == 130
    assert "Reading" in before
    stands = Complaint.objects.count()
    assert 0 < stands < 8_000
    assert stands % work.CASES == 0
    assert f"Stopped after {stands:,} rows; none is half-written." in after
    assert f"{stands:,} complaints were imported before; run the same command again to continue." in after
    assert "Traceback" not in after
