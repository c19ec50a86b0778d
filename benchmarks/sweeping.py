"""Steps of due clocks a second, with a million open cases; and what a sweep costs when nothing is due.

Run `python benchmarks/sweeping.py [--cases 1000000] [--steps 20000]`. The sweep looks at the clocks as they will stand
at the moment when so many more steps are due, and commits as in life. The reference is the rows alone: the like of
what those steps wrote, batch by batch in set statements, without rules, seals, or locks held. A later run sweeps the
steps that come next. Sweeper and database share the machine.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path

from _house import KEPT, full_house
from _measures import Measure, p50_p95, tell

CASES = 1_000_000
STEPS = 20_000
QUIET_ROUNDS = 50
BATCH = 500
ROWS_OF_A_STEP = (
    """UPDATE clocks_clock SET step = step WHERE id IN (
        SELECT min(id) FROM clocks_clock WHERE file_id = ANY (%(cases)s) GROUP BY file_id)""",
    "UPDATE complaints_complaint SET version = version, journal_head = journal_head WHERE id = ANY (%(cases)s)",
    """INSERT INTO bench_complaints_journalentry OVERRIDING SYSTEM VALUE
        SELECT * FROM complaints_journalentry WHERE id = ANY (%(entries)s)""",
    """INSERT INTO bench_outbox_alert (file_id, user_id, kind, words, at)
        SELECT c.id, c.owner_id, 'warning', '', now() FROM complaints_complaint c WHERE c.id = ANY (%(cases)s)""",
)
BOTH, DAYS_AHEAD = ("complaint", "claim"), 21
SWEPT_A_SECOND, QUIET_MS = 2_000, 20


def run(cases: int, steps: int, kept: Path = KEPT) -> list[Measure]:
    """One sweep of about so many steps, then rounds in which nothing is due."""
    with full_house(cases, kept):
        from redress.casework import moment
        from redress.clocks.sweeper import sweep

        before = _last_entry()
        taken, seconds = swept(steps)
        with moment.at(_moment_when_due(0) - timedelta(seconds=1)):
            quiet = [_timed(sweep) for _ in range(QUIET_ROUNDS)]
        _, quiet_p95 = p50_p95(quiet)
        rate, alone = taken / seconds, _rows_alone(before)
        return [
            Measure(
                f"due clocks swept, {cases:,} open",
                rate,
                "steps/s",
                SWEPT_A_SECOND,
                beside=f"{taken:,} steps; their rows alone: {alone:,.0f} a second, share {rate / alone:.0%}",
            ),
            Measure(f"sweep with nothing due, {cases:,} open, p95", quiet_p95, "ms", QUIET_MS, at_most=True),
        ]


def swept(steps: int) -> tuple[int, float]:
    """How many steps were taken when about so many were due, and in how many seconds."""
    from redress.casework import moment
    from redress.clocks.sweeper import sweep

    with moment.at(_moment_when_due(steps)):
        _warm_up()
        began = time.perf_counter()
        taken = sweep(steps).taken
        return taken, time.perf_counter() - began


def swept_of_both(steps: int) -> tuple[Counter[str], float]:
    """How many steps of each kind were taken of about so many that fall due at one midnight, half of each, in one
    sweep, and in how many seconds."""
    from redress.casework import moment
    from redress.casework.kinds import KINDS
    from redress.clocks import sweeper
    from redress.clocks.models import Clock

    kinds = {name: KINDS.named(name).keys for name in BOTH}
    midnight, chosen = _midnight_of(kinds.values(), steps // len(kinds))
    every = sweeper.waiting
    with moment.at(midnight):
        _warm_up()
        # Of a house whose complaints were all made today, the steps of the days before would come first.
        sweeper.waiting = lambda: every().filter(pk__in=chosen)
        try:
            began = time.perf_counter()
            sweeper.sweep(steps)
            seconds = time.perf_counter() - began
        finally:
            sweeper.waiting = every
    left = set(Clock.objects.filter(pk__in=chosen, next_step_at=midnight).values_list("pk", flat=True))
    files = Clock.objects.filter(pk__in=set(chosen) - left).values_list("file_id", flat=True)
    return Counter(name for key in files for name, keys in kinds.items() if key in keys), seconds


def _midnight_of(kinds: Collection[range], each: int) -> tuple[datetime, list[int]]:
    """A midnight at which many clocks of all these kinds fall due, and so many of each of them."""
    from django.utils import timezone

    from redress.clocks.models import Clock
    from redress.organisation.days import midnight

    today = timezone.localdate()
    found: dict[datetime, list[int]] = {}
    least: dict[datetime, int] = {}
    for days in range(1, DAYS_AHEAD):
        at = midnight(today + timedelta(days=days))
        of_kinds = [
            list(
                Clock.objects.filter(next_step_at=at, file_id__gte=keys.start, file_id__lt=keys.stop)
                .order_by("pk")
                .values_list("pk", flat=True)[:each]
            )
            for keys in kinds
        ]
        found[at], least[at] = [key for keys in of_kinds for key in keys], min(map(len, of_kinds))
    best = max(least, key=lambda at: least[at])
    return best, found[best]


def _moment_when_due(steps: int) -> datetime:
    """When more than so many steps are due."""
    from redress.clocks.models import Clock

    waiting = Clock.objects.filter(next_step_at__isnull=False).order_by("next_step_at")
    found: datetime = waiting.values_list("next_step_at", flat=True)[steps]
    return found


def _warm_up() -> None:
    """One small round, so that what a worker remembers is remembered."""
    from redress.clocks.sweeper import sweep

    sweep(most=1)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _last_entry() -> int:
    from redress.complaints.models import JournalEntry

    found = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first()
    return found or 0


def _rows_alone(after: int) -> float:
    """Steps a second when their rows are only written: four statements and a commit for 500 steps."""
    from django.db import connection, transaction

    from redress.complaints.models import JournalEntry

    taken = JournalEntry.objects.filter(id__gt=after, command="advance_clock").order_by("id")
    entries = list(taken.values_list("id", "complaint_id"))
    with connection.cursor() as cursor:
        for table in ("complaints_journalentry", "outbox_alert"):
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
        began = time.perf_counter()
        for place in range(0, len(entries), BATCH):
            written, cases = map(list, zip(*entries[place : place + BATCH], strict=True))
            with transaction.atomic():
                for statement in ROWS_OF_A_STEP:
                    cursor.execute(statement, {"entries": written, "cases": cases})
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_complaints_journalentry, bench_outbox_alert")
    return len(entries) / seconds


def main() -> None:
    """Prints what was measured."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=CASES)
    options.add_argument("--steps", type=int, default=STEPS)
    options.add_argument("--kept", type=Path, default=KEPT)
    given = options.parse_args()
    tell(run(given.cases, given.steps, given.kept))


if __name__ == "__main__":
    main()
