"""What the measurements share: a house full of cases, the web server as `redress serve` runs it, a signed-in person."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

KEPT = Path("var/bench")
"""Generated data are kept here and used again."""
CASES_EACH = 40
"""Open cases a handler has at a time."""


def options(about: str | None, cases: int) -> argparse.Namespace:
    """What a script on a kept house is asked: `cases` and `kept`."""
    asked = argparse.ArgumentParser(description=(about or "").split("\n")[0])
    asked.add_argument("--cases", type=int, default=cases)
    asked.add_argument("--kept", type=Path, default=KEPT)
    return asked.parse_args()


@contextmanager
def house(folder: Path) -> Iterator[None]:
    """A database in that folder, with the demo insurer; Django is set up for it."""
    os.environ |= {"REDRESS_DATA": str(folder), "REDRESS_ENV": "development", "REDRESS_LOG_LEVEL": "ERROR"}
    from redress.operations.console import database, start_django

    start_django()
    from redress.operations.demo import insurer
    from redress.operations.run import prepare
    from redress.organisation.models import Unit

    with database():
        prepare.database()
        prepare.static_files()
        if not Unit.objects.exists():  # a house that was kept keeps the rulebooks it began with
            insurer.load()
        yield


@contextmanager
def full_house(cases: int, kept: Path = KEPT) -> Iterator[None]:
    """A database with so many cases, all of them open, and a handler for every 40: generated once, then kept.

    It may keep a quarter of the machine's memory, at most 4 GB, as docs/operations.md advises for a server.
    """
    folder = kept / f"{cases}-open"
    done = folder / "generated.json"
    if not done.exists():
        with house(folder):
            _refuse_half_made()
            print(f"Generating {cases:,} cases in {folder}; they are kept.", flush=True)
            _hire(cases)
            _generate(cases)
        done.write_text(json.dumps({"cases": cases}))
    quarter = min(4096, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**22)
    own = folder / "postgres" / "local.conf"
    own.write_text(f"shared_buffers = {quarter}MB\n")
    own.chmod(0o644)
    _read_once(folder / "postgres" / "base")
    with house(folder):
        yield


def _read_once(files: Path) -> None:
    """As on a server that has been up for a day: what is in the database has been read from the disk before."""
    for file in files.rglob("*"):
        if file.is_file():
            with file.open("rb", buffering=0) as opened:
                while opened.read(1 << 20):
                    pass


def _refuse_half_made() -> None:
    from redress.complaints.models import Complaint

    if Complaint.objects.exists():
        sys.exit("Generating was interrupted here. Remove the folder and try again.")


def _hire(cases: int) -> None:
    """Handlers as many as the cases need, in the units by their share of cases."""
    from django.db import transaction

    from redress.operations.generating.places import places
    from redress.organisation.kinds import Duty
    from redress.organisation.models import Appointment, Department, User
    from redress.sealing.doors import door

    found = places()
    weights = sum(place.weight for place in found)
    with door("bench"), transaction.atomic():
        for place in found:
            wanted = round(cases / CASES_EACH * place.weight / weights) - len(place.owners)
            where = Department.objects.get(unit_id=place.unit, kind="customer_service")
            like = Appointment.objects.filter(department=where).order_by("id").first()
            assert like is not None
            hired = User.objects.bulk_create(
                User(username=f"{place.code}.{n:05}", name=f"经办{n:05}", department=where, password="!")
                for n in range(wanted)
            )
            Appointment.objects.bulk_create(
                Appointment(user=user, department=where, duty=duty, period=like.period)
                for user in hired
                for duty in (Duty.COMPLAINT_OFFICER, Duty.HANDLER)
            )


def _generate(cases: int) -> None:
    from redress.operations.generating.generate import generate

    began, made = time.perf_counter(), 0

    def tell(more: int) -> None:
        nonlocal made
        made += more
        if made % 50_000 < more:
            print(f"{made:>12,} cases, {made / (time.perf_counter() - began):,.0f} a second", flush=True)

    generate(cases, open_share=1.0, processes=os.cpu_count() or 1, progress=tell)
    rest()


def rest() -> None:
    """What the server would do by itself within the first hours, and while something else is measured."""
    from django.db import connection

    print("Vacuuming them, as the server would do by itself.", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def web(workers: int = 2, threads: int = 4) -> Iterator[int]:
    """`redress serve` on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    given = ["serve", "--port", str(port), "--workers", str(workers), "--threads", str(threads)]
    server = subprocess.Popen([sys.executable, "-m", "redress", *given])
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    """Until somebody listens there. Raises TimeoutError after half a minute."""
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError("the web server did not start")
