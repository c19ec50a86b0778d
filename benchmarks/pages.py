"""How long the desk's pages take through HTTP: p50 and p95 at each number of cases, for people with 40 open cases.

Run `python benchmarks/pages.py [--cases 100000 1000000]`. The web server runs as `redress serve` runs it; one client
asks for one page at a time over a kept-alive connection, each time as another person, for another case or other
words, after a warm-up. Client, server and database share the machine. All generated cases are open, which
makes every list harder than life does. The reference of a page is what the database alone takes for the
same: the rows of the queue, the row of the case, and for the search its index.
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from _house import KEPT, full_house, web
from _measures import Measure, p50_p95, tell
from _people import Person, people

SIZES = (100_000, 1_000_000)
TIMES = 300
WARM_UP = 60
TOKEN = "0123456789abcdefghijklmnopqrstuv"
LONG_ENOUGH_MS = 5_000
"""The reference is not repeated beyond this."""


@dataclass(frozen=True)
class Page:
    """`alone` is the statement that gives what the page shows; `p50` and `p95` are targets in milliseconds."""

    name: str
    path: str
    typed: str = ""
    """What is typed into the page's form, which is sent by POST."""
    alone: str = ""
    p50: float | None = None
    p95: float | None = None


_QUEUE = """
    SELECT * FROM complaints_complaint WHERE owner_id = %(id)s AND state IN ('registered', 'investigating',
        'returned', 'proposed', 'rejected', 'answered', 'determined') ORDER BY next_due_at, id LIMIT 50
"""
_CASE = "SELECT * FROM complaints_complaint WHERE number = %(number)s"
_HITS = """
    SELECT complaint_id FROM complaints_casetext WHERE document @@ %(digested)s::tsquery
     ORDER BY complaint_id DESC LIMIT 50
"""
PAGES = (
    Page("queue page", "/?list=mine", "", _QUEUE, 20, 60),
    Page("case page", "/case/{number}", "", _CASE, 20, 60),
    Page("search", "/search", "q={words}", _HITS, None, 100),
    Page("unit's queue", "/?list=unit"),
    Page("live counts", "/counts?tabs=1"),
    Page("monitor", "/monitor"),
)


def run(cases: int, kept: Path = KEPT) -> list[Measure]:
    """Every page at that number of cases."""
    with full_house(cases, kept):
        staff = people(TIMES + WARM_UP)
        with web() as port:
            return [measure for page in PAGES for measure in _measure(page, port, staff, cases)]


def _measure(page: Page, port: int, staff: Sequence[Person], cases: int) -> Iterator[Measure]:
    ask(port, staff[:WARM_UP], page)
    p50, p95 = p50_p95(ask(port, staff[WARM_UP:], page))
    beside = ""
    if page.alone:
        alone50, alone95 = p50_p95(_alone(page.alone, staff[WARM_UP:]))
        beside = f"database alone {alone50:,.1f} and {alone95:,.1f} ms, ratio of p50 {p50 / alone50:,.2g}"
    yield Measure(f"{page.name} at {cases:,}, p50", p50, "ms", page.p50, True, beside)
    yield Measure(f"{page.name} at {cases:,}, p95", p95, "ms", page.p95, True)


def ask(port: int, staff: Sequence[Person], page: Page) -> list[float]:
    """Milliseconds until each page is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for person in staff:
        path = page.path.format(number=person.number)
        typed = page.typed.format(words=quote(person.words))
        began = time.perf_counter()
        if typed:
            connection.request("POST", path, typed, _with_token(person.comes))
        else:
            connection.request("GET", path, headers=person.comes)
        response = connection.getresponse()
        body = response.read()
        times.append((time.perf_counter() - began) * 1000)
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:500]!r}")
    connection.close()
    return times


def _with_token(comes: dict[str, str]) -> dict[str, str]:
    """As a form of the desk is sent: with the token that its page carries."""
    from django.conf import settings

    token = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
    kind = "application/x-www-form-urlencoded"
    return {"Cookie": f"{comes['Cookie']}; {token}", "X-CSRFToken": TOKEN, "Content-Type": kind}


def _alone(statement: str, staff: Sequence[Person]) -> list[float]:
    """Milliseconds of the statement for each person, as the owner of the tables."""
    from django.db import connection

    times: list[float] = []
    with connection.cursor() as cursor:
        for person in staff:
            began = time.perf_counter()
            cursor.execute(statement, asdict(person))
            cursor.fetchall()
            times.append((time.perf_counter() - began) * 1000)
            if len(times) > 1 and sum(times) > LONG_ENOUGH_MS:
                break
    return times


def main() -> None:
    """Prints every page's times. Each size is measured in a process of its own: Django knows one database."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, nargs="+", default=list(SIZES))
    options.add_argument("--kept", type=Path, default=KEPT)
    given = options.parse_args()
    if len(given.cases) == 1:
        tell(run(given.cases[0], given.kept))
        return
    for cases in given.cases:
        again = [sys.executable, __file__, "--cases", str(cases), "--kept", str(given.kept)]
        subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
