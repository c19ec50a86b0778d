"""Cases a second replayed under another rulebook, in as many processes as there are processors.

Run `python benchmarks/simulating.py [--cases 100000]`. The reference is one pass over the same journals that only reads
them: what the database and JSON alone take, in one process.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from _house import KEPT, full_house, options
from _measures import Measure, tell

CASES = 100_000
SECONDS = 60
CHUNK = 2_000


def run(cases: int, kept: Path = KEPT) -> list[Measure]:
    """The whole register, once."""
    with full_house(cases, kept):
        from redress.complaints.rulebooks.simulation.replay import Question, simulate
        from redress.organisation.acting import acting_as
        from redress.organisation.actor import SYSTEM
        from redress.rulebook import load

        question = Question(load("life-method"), date(2000, 1, 1), date(2100, 1, 1))
        with acting_as(SYSTEM):
            alone = _read_alone()
            began = time.perf_counter()
            done = simulate(question, SYSTEM, processes=os.cpu_count() or 1).cases
            seconds = time.perf_counter() - began
    beside = f"{done / seconds:,.0f} cases/s; their journals read alone: {done / alone:,.0f} cases/s"
    return [Measure(f"replay of {done:,} cases", seconds, "s", SECONDS, at_most=True, beside=beside)]


def _read_alone() -> float:
    from redress.complaints.journal import JOURNAL
    from redress.complaints.models import Complaint

    ids = list(Complaint.objects.order_by("pk").values_list("pk", flat=True))
    began = time.perf_counter()
    for start in range(0, len(ids), CHUNK):
        JOURNAL.events_of(ids[start : start + CHUNK])
    return time.perf_counter() - began


def main() -> None:
    """Prints what was measured."""
    given = options(__doc__, CASES)
    tell(run(given.cases, given.kept))


if __name__ == "__main__":
    main()
