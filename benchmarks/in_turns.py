"""Processor time of a page in this version and in another, in turns, on one kept house.

Run `python benchmarks/in_turns.py --other ../older/src [--kept var/bench/claims-20000] [--cases 20000]`.
Each version is one process with one connection to the same server and answers without HTTP; a turn is three requests
by other people. What is counted is the processor's time of the program and of its connection's server process, from
/proc, so that other work on the machine shifts figures but not their ratio. Rules of rows belong to the house and are
those of this version for both.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from _house import KEPT, house
from _people import people
from claims import handlers

PAGES = {
    "claims queue": ("claims", "/claims"),
    "claim page": ("claims", "/claims/{number}"),
    "queue of both kinds": ("claims", "/?list=mine"),
    "queue of complaints": ("complaints", "/?list=mine"),
    "case page": ("complaints", "/case/{number}"),
}
TURN = 3


def answering() -> None:
    """Reads who asks, then what is to be asked, a line each, and tells what it took."""
    from redress.operations.console import start_django

    start_django()
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import RequestFactory

    asked: dict[str, list[list[str]]] = json.loads(sys.stdin.readline())
    handler, requests = WSGIHandler(), RequestFactory()

    def once(kind: str, path: str, n: int) -> dict[str, float]:
        cookie, number = asked[kind][n % len(asked[kind])]
        request = requests.get(path.format(number=number), headers={"cookie": cookie, "host": "127.0.0.1"})
        connection.ensure_connection()
        server = int(connection.connection.info.backend_pid)
        before, began = _spent(server), time.process_time()
        answer = handler(request.environ, lambda *_told: None)
        b"".join(answer)
        answer.close()
        web = time.process_time() - began
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return {"web": web * 1000, "database": (_spent(server) - before) / 1e6}

    for line in sys.stdin:
        name, first, many = json.loads(line)
        print(json.dumps([once(*PAGES[name], n) for n in range(first, first + many)]), flush=True)


def _asking(many: int) -> dict[str, list[tuple[str, str]]]:
    """Cookies and numbers of files, of so many people of each kind."""
    kinds = {"claims": handlers(many), "complaints": people(many)}
    return {kind: [(each.cookie, each.number) for each in found] for kind, found in kinds.items()}


def _spent(process: int) -> int:
    """Nanoseconds on a processor."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0])


class Version:
    """A process of one version that answers."""

    def __init__(self, source: str, asking: str) -> None:
        env = os.environ | {"REDRESS_PROCESS": "web"} | ({"PYTHONPATH": source} if source else {})
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--answering"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env,
        )  # fmt: skip
        assert self.process.stdin
        print(asking, file=self.process.stdin, flush=True)

    def ask(self, name: str, first: int, many: int) -> list[dict[str, float]]:
        assert self.process.stdin and self.process.stdout
        print(json.dumps([name, first, many]), file=self.process.stdin, flush=True)
        found: list[dict[str, float]] = json.loads(self.process.stdout.readline())
        return found

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def _told(figures: Sequence[dict[str, float]]) -> str:
    parts = []
    for key in ("web", "database"):
        values = sorted(each[key] for each in figures)
        parts.append(f"{key} {statistics.median(values):6.2f} ({values[len(values) // 4]:6.2f})")
    sums = sorted(sum(each.values()) for each in figures)
    return ", ".join([*parts, f"both {statistics.median(sums):6.2f} ({sums[len(sums) // 4]:6.2f})"])


def main() -> None:
    """Prints median and lower quartile in milliseconds, of both versions."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument(
        "--other", help="folder src of the other version, with its catalogues and assets made"
    )
    options.add_argument("--kept", type=Path, default=KEPT)
    options.add_argument("--cases", type=int, default=20_000)
    options.add_argument("--turns", type=int, default=20)
    options.add_argument("--only", default=".", help="pages whose name has this in it")
    options.add_argument("--answering", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.answering:
        answering()
        return
    with house(given.kept / f"{given.cases}-open"):
        asking = json.dumps(_asking(8 + given.turns * TURN))
        versions = {"this": Version("", asking)}
        if given.other:
            versions["other"] = Version(given.other, asking)
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        for name in (each for each in PAGES if re.search(given.only, each)):
            found: dict[str, list[dict[str, float]]] = {key: [] for key in versions}
            for version in versions.values():
                version.ask(name, 0, 8)
            for turn in range(given.turns):
                # Who is asked second finds rows in memory and a session that was seen a moment ago.
                for key in list(versions)[:: 1 if turn % 2 else -1]:
                    found[key] += versions[key].ask(name, 8 + turn * TURN, TURN)
            for key, figures in found.items():
                print(f"{name:22} {key:6} {_told(figures)}", flush=True)
        for version in versions.values():
            version.end()


if __name__ == "__main__":
    main()
