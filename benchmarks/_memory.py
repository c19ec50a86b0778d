"""What the processes of an import have of the machine's memory, and a register as large as is wanted."""

from __future__ import annotations

import csv
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STATES = 40
"""Rows of one complaint: its states one after the other, of which the last one holds."""
MAPPING = """
mapping: long
title: Long
source: long
unit: psc
dates: "%Y-%m-%d"
rows: last
columns: {number: No, received: In, status: Status, reason: Why, facts: [Told]}
came_from: direct
channel: letter
open_cases: no_clocks
classes: {"*": {to: other}}
states: {registered: Open}
"""
_SYLLABLES = "保险理赔服务电话客户投诉要求退费解释合同条款业务人员销售误导赔付时效延误"


@dataclass(frozen=True)
class Ended:
    """How a program ended, what it said, and the most memory that it and its processes had together, in MB."""

    status: int
    said: str
    megabytes: float


def register(path: Path, rows: int, characters: int = 1_200) -> Path:
    """A CSV of so many rows, each with a text of its own."""
    chosen = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["No", "In", "Status", "Why", "Told"])
        for row in range(rows):
            told = "".join(chosen.choices(_SYLLABLES, k=characters))
            writer.writerow([f"L{row // STATES:07}", "2024-03-05", "Open", "Delay", told])
    return path


def watched(command: Sequence[str], env: Mapping[str, str], every: float = 0.1) -> Ended:
    """Run a program and look at its memory until it ends. Pages that several processes share count once."""
    most = 0
    with tempfile.TemporaryFile("w+") as kept:
        with subprocess.Popen(command, env=dict(env), stdout=kept, stderr=subprocess.STDOUT) as program:
            while program.poll() is None:
                most = max(most, sum(map(_share, family(program.pid))))
                time.sleep(every)
        kept.seek(0)
        return Ended(program.returncode, kept.read(), most / 1024)


def family(pid: int) -> Iterator[int]:
    """A process and all that it began, and these."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def _share(pid: int) -> int:
    """The proportional set size in kB; 0 of one that ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
