"""Claims beside complaints in one house: reports a second through HTTP, pages of claims, clocks of both kinds swept.

Run `python benchmarks/claims.py [--cases 20000] [--claims 20000] [--reports 1000] [--steps 10000]`. The house has so
many open complaints and so many open claims in one database, each handler about 40 of them; it is made once, then
kept. Reports come over 8 kept-alive connections, each with a key, beside the same number of registrations of
complaints in the same run. Pages are asked for one at a time, each by another handler. The sweep takes steps of clocks
of both kinds that fall due at one midnight, half of each. Client, server and database share the machine. The other
scripts measure the same house of both where they are told its folder: `python benchmarks/pages.py --cases N --kept
var/bench/claims-N`, so `linking.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from _connections import CONNECTIONS, Line, together
from _house import CASES_EACH, KEPT, full_house, rest, web
from _measures import Measure, p50_p95, tell
from _people import Person, people, signed_in_as, with_tokens
from complaint_bodies import bodies
from pages import TIMES, WARM_UP, Page, ask
from registration import Call, register, tokens_of_staff
from sweeping import swept_of_both

CASES, CLAIMS, REPORTS, STEPS = 20_000, 20_000, 1_000, 10_000
_LINES = (
    ("motor", "traffic", "vehicle"),
    ("home", "fire", "property"),
    ("medical", "illness", "medical_expense"),
)
_PAGES = (
    Page("claims queue", "/claims", p50=15, p95=40),
    Page("claim page", "/claims/{number}", p50=15, p95=40),
    Page("claims at risk", "/claims/risk"),
    Page("queue page, of both", "/?list=mine", p50=15, p95=40),
)
_PAGES_OF_COMPLAINTS = (
    Page("queue page, of complaints", "/?list=mine", p50=15, p95=40),
    Page("case page", "/case/{number}", p50=15, p95=40),
)
_REGISTER = Page("register, 50 of the API", "/api/v1/complaints", p50=15, p95=40)


@contextmanager
def both(cases: int, claims: int, kept: Path) -> Iterator[None]:
    """A house with so many complaints and so many claims, all of them open."""
    with full_house(cases, kept / f"claims-{claims}"):
        _fill(claims)
        yield


def _fill(claims: int) -> None:
    """Handlers and claims, as many as are missing."""
    from redress.claims.models import Claim
    from redress.operations.demo import claims as demo
    from redress.operations.generating.claims import SOURCE, generate_claims
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        there = Claim.objects.filter(external_source=SOURCE).count()
        if not there:
            demo.begin()
            _hire(claims)
    if there >= claims:
        return
    print(f"Generating {claims - there:,} claims; they are kept.", flush=True)
    done = generate_claims(claims - there, open_share=1.0, processes=os.cpu_count() or 1)
    print(
        f"{done.cases:,} claims in {done.seconds:,.0f} s, {done.cases / done.seconds:,.0f} a second",
        flush=True,
    )
    rest()


def _hire(claims: int) -> None:
    """As many claims handlers as the claims need, beside those of the demo insurer."""
    from django.db import transaction

    from redress.organisation.kinds import Duty
    from redress.organisation.models import Appointment, User
    from redress.sealing.doors import door

    like = list(
        Appointment.objects.filter(duty=Duty.CLAIMS_HANDLER).select_related("department").order_by("id")
    )
    with door("bench"), transaction.atomic():
        for first in like:
            wanted = claims // CASES_EACH // len(like)
            hired = User.objects.bulk_create(
                User(
                    username=f"claims.{first.department_id}.{n:05}", name=f"理赔{n:05}", department=first.department,
                    password="!",
                )
                for n in range(wanted)
            )  # fmt: skip
            Appointment.objects.bulk_create(
                Appointment(user=user, department=first.department, duty=first.duty, period=first.period)
                for user in hired
            )


def handlers(count: int) -> list[Person]:
    """So many claims handlers, each with a claim of their own."""
    from redress.claims.models import Claim
    from redress.claims.states import OPEN
    from redress.organisation.models import User

    chance = random.Random(20261130)
    people = User.objects.filter(appointments__duty="claims_handler").order_by("id").distinct()
    ids = list(people.values_list("id", flat=True))
    chosen = chance.sample(ids, min(len(ids), count))
    open_ones = Claim.objects.filter(owner__in=chosen, state__in=sorted(OPEN)).order_by("owner", "id")
    numbers = dict(open_ones.distinct("owner").values_list("owner", "number"))
    users = User.objects.filter(id__in=numbers).order_by("id")
    found = [Person(user.pk, signed_in_as(user), numbers[user.pk], "", "") for user in users]
    return [found[n % len(found)] for n in range(count)]


def reports(count: int) -> list[bytes]:
    """Bodies of reports: each of another policy and customer."""
    from django.utils import timezone

    chance = random.Random(7)
    now = timezone.now()
    made = []
    for n in range(count):
        line, cause, loss = chance.choice(_LINES)
        happened = now - timedelta(hours=chance.uniform(1, 60))
        made.append(
            json.dumps(
                {
                    "unit": "psc",
                    "policy_number": f"B{uuid4().hex[:12]}",
                    "people": [{"name": f"客户{uuid4().hex[:6]}", "phone": f"138{uuid4().int % 10**8:08d}"}],
                    "line": line,
                    "loss_cause": cause,
                    "losses": [loss],
                    "occurred_at": happened.isoformat(),
                    "place": f"成都市人民南路四段 {n} 号",
                    "course": "追尾，前保险杠受损，无人受伤。",
                    "estimate": "6800.00",
                }
            ).encode()
        )
    return made


def report(port: int, token: str, given: Sequence[bytes]) -> list[float]:
    """Seconds of each report, over 8 connections."""
    times: list[float] = []

    def work(requests: Iterator[bytes]) -> None:
        with Line(port) as line:
            for request in requests:
                began = time.perf_counter()
                status, body = line.ask(request)
                times.append(time.perf_counter() - began)
                if status != 201:
                    raise RuntimeError(f"{status}: {body.decode()}")

    together(work, [_request(token, body) for body in given])
    return times


def _request(token: str, body: bytes) -> bytes:
    head = (
        "POST /api/v1/claims HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {uuid4()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _token() -> str:
    from redress.api import tokens
    from redress.organisation.models import User

    return tokens.create(
        User.objects.get(username="psc.claims"), "bench", ["command:report_claim"], timedelta(days=1)
    )


def run(cases: int, claims: int, wanted: int, steps: int, kept: Path = KEPT) -> Iterator[Measure]:
    """All of it, in that order."""
    with both(cases, claims, kept):
        beside = f"beside {cases:,} complaints and {claims:,} claims"
        token = _token()
        calls = [
            Call(each, body)
            for each, body in zip(_again(tokens_of_staff(), wanted), bodies(wanted), strict=True)
        ]
        with web() as port:
            report(port, token, reports(max(1, wanted // 10)))
            began = time.perf_counter()
            times = report(port, token, reports(wanted))
            rate = wanted / (time.perf_counter() - began)
            began = time.perf_counter()
            register(port, calls)
            other = wanted / (time.perf_counter() - began)
            told = f"{beside}; registrations of complaints in the same run: {other:,.0f}/s, ratio {rate / other:.2f}"
            yield Measure(f"claim reports, {CONNECTIONS} connections", rate, "/s", beside=told)
            p50, p95 = p50_p95([once * 1000 for once in times])
            yield Measure("claim report, p50", p50, "ms")
            yield Measure("claim report, p95", p95, "ms")
            yield from _pages(port, beside)
        taken, seconds = swept_of_both(steps)
        of = ", ".join(f"{many:,} of a {kind}" for kind, many in taken.items())
        told = f"due at one midnight: {of}"
        yield Measure("due clocks of both kinds swept", taken.total() / seconds, "steps/s", beside=told)


def _pages(port: int, beside: str) -> Iterator[Measure]:
    """Pages of claims by claims handlers, then those of complaints by whoever handles these."""
    staff, others = handlers(TIMES + WARM_UP), people(TIMES + WARM_UP)
    asked = [(page, staff) for page in _PAGES]
    asked += [(page, others) for page in _PAGES_OF_COMPLAINTS]
    asked.append((_REGISTER, with_tokens(others, "read")))
    for page, persons in asked:
        ask(port, persons[:WARM_UP], page)
        p50, p95 = p50_p95(ask(port, persons[WARM_UP:], page))
        yield Measure(f"{page.name}, p50", p50, "ms", page.p50, True, beside)
        yield Measure(f"{page.name}, p95", p95, "ms", page.p95, True)


def _again(given: Sequence[str], count: int) -> list[str]:
    return [given[n % len(given)] for n in range(count)]


def main() -> None:
    """Prints what was measured."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=CASES)
    options.add_argument("--claims", type=int, default=CLAIMS)
    options.add_argument("--reports", type=int, default=REPORTS)
    options.add_argument("--steps", type=int, default=STEPS)
    options.add_argument("--kept", type=Path, default=KEPT)
    given = options.parse_args()
    tell(run(given.cases, given.claims, given.reports, given.steps, given.kept))


if __name__ == "__main__":
    main()
