"""Redress beside django-helpdesk, 100,000 files each: create, queue, one file, search, escalation.

Run `python benchmarks/helpdesk.py [--cases 100000]`. The house is a copy of the kept one, thrown away afterwards.
django-helpdesk is installed into an environment of its own and gets a ticket for each case, with the same words, owner
and dates, in a database beside ours on the same server. Both are served by granian with the same processes and threads,
each page is asked for by the same people in the same order; queue and search of django-helpdesk are the page and the
rows that its script then fetches. What Redress does more of than a help desk - law's clocks, journal, seal, log of
reads, encryption - is in its times.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from _connections import CONNECTIONS, Line, together
from _house import KEPT, full_house, wait_for, web
from _measures import Measure, p50_p95, tell
from _people import Person, people
from complaint_bodies import bodies
from pages import PAGES, TIMES, WARM_UP, Page, ask
from registration import Call, register, tokens_of_staff
from sweeping import swept

HERE = Path(__file__).parent
SITE = HERE / "helpdesk_site"
PINNED = HERE.parent / "requirements" / "helpdesk.txt"
CREATED, ESCALATED = 1_500, 2_000
LONG_ENOUGH = 20
OPEN = [1, 2]
"""Statuses of tickets that are open or reopened."""


def run(cases: int, kept: Path = KEPT) -> list[Measure]:
    """Both, one after the other for each thing that is measured."""
    with _copy(cases, kept) as copy, full_house(cases, copy):
        staff = people(TIMES + WARM_UP)
        with helpdesk(kept / "helpdesk-env", staff) as peer:
            with web() as port:
                ours = {page.name: _ours(port, page, staff) for page in PAGES[:3]}
                ours_created = _rate(_registering(port), CREATED)
            with peer.served() as port:
                line = HTTPConnection("127.0.0.1", port)
                asked = {"queue page": peer.queue, "case page": peer.ticket, "search": peer.search}
                theirs = {name: _theirs(partial(get, line), staff) for name, get in asked.items()}
                line.close()
                theirs_created = _rate(lambda: peer.create(port), CREATED)
            ours_taken, ours_seconds = swept(ESCALATED)
            theirs_taken, theirs_seconds = peer.escalated(ESCALATED)
    return [
        *(_page(name, cases, ours[name], theirs[name]) for name in theirs),
        _faster(f"create, {CONNECTIONS} connections", ours_created, theirs_created, "/s"),
        _faster("escalation", ours_taken / ours_seconds, theirs_taken / theirs_seconds, "files/s"),
    ]


def _ours(port: int, page: Page, staff: Sequence[Person]) -> tuple[float, float]:
    ask(port, staff[:WARM_UP], page)
    return p50_p95(ask(port, staff[WARM_UP:], page))


def _theirs(get: Callable[[Person], float], staff: Sequence[Person]) -> tuple[float, float]:
    """Of as many people as are asked for within LONG_ENOUGH seconds, after as many that are not counted, at most."""
    for warm_up in (True, False):
        times: list[float] = []
        for person in staff[:WARM_UP] if warm_up else staff[WARM_UP:]:
            times.append(get(person))
            if sum(times) > LONG_ENOUGH * 1000 and len(times) > 1:
                break
    return p50_p95(times)


def _rate(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def _registering(port: int) -> Callable[[], object]:
    tokens = tokens_of_staff()
    calls = [Call(tokens[n % len(tokens)], body) for n, body in enumerate(bodies(CREATED + WARM_UP))]
    register(port, calls[:WARM_UP])
    return lambda: register(port, calls[WARM_UP:])


def _page(name: str, cases: int, ours: tuple[float, float], theirs: tuple[float, float]) -> Measure:
    beside = (
        f"django-helpdesk p50 {theirs[0]:,.1f}, p95 {theirs[1]:,.1f} ms; of its p50 {ours[0] / theirs[0]:.2f}"
    )
    return Measure(f"{name} at {cases:,} beside a help desk, p50", ours[0], "ms", beside=beside)


def _faster(name: str, ours: float, theirs: float, unit: str) -> Measure:
    beside = f"django-helpdesk {theirs:,.0f} {unit}; ratio {ours / theirs:,.2f}"
    return Measure(f"{name} beside a help desk", ours, unit, beside=beside)


@contextmanager
def _copy(cases: int, kept: Path) -> Iterator[Path]:
    """A folder with a copy of the kept house, which is generated first where there is none."""
    if not (kept / f"{cases}-open" / "generated.json").exists():
        subprocess.run(
            [sys.executable, str(HERE / "pages.py"), "--cases", str(cases), "--kept", str(kept)], check=True
        )
    with tempfile.TemporaryDirectory(prefix="beside-", dir=kept) as folder:
        Path(folder).chmod(0o755)  # the server's own user goes through it
        subprocess.run(["cp", "-a", str(kept / f"{cases}-open"), folder], check=True)
        yield Path(folder)


@contextmanager
def helpdesk(environment: Path, staff: Sequence[Person]) -> Iterator[Helpdesk]:
    """django-helpdesk with a ticket for each case, in a database that is dropped afterwards."""
    import psycopg
    from django.db import connection

    connection.ensure_connection()
    info: Any = connection.connection.info
    url = f"postgresql://{info.user}@/helpdesk?host={quote(info.host)}"
    with psycopg.connect(dbname=info.dbname, user=info.user, host=info.host, autocommit=True) as server:
        server.execute("CREATE DATABASE helpdesk")
        try:
            yield _filled(_installed(environment), url, staff)
        finally:
            server.execute("DROP DATABASE helpdesk WITH (FORCE)")


def _installed(environment: Path) -> Path:
    """The interpreter of its environment."""
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
    subprocess.run([*pip, "-r", str(PINNED)], check=True)
    return python.absolute()


def _filled(python: Path, url: str, staff: Sequence[Person]) -> Helpdesk:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SITE), "HELPDESK_DATABASE": url}
    environment["DJANGO_SETTINGS_MODULE"] = "site_settings"
    owners = sorted({str(person.id) for person in staff})
    fill = subprocess.Popen(
        [str(python), str(SITE / "fill.py"), *owners],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert fill.stdin and fill.stdout
    with fill.stdin as rows:
        rows.writelines(json.dumps(row) + "\n" for row in _rows())
    answer = fill.stdout.read()
    if fill.wait():
        raise RuntimeError("filling django-helpdesk failed")
    filled = json.loads(answer)
    return Helpdesk(
        python, environment, filled["queue"], filled["tickets"], filled["owners"], filled["cookies"]
    )


def _rows() -> Iterator[dict[str, str]]:
    from redress.complaints.models import Complaint

    wanted = ("number", "owner_id", "facts", "received_at", "next_due_at")
    for case in Complaint.objects.exclude(owner=None).order_by("id").only(*wanted).iterator(2_000):
        yield {
            "number": case.number,
            "owner": str(case.owner_id),
            "title": case.facts[:60],
            "text": case.facts,
            "day": case.received_at.isoformat(),
            "due": (case.next_due_at or case.received_at).isoformat(),
        }


@dataclass(frozen=True)
class Helpdesk:
    """django-helpdesk, filled. `tickets` by the number of the case, `owners` and `cookies` by the id of ours."""

    python: Path
    environment: dict[str, str]
    queue_id: int
    tickets: dict[str, int]
    owners: dict[str, int]
    cookies: dict[str, str]

    @contextmanager
    def served(self) -> Iterator[int]:
        """On a free port, with as many processes and threads as ours."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        given = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
        command = [str(self.python), "-m", "granian", *given, "--workers", "2", "--blocking-threads", "4"]
        server = subprocess.Popen([*command, "site_wsgi:application"], env=self.environment)
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait(30)

    def queue(self, line: HTTPConnection, person: Person) -> float:
        """Milliseconds of somebody's open tickets, the next due first: the page, and the rows its script asks for."""
        owner = self.owners[str(person.id)]
        asked = {"assigned_to": owner, "status": OPEN, "sort": "due_date"}
        rows = {"filtering": {"assigned_to__id__in": [owner], "status__in": OPEN}, "sorting": "due_date"}
        return self._list(line, person, asked, rows)

    def search(self, line: HTTPConnection, person: Person) -> float:
        """Milliseconds of the tickets in which somebody's words stand: the page, and the rows its script asks for."""
        rows = {"filtering": {}, "sorting": "created", "search_string": person.words}
        return self._list(line, person, {"q": person.words}, rows)

    def ticket(self, line: HTTPConnection, person: Person) -> float:
        """Milliseconds of one ticket's page."""
        return self._get(line, person, f"/tickets/{self.tickets[person.number]}/")

    def create(self, port: int) -> None:
        """Tickets by its API, from as many connections as ours."""
        token = secrets.token_hex(16)
        cookies = f"csrftoken={token}; {next(iter(self.cookies.values()))}"
        head = (
            "POST /api/tickets/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Cookie: {cookies}\r\nX-CSRFToken: {token}\r\nContent-Length: "
        ).encode()

        def work(requests: Iterator[bytes]) -> None:
            with Line(port) as line:
                for body in requests:
                    status, answer = line.ask(head + b"%d\r\n\r\n" % len(body) + body)
                    if status != 201:
                        raise RuntimeError(f"{status}: {answer.decode()[:500]}")

        together(work, [self._as_ticket(body) for body in bodies(CREATED)])

    def _as_ticket(self, body: bytes) -> bytes:
        given = json.loads(body)
        ticket = {
            "queue": self.queue_id,
            "title": given["facts"][:60],
            "description": given["facts"],
            "submitter_email": "customer@example.com",
            "priority": 3,
        }
        return json.dumps(ticket).encode()

    def escalated(self, count: int) -> tuple[int, float]:
        """How many tickets were escalated when so many were due, and in how many seconds."""
        given = [str(self.python), str(SITE / "escalate.py"), str(count)]
        done = subprocess.run(given, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        found = json.loads(done.stdout)
        return found["taken"], found["seconds"]

    def _list(
        self, line: HTTPConnection, person: Person, asked: dict[str, Any], rows: dict[str, Any]
    ) -> float:
        query = base64.b64encode(json.dumps(rows).encode()).decode()
        page = self._get(line, person, f"/tickets/?{urlencode(asked, doseq=True)}")
        return page + self._get(line, person, f"/datatables_ticket_list/{query}?draw=1&start=0&length=25")

    def _get(self, line: HTTPConnection, person: Person, path: str) -> float:
        began = time.perf_counter()
        line.request("GET", path, headers={"Cookie": self.cookies[str(person.id)]})
        response = line.getresponse()
        body = response.read()
        took = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:500]!r}")
        return took


def main() -> None:
    """Prints what was measured."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--kept", type=Path, default=KEPT)
    given = options.parse_args()
    tell(run(given.cases, given.kept))


if __name__ == "__main__":
    main()
