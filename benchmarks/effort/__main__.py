"""`make effort`: what the tasks of a day take of a person, in a real browser on a fresh demo insurer.

Each file of `tasks/` is a row of the table in docs/usability.md, which is written anew. A task that cannot be done as
it is written ends the run: its row is not guessed.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import shutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from playwright.sync_api import sync_playwright

from benchmarks.chaos.house import House
from benchmarks.effort import tasks
from benchmarks.effort.desk import CHROMIUM, QUIET, Desk

TOLD = Path("docs/usability.md")
TABLE = re.compile(r"(?<=<!-- effort -->\n).*?(?=<!-- /effort -->)", re.DOTALL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--only", help="the task of this file alone; nothing is written")
    parser.add_argument("--at", help="address of a demo that runs already")
    given = parser.parse_args()
    rows = [each for each in _rows() if not given.only or each.__name__.endswith(f".{given.only}")]
    if given.at:
        measured = _measured(rows, given.at)
    else:
        folder = Path(tempfile.mkdtemp(prefix="redress-effort-"))
        house = House(folder)
        try:
            house.start()
            house.until_well()
            measured = _measured(rows, house.address)
        finally:
            house.stop()
            shutil.rmtree(folder, ignore_errors=True)
    table = _table(rows, measured)
    print(table)
    if not given.only:
        TOLD.write_text(TABLE.sub(lambda _found: table, TOLD.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def _rows() -> list[ModuleType]:
    found = [
        importlib.import_module(f"{tasks.__name__}.{each.name}")
        for each in pkgutil.iter_modules(tasks.__path__)
    ]
    return sorted(found, key=lambda each: each.ORDER)


def _measured(rows: list[ModuleType], address: str) -> list[str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        return [each.measure(Desk(browser, address)) for each in rows]


def _table(rows: list[ModuleType], measured: list[str]) -> str:
    lines = ["| task | before | to reach | measured |", "|---|---|---|---|"]
    lines += [
        f"| {row.TITLE} | {row.BEFORE} | {row.AIM} | {found} |"
        for row, found in zip(rows, measured, strict=True)
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
