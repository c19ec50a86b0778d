"""All measurements, one after another, and one table of them beside their targets.

    python benchmarks [--cases 100000 1000000] [--only pages sweeping]

Each runs in a process of its own. `--cases` are the sizes at which pages are measured; linking,
counting, claims and the sweep use the last.
Generated cases are kept in var/bench and used again: removing a folder there makes them anew.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from _measures import KEPT_IN, kept, table

HERE = Path(__file__).parent
ORDER = (
    "worktime",
    "registration",
    "importing",
    "memory",
    "pages",
    "linking",
    "counting",
    "sweeping",
    "claims",
    "simulating",
    "helpdesk",
)
SIZES = (100_000, 1_000_000)


def main() -> int:
    """Runs them; 1 when one failed. A missed target is told, and is no failure."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, nargs="+", default=list(SIZES))
    options.add_argument("--only", nargs="+", choices=ORDER, default=list(ORDER))
    given = options.parse_args()
    sizes = {
        "pages": ["--cases", *map(str, given.cases)],
        "linking": ["--cases", str(given.cases[-1])],
        "counting": ["--cases", str(given.cases[-1])],
        "sweeping": ["--cases", str(given.cases[-1])],
        "claims": ["--cases", str(given.cases[-1]), "--claims", str(given.cases[-1])],
        "simulating": ["--cases", str(given.cases[0])],
        "helpdesk": ["--cases", str(given.cases[0])],
    }
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as folder:
        results = Path(folder) / "measures.jsonl"
        results.touch()
        os.environ[KEPT_IN] = str(results)
        failed = [name for name in ORDER if name in given.only and not _run(name, sizes.get(name, []))]
        print(f"\n{machine()}\n\n{table(kept(results))}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _run(name: str, options: list[str]) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, str(HERE / f"{name}.py"), *options]).returncode == 0


def machine() -> str:
    """What it was measured on, and how busy that was before."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {_postgresql()}, load {os.getloadavg()[0]:.1f}"
    )


def _postgresql() -> str:
    from redress.operations.embedded import BIN

    found = subprocess.run([str(BIN / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return found.stdout.strip().replace("postgres (PostgreSQL)", "PostgreSQL")


if __name__ == "__main__":
    sys.exit(main())
