"""Rows a second of real registers into PostgreSQL, through the one door.

    python benchmarks/importing.py [FOLDER]

FOLDER (or REDRESS_REAL_DATA) holds ct_complaints_2018_2024.csv.gz and tx_complaints_2012_2021.csv.gz; without it the
shipped sample is repeated under other file numbers until it is as long. Each register goes into a database of its own.
"""

from __future__ import annotations

import csv
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from _measures import Measure, tell

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


@dataclass(frozen=True)
class Register:
    """A real one: its file, mapping, how many rows of it, and the rows a second that are wanted."""

    file: str
    mapping: str
    rows: int
    wanted: int


REGISTERS = {
    "Connecticut": Register("ct_complaints_2018_2024.csv.gz", "ct-2018", 48_951, 10_000),
    "Texas": Register(
        "tx_complaints_2012_2021.csv.gz", str(Path(__file__).with_name("tx-2012.yaml")), 40_000, 5_000
    ),
}


def main() -> int:
    """Each register in a process of its own: the first one's memory is none of the second's."""
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("REDRESS_REAL_DATA", "")
    if len(sys.argv) > 2:
        _one(sys.argv[2], folder)
        return 0
    found = [name for name, each in REGISTERS.items() if folder and (Path(folder) / each.file).is_file()]
    runs = [
        subprocess.run([sys.executable, __file__, folder, name]).returncode for name in found or ["sample"]
    ]
    return max(runs)


def _one(name: str, given: str) -> None:
    with tempfile.TemporaryDirectory(prefix="redress-import-") as folder:
        os.environ["REDRESS_DATA"] = folder
        from redress.operations.console import database, start_django

        start_django()
        path = Path(folder) / "register.csv"
        register = REGISTERS.get(name, REGISTERS["Connecticut"])
        _first(Path(given) / register.file, path, register.rows) if name in REGISTERS else _repeated(path)
        with database():
            measure(name, path, register)


def measure(name: str, path: Path, register: Register) -> float:
    """Rows a second of one import into an empty database; prints it."""
    from redress.operations.demo import insurer
    from redress.operations.importing import mapping, processes, runner
    from redress.operations.run import prepare

    prepare.database()
    insurer.load()
    before = own_seconds()
    hands = int(os.environ.get("REDRESS_IMPORT_PROCESSES") or processes.usual())
    report = runner.run(path, mapping.load(register.mapping), unit="psc", hands=hands).report
    own = own_seconds() - before
    speed = report.rows / report.seconds
    alone, rows = rows_alone()
    beside = (
        f"{report.rows:,} rows, {report.complaints:,} complaints; the {rows:,} rows they became, copied: "
        f"{report.rows / alone:,.0f} rows/s, share {speed * alone / report.rows:.0%}; "
        f"{report.rows / own:,.0f} rows a second of the processor time of its {hands} processes, {peak():,} MB at most "
        "in the largest"
    )
    tell([Measure(f"import of a register: {name}", speed, "rows/s", register.wanted, beside=beside)])
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


def _first(packed: Path, path: Path, rows: int) -> None:
    with gzip.open(packed, "rb") as file:
        path.write_bytes(b"".join(islice(file, rows + 1)))


def _repeated(path: Path) -> None:
    from importlib.resources import files

    sample = files("redress.operations.demo") / "samples" / "ct_2018_2024.csv"
    header, *rows = list(csv.reader(sample.read_text("utf-8").splitlines()))
    number = header.index("File No.")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for turn in range(ROWS // len(rows)):
            writer.writerows([*row[:number], f"{row[number]}-{turn}", *row[number + 1 :]] for row in rows)


if __name__ == "__main__":
    sys.exit(main())
