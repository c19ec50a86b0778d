"""Registrations a second through HTTP at 8 connections, beside the same rows inserted by prepared statements.

Run `python benchmarks/registration.py`. It makes a database of its own in a temporary folder, loads the demo
insurer, starts the web server as `redress serve` does, and registers realistic complaints with idempotency keys over
kept-alive connections. Then it reads back every row those registrations wrote and inserts the like again, one
prepared statement a row and one transaction a case, from 8 threads: what the database alone could do. Client,
server and database share the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from _connections import CONNECTIONS, Line, together
from _house import web
from _measures import Measure, p50_p95, tell
from complaint_bodies import bodies

WARM_UP = 400
STAFF = (
    "cd.officer",
    "cd.intake",
    "my.officer",
    "sc.officer",
    "sc.intake",
    "gx.officer",
    "nn.officer",
    "lz.intake",
)
SHIFT = 1_000_000_000
"""Added to the ids of rows that are inserted a second time."""
CHILDREN = (
    "complaints_party",
    "complaints_casetext",
    "complaints_journalentry",
    "clocks_clock",
    "outbox_alert",
)


@dataclass(frozen=True)
class Result:
    """Cases a second and, of single HTTP calls, milliseconds. `rows` are those of an average case."""

    registrations: float
    p50_ms: float
    p95_ms: float
    raw: float
    rows: float
    cases: int

    @property
    def share(self) -> float:
        """Of what the database alone could do."""
        return self.registrations / self.raw


def run(cases: int = 4000, workers: int = 2, threads: int = 4, keep: Path | None = None) -> Result:
    """Measure once, in a fresh database."""
    with (
        tempfile.TemporaryDirectory(prefix="redress-bench-") as folder,
        _house(keep or Path(folder)) as tokens,
    ):
        calls = [Call(tokens[n % len(tokens)], body) for n, body in enumerate(bodies(cases + WARM_UP))]
        with web(workers, threads) as port:
            register(port, calls[:WARM_UP])
            began = time.perf_counter()
            times, numbers = register(port, calls[WARM_UP:])
            seconds = time.perf_counter() - began
        raw, rows = _raw(numbers)
    p50, p95 = p50_p95([once * 1000 for once in times])
    return Result(cases / seconds, p50, p95, raw, rows, cases)


@contextmanager
def _house(folder: Path) -> Iterator[list[str]]:
    """A database with the demo insurer; gives one token for each of some staff."""
    os.environ |= {"REDRESS_DATA": str(folder), "REDRESS_ENV": "development", "REDRESS_LOG_LEVEL": "ERROR"}
    from redress.operations.console import database, start_django

    start_django()
    from redress.operations.demo import insurer
    from redress.operations.run import prepare

    with database():
        prepare.database()
        insurer.load()
        yield tokens_of_staff()


def tokens_of_staff() -> list[str]:
    """One for each."""
    from redress.api import tokens
    from redress.organisation.models import User

    users = {user.username: user for user in User.objects.filter(username__in=STAFF)}
    return [tokens.create(users[name], "bench", ["register"], timedelta(days=1)) for name in STAFF]


@dataclass(frozen=True)
class Call:
    """A registration that somebody sends."""

    token: str
    body: bytes


def _request(call: Call) -> bytes:
    head = (
        "POST /api/v1/complaints HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {call.token}\r\nIdempotency-Key: {uuid4()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(call.body)}\r\n\r\n"
    )
    return head.encode() + call.body


def register(port: int, calls: Sequence[Call]) -> tuple[list[float], list[str]]:
    """Seconds of each call, and the numbers of the new cases."""
    times: list[float] = []
    numbers: list[str] = []

    def work(requests: Iterator[bytes]) -> None:
        with Line(port) as line:
            for request in requests:
                began = time.perf_counter()
                status, body = line.ask(request)
                times.append(time.perf_counter() - began)
                if status != 201:
                    raise RuntimeError(f"{status}: {body.decode()}")
                numbers.append(json.loads(body)["number"])

    together(work, [_request(call) for call in calls])
    if len(numbers) != len(calls):
        raise RuntimeError("not every complaint was registered")
    return times, numbers


@dataclass(frozen=True)
class _Row:
    insert: str
    values: tuple[Any, ...]


def _raw(numbers: Sequence[str]) -> tuple[float, float]:
    """Cases a second with their rows inserted again, one prepared statement a row; and rows a case."""
    import psycopg
    from django.db import connection

    cases = _rows_of(numbers)
    connection.ensure_connection()
    info: Any = connection.connection.info
    address = psycopg.conninfo.make_conninfo(
        dbname=info.dbname, user=info.user, host=info.host, port=info.port
    )

    def work(cases: Iterator[list[_Row]]) -> None:
        with psycopg.connect(address) as own:
            own.prepare_threshold = 0
            for case in cases:
                for row in case:
                    own.execute(row.insert, row.values, prepare=True)
                own.commit()

    began = time.perf_counter()
    together(work, cases)
    return len(cases) / (time.perf_counter() - began), statistics.mean(map(len, cases))


def _rows_of(numbers: Sequence[str]) -> list[list[_Row]]:
    """All rows the registrations wrote, by case, with ids and numbers that are not taken."""
    from django.db import connection

    found: dict[int, list[_Row]] = {}
    with connection.cursor() as cursor:
        for table in ("complaints_complaint", *CHILDREN):
            columns, types = _columns(cursor, table)
            key = next(name for name in ("file_id", "complaint_id", "id") if f'"{name}"' in columns)
            ids = "SELECT id FROM complaints_complaint WHERE number = ANY (%s)"
            as_text = ", ".join(f"{column}::text" for column in columns)
            cursor.execute(f"SELECT {key}, {as_text} FROM {table} WHERE {key} IN ({ids})", [list(numbers)])
            marks = ", ".join(f"%s::{kind}" for kind in types)
            insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            for case_id, *values in cursor.fetchall():
                found.setdefault(case_id, []).append(_Row(insert, _shifted(columns, values)))
    return list(found.values())


def _columns(cursor: Any, table: str) -> tuple[list[str], list[str]]:
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    rows = cursor.fetchall()
    return [f'"{name}"' for name, _ in rows], [kind for _, kind in rows]


def _shifted(columns: Sequence[str], values: Sequence[str | None]) -> tuple[Any, ...]:
    changed = {
        '"id"': _later,
        '"complaint_id"': _later,
        '"file_id"': _later,
        '"number"': lambda text: f"R{text}",
        '"key"': lambda text: f"r{text}",
    }
    return tuple(
        changed[column](value) if value is not None and column in changed else value
        for column, value in zip(columns, values, strict=True)
    )


def _later(number: str) -> str:
    return str(int(number) + SHIFT)


def main() -> None:
    """Prints what was measured."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=4000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--threads", type=int, default=4)
    given = options.parse_args()
    tell(_measures(run(given.cases, given.workers, given.threads)))


def _measures(found: Result) -> list[Measure]:
    alone = f"{found.raw:,.0f}/s for the {found.rows:.1f} rows of a case alone"
    return [
        Measure(f"registrations, {CONNECTIONS} connections", found.registrations, "/s", 250, beside=alone),
        Measure("registrations, share of the rows alone", found.share * 100, "%", 20),
        Measure("registration p50", found.p50_ms, "ms"),
        Measure("registration p95", found.p95_ms, "ms"),
    ]


if __name__ == "__main__":
    main()
