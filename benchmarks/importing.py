"""Rows a second of a real register into PostgreSQL, through the one door.

    python benchmarks/importing.py [FOLDER]

FOLDER (or REDRESS_REAL_DATA) holds ct_complaints_2018_2024.csv.gz; without it the shipped sample is repeated under
other file numbers until it is as long. Each run goes into a database of its own.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from _measures import Measure, tell

TARGET = 5_000
ROWS = 48_000
TABLES = (
    "complaints_complaint",
    "complaints_matter",
    "complaints_casetext",
    "complaints_journalentry",
    "clocks_clock",
)
COLUMNS = """
    SELECT attname FROM pg_attribute
     WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
WHOLE = "ct_complaints_2018_2024.csv.gz"


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("REDRESS_REAL_DATA", "")
    with tempfile.TemporaryDirectory(prefix="redress-import-") as folder:
        os.environ["REDRESS_DATA"] = folder
        from redress.operations.console import database, start_django

        start_django()
        with database():
            path = Path(given) / WHOLE if given else Path(folder) / "register.csv"
            if not path.is_file():
                path = _repeated(Path(folder) / "register.csv")
            measure(path)


def measure(path: Path) -> float:
    """Rows a second of one import into an empty database; prints it."""
    from redress.operations.demo import insurer
    from redress.operations.importing import mapping, processes, runner
    from redress.operations.run import prepare

    prepare.database()
    insurer.load()
    before = own_seconds()
    hands = processes.usual()
    report = runner.run(path, mapping.load("ct-2018"), unit="psc", hands=hands).report
    own = own_seconds() - before
    speed = report.rows / report.seconds
    alone, rows = rows_alone()
    beside = (
        f"{report.rows:,} rows, {report.complaints:,} complaints; the {rows:,} rows they became, copied: "
        f"{report.rows / alone:,.0f} rows/s, share {speed * alone / report.rows:.0%}; "
        f"{report.rows / own:,.0f} rows a second of the processor time of its {hands} processes, {peak():,} MB at most "
        "in the largest"
    )
    tell([Measure("import of a register", speed, "rows/s", TARGET, beside=beside)])
    return speed


def own_seconds() -> float:
    """Processor time of this process and of those it began that have ended, without that of the database."""
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in each)


def peak() -> int:
    """The most memory that one of its processes has had, in MB."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )


def rows_alone() -> tuple[float, int]:
    """Seconds in which the database alone copies all rows the import wrote, indexes and all; and how many they are."""
    from django.db import connection

    seconds, rows = 0.0, 0
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE TABLE alone_{table} (LIKE {table} INCLUDING ALL)")
            cursor.execute(COLUMNS, [table])
            columns = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
            began = time.perf_counter()
            cursor.execute(
                f"INSERT INTO alone_{table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {table}"
            )
            seconds, rows = seconds + time.perf_counter() - began, rows + cursor.rowcount
    return seconds, rows


def _repeated(path: Path) -> Path:
    from importlib.resources import files

    sample = files("redress.operations.demo") / "samples" / "ct_2018_2024.csv"
    header, *rows = list(csv.reader(sample.read_text("utf-8").splitlines()))
    number = header.index("File No.")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for turn in range(ROWS // len(rows)):
            writer.writerows([*row[:number], f"{row[number]}-{turn}", *row[number + 1 :]] for row in rows)
    return path


if __name__ == "__main__":
    main()
