"""Generates cases in chunks, in as many processes as there are processors."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections

from redress.operations.console import BadInput
from redress.operations.garbage import rarely_collected
from redress.operations.generating import copying
from redress.operations.generating.made import make
from redress.operations.generating.places import Place, places
from redress.operations.generating.rows import NUMBERED, TABLES, Row, rows

CHUNK = 5_000
C = TypeVar("C")
_TAKE = "SELECT setval(%(sequence)s, nextval(%(sequence)s) + %(cases)s)"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some cases of a run. The same run and place give the same cases."""

    seed: int
    place: int
    first_id: int
    count: int
    until: datetime
    open_share: float
    beyond: dict[str, int]


@dataclass(frozen=True, slots=True)
class Done:
    """How many cases were made, and in how long."""

    cases: int
    seconds: float


def generate(
    cases: int,
    *,
    seed: int = 1,
    open_share: float = 0.1,
    until: datetime | None = None,
    processes: int = 1,
    progress: Callable[[int], object] | None = None,
) -> Done:
    """Make so many cases up to `until` (default: now). Refused in production: they look like real ones."""
    if settings.IN_PRODUCTION:
        raise BadInput("Generated cases look like real ones; they are not made in production.")
    began, tell = time.monotonic(), progress or _silently
    places()
    until = (until or datetime.now(UTC)).replace(microsecond=0)
    first = _ids(cases, "complaints_complaint_number")
    beyond = {table: _ids(cases, f"{table}_id_seq") - first for table in NUMBERED}
    chunks = _chunks(Chunk(seed, 0, first, cases, until, open_share, beyond))
    if processes == 1:
        for chunk in chunks:
            tell(_run(chunk))
    else:
        in_processes(_run, list(chunks), processes, tell)
    _settle()
    return Done(cases, time.monotonic() - began)


def _silently(more: int) -> None:
    """Nobody watches."""


def _ids(cases: int, sequence: str) -> int:
    """The first of so many ids in a row, taken from the sequence that new rows take theirs from."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"sequence": sequence, "cases": cases})
        return int(cursor.fetchone()[0]) - cases


def _chunks(whole: Chunk) -> Iterator[Chunk]:
    for start in range(0, whole.count, CHUNK):
        count = min(CHUNK, whole.count - start)
        yield replace(whole, place=start, first_id=whole.first_id + start, count=count)


def in_processes(
    run: Callable[[C], int], chunks: list[C], processes: int, progress: Callable[[int], object]
) -> None:
    """Runs the chunks side by side, each process over its own connection; `progress` hears how many each made."""
    connections.close_all()  # a connection does not survive being inherited
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        for done in as_completed([pool.submit(run, chunk) for chunk in chunks]):
            progress(done.result())


def _run(chunk: Chunk) -> int:
    with rarely_collected():
        copying.write(_rows(chunk, places()))
    return chunk.count


def _rows(chunk: Chunk, known: list[Place]) -> Iterator[tuple[str, Row]]:
    random = Random(chunk.seed * 1_000_003 + chunk.place)  # noqa: S311 - made up, not secret
    weights = [place.weight for place in known]
    for case_id in range(chunk.first_id, chunk.first_id + chunk.count):
        place = random.choices(known, weights)[0]
        yield from rows(
            make(random, place, case_id, chunk.until, chunk.open_share), chunk.until, chunk.beyond
        )


def _settle() -> None:
    """What loading put off: the text index takes its waiting entries, the planner learns what there is."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT gin_clean_pending_list('case_text_document')")
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
        cursor.execute("RESET maintenance_work_mem")
