"""Rows a second of a real register into PostgreSQL, through the one door.

    python benchmarks/importing.py [FOLDER]

FOLDER (or REDRESS_REAL_DATA) holds ct_complaints_2018_2024.csv.gz; without it the shipped sample is repeated under
other file numbers until it is as long. Each run goes into a database of its own.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from pathlib import Path

TARGET = 5_000
ROWS = 48_000
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
    from django.core.management import call_command

    from redress.operations.demo import insurer
    from redress.operations.importing import mapping, runner

    call_command("migrate", verbosity=0)
    insurer.load()
    report = runner.run(path, mapping.load("ct-2018"), unit="psc").report
    speed = report.rows / report.seconds
    print(
        f"import: {report.rows:,} rows, {report.complaints:,} complaints in {report.seconds:.1f} s: "
        f"{speed:,.0f} rows/s (wanted: {TARGET:,})"
    )
    return speed


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
