"""What an import needs does not grow with its file (INT-17)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from benchmarks._memory import MAPPING, register, watched

pytestmark = [
    pytest.mark.req("INT-17"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/proc/self/smaps_rollup").exists(),
        reason="this system does not tell how much memory processes share: /proc/self/smaps_rollup is not there",
    ),
]

ENOUGH = 500
"""MB, for a file of any length."""


@pytest.fixture
def taken_in(tmp_path, database_url):
    """taken_in(rows): the length of a file in MB and the memory of its import, by two processes beside the reader."""
    (tmp_path / "long.yaml").write_text(MAPPING, encoding="utf-8")
    url = psycopg.conninfo.make_conninfo(database_url, dbname=connection.settings_dict["NAME"])
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
    env = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    env |= {"DATABASE_URL": url, "REDRESS_DATA": str(tmp_path), "REDRESS_LANG": "en"}
    env["REDRESS_SECRET_KEY"] = settings.SECRET_KEY

    def run(rows):
        file = register(tmp_path / f"{rows}.csv", rows, characters=800)
        words = [
            "import",
            str(file),
            "--mapping",
            str(tmp_path / "long.yaml"),
            "--dry-run",
            "--processes",
            "2",
        ]
        ended = watched([sys.executable, "-m", "redress", *words], env)
        assert ended.status == 0, ended.said
        assert f"{rows:,} rows" in ended.said
        return file.stat().st_size / 2**20, ended.megabytes

    return run


def test_a_file_more_than_twice_as_long_needs_no_more_memory(taken_in):
    short, little = taken_in(10_000)
    long, more = taken_in(24_000)
    assert long - short > 30
    assert more - little < 15
    assert more < ENOUGH
