"""The memory that an import of a file of 1 GB needs, in all of its processes together but not in the database.

    python benchmarks/memory.py [--gigabytes 1]

Rows of 3.5 kB, forty states of a complaint each, into an empty database with the demo insurer; looked at ten times a
second. Pages that processes share count once.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from _house import house
from _measures import Measure, tell
from _memory import MAPPING, register, watched

ROW = 3_640
"""Bytes of a row."""
MOST = 500
PROCESSES = 2


def main() -> int:
    """1 when the import failed or some of its rows did not come in."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--gigabytes", type=float, default=1.0)
    rows = int(asked.parse_args().gigabytes * 10**9 / ROW)
    with tempfile.TemporaryDirectory(prefix="redress-memory-") as folder:
        place = Path(folder)
        file = register(place / "long.csv", rows)
        (place / "long.yaml").write_text(MAPPING, encoding="utf-8")
        with house(place):
            env = os.environ | {"REDRESS_LANG": "en"}
            began = time.perf_counter()
            words = [
                "import",
                str(file),
                "--mapping",
                str(place / "long.yaml"),
                "--processes",
                str(PROCESSES),
            ]
            ended = watched([sys.executable, "-m", "redress", *words], env)
            seconds = time.perf_counter() - began
        whole = ended.status == 0 and f"{rows:,} rows" in ended.said
        if not whole:
            print(ended.said, file=sys.stderr)
        beside = (
            f"{file.stat().st_size / 10**9:.2f} GB, {rows:,} rows, {PROCESSES} processes beside the one that reads; "
            f"{seconds:,.0f} s, {file.stat().st_size / 10**6 / seconds:,.0f} MB/s"
        )
    tell([Measure("memory of an import", ended.megabytes, "MB", MOST, at_most=True, beside=beside)])
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
