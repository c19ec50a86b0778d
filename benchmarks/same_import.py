"""Whether an import writes in this version what it writes in another, to the last byte but for nonces and seals.

Run `python benchmarks/same_import.py --other ../older/src [--register FILE --mapping ct-2018] [--rows 2000]`; without a
register it takes the shipped sample. The older version makes a house, and each has a copy of it with the same keys, a
process of its own and the same moment, at which it imports the same rows. Then every table that grew is read as the
program reads it, what is encrypted opened, and compared row by row. Ends with 1 where anything differs, and says in
which column. What is drawn anew each time (nonces, keys of requests) and what is made of it is said with it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

MOMENT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
DRAWN = {
    "sealing": "digests of what was encrypted with a nonce of its own, and times of the database",
    "importing.importrun": "when it began and ended by the clock",
}
"""Not compared, and why: rooms or models."""


def made(folder: Path) -> None:
    """A house of the demo insurer with no case in it."""
    with _house(folder):
        pass


def imported(folder: Path, register: Path, mapping_name: str) -> None:
    """Imports the register there and writes down each row that came of it, a line each."""
    with _house(folder):
        from redress.casework import moment
        from redress.operations.importing import mapping, runner

        before = dict(_counted())
        with moment.at(MOMENT):
            report = runner.run(register, mapping.load(mapping_name), unit="psc", hands=1).report
        print(f"{report.rows:,} rows, {report.complaints:,} complaints, {len(report.rejects)} rejected")
        with (folder / "said.jsonl").open("w", encoding="utf-8") as file:
            for label, count in _counted():
                if count > before[label] and not _is_drawn(label):
                    file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in _rows(label))


def _house(folder: Path) -> Any:
    from _house import house

    return house(folder)


def _counted() -> Iterator[tuple[str, int]]:
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.label_lower, model._base_manager.count()


def _is_drawn(label: str) -> bool:
    return any(label == each or label.startswith(f"{each}.") for each in DRAWN)


def _rows(label: str) -> Iterator[dict[str, str]]:
    """As the program reads them, in the order of their keys."""
    from django.apps import apps

    model = apps.get_model(label)
    for row in model._base_manager.order_by("pk").iterator(2_000):
        fields = model._meta.concrete_fields
        yield {"": label} | {each.attname: _said(getattr(row, each.attname)) for each in fields}


def _said(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def differences(one: Path, other: Path) -> tuple[int, Counter[str]]:
    """How many rows were compared, and in which columns how many of them differ."""
    found: Counter[str] = Counter()
    rows = 0
    with one.open(encoding="utf-8") as mine, other.open(encoding="utf-8") as theirs:
        for here, there in zip_longest(mine, theirs):
            rows += 1
            if here == there:
                continue
            left, right = json.loads(here or "{}"), json.loads(there or "{}")
            label = left.get("") or right[""]
            found.update(f"{label}.{name}" for name in left | right if left.get(name) != right.get(name))
    return rows, found


def _run(source: str, *words: str) -> None:
    env = os.environ | ({"PYTHONPATH": source} if source else {})
    subprocess.run([sys.executable, __file__, *words], env=env, check=True)


def _keys() -> dict[str, str]:
    from redress.settings.secrets import MAKERS

    return {name: make() for name, make in MAKERS.items()}


def _first(register: Path, rows: int, into: Path) -> Path:
    with register.open("rb") as file:
        into.write_bytes(b"".join(islice(file, rows + 1)))
    return into


def main() -> int:
    """1 when anything differs."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--other", default="", help="folder src of the other version; none: this one twice")
    options.add_argument("--register", type=Path)
    options.add_argument("--mapping", default="ct-2018")
    options.add_argument("--rows", type=int, default=2_000)
    options.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.step:
        name, folder, *words = given.step
        made(Path(folder)) if name == "made" else imported(Path(folder), Path(words[0]), words[1])
        return 0
    os.environ |= _keys()
    sample = files("redress.operations.demo") / "samples" / "ct_2018_2024.csv"
    with tempfile.TemporaryDirectory(prefix="redress-same-") as kept:
        place = Path(kept)
        register = _first(given.register or Path(str(sample)), given.rows, place / "register.csv")
        _run(given.other, "--step", "made", str(place / "other"))
        # With its owners: the server runs as a user of its own where root began it.
        subprocess.run(["cp", "-a", str(place / "other"), str(place / "this")], check=True)
        for source, name in (("", "this"), (given.other, "other")):
            _run(source, "--step", "imported", str(place / name), str(register), given.mapping)
        rows, found = differences(place / "this" / "said.jsonl", place / "other" / "said.jsonl")
    print(f"{rows:,} rows of tables compared; not compared: {', '.join(DRAWN)}")
    for column, many in sorted(found.items()):
        print(f"differs: {column} in {many:,} rows")
    return 1 if found or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
