"""Claims to measure with: of the demo insurer, entered as an import enters them, so that each is as good as a real one.

They go through the door in batches, with their papers, clocks and sealed journals. Open ones stand somewhere on their
way. Of those that are over some became disputes, the likelier the worse they were served: so far a measure of risk has
something to find (CLM-14); it says nothing of real customers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from django.conf import settings
from django.db import connection

from redress.casework.door import Call
from redress.claims.commands.import_claim import ImportClaim
from redress.claims.door import DOOR
from redress.claims.kinds import HANDLES
from redress.operations.console import BadInput
from redress.operations.garbage import rarely_collected
from redress.operations.generating.generate import Done, in_processes
from redress.operations.generating.returning import customer
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Unit

SOURCE: Final = "generated"
_CHUNK, _BATCH = 5_000, 500
_LINES: Final = (
    ("motor", "traffic", "vehicle", "追尾，前保险杠受损，无人受伤。", "成都市人民南路四段"),
    ("home", "fire", "property", "厨房起火，橱柜和墙面受损。", "绵阳市涪城区"),
    ("medical", "illness", "medical_expense", "住院治疗七日，已出院。", "南充市顺庆区"),
    ("accident", "accident", "disability", "上班途中摔伤，右手腕骨折。", "宜宾市翠屏区"),
    ("agriculture", "disaster", "property", "冰雹过后，两亩果园减产。", "广元市利州区"),
)
_STAGES: Final = (("REPORTED", 25), ("CHECKING", 20), ("SUPPLEMENTING", 15), ("ADJUSTING", 25), ("TOLD", 15))
_STEPS: Final = {
    "REPORTED": (),
    "CHECKING": ("papers_received",),
    "SUPPLEMENTING": ("papers_received", "papers_missing_told"),
    "ADJUSTING": ("papers_received", "papers_complete"),
    "TOLD": ("papers_received", "papers_complete", "claim_decided", "claim_decision_told"),
}
_OPEN_DAYS, _ENDED_DAYS = 20, 700


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some claims of a run. The same run and place give the same claims."""

    seed: int
    place: int
    count: int
    until: datetime
    open_share: float
    units: tuple[str, ...]


def generate_claims(
    claims: int,
    *,
    seed: int = 1,
    open_share: float = 0.1,
    until: datetime | None = None,
    processes: int = 1,
    progress: Callable[[int], object] = lambda _more: None,
) -> Done:
    """Make so many claims up to `until` (default: now). Refused in production: they look like real ones."""
    if settings.IN_PRODUCTION:
        raise BadInput("Generated claims look like real ones; they are not made in production.")
    began = time.monotonic()
    with acting_as(SYSTEM):
        units = tuple(
            Unit.objects.filter(departments__appointments__duty__in=HANDLES)
            .order_by("path")
            .distinct()
            .values_list("code", flat=True)
        )
    if not units:
        raise BadInput("No unit has anybody who handles claims. Run 'redress demo' first.")
    until = (until or datetime.now(UTC)).replace(microsecond=0)
    chunks = list(_chunks(Chunk(seed, _made(), claims, until, open_share, units)))
    if processes == 1:
        for chunk in chunks:
            progress(_run(chunk))
    else:
        in_processes(_run, chunks, processes, progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Done(claims, time.monotonic() - began)


def _made() -> int:
    """How many were made before: the next ones get other numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_claim WHERE external_source = %s", [SOURCE])
        return int(cursor.fetchone()[0])


def _chunks(whole: Chunk) -> Iterator[Chunk]:
    for start in range(0, whole.count, _CHUNK):
        yield replace(whole, place=whole.place + start, count=min(_CHUNK, whole.count - start))


def _run(chunk: Chunk) -> int:
    random = Random(chunk.seed * 1_000_003 + chunk.place)  # noqa: S311 - made up, not secret
    with rarely_collected(), acting_as(SYSTEM):
        for start in range(0, chunk.count, _BATCH):
            count = min(_BATCH, chunk.count - start)
            numbers = range(chunk.place + start, chunk.place + start + count)
            DOOR.execute_many([Call(_claim(random, chunk, number)) for number in numbers], SYSTEM)
    return chunk.count


def _claim(random: Random, chunk: Chunk, number: int) -> ImportClaim:
    line, cause, loss, course, place = random.choice(_LINES)
    who = customer(random)
    open_ = random.random() < chunk.open_share
    outcome = random.choices(("pay", "part", "refuse"), (70, 20, 10))[0]
    complex_ = random.random() < 0.2
    back = random.uniform(0.5, _OPEN_DAYS) if open_ else random.uniform(60, _ENDED_DAYS)
    reported = chunk.until - timedelta(days=back)
    happened = (
        _open(random, reported, chunk.until) if open_ else _ended(random, reported, chunk.until, outcome)
    )
    return ImportClaim.model_validate(
        {
            "external_source": SOURCE,
            "external_number": f"G{number:08d}",
            "unit": random.choice(chunk.units),
            "line": line,
            "loss_cause": cause,
            "losses": [loss],
            "complexity": "complex" if complex_ else "simple",
            "policy_number": who.policy_number,
            "name_of_insured": who.name,
            "phone": who.phone,
            "place": place,
            "course": course,
            "estimate": random.randrange(500, 50_000, 50),
            "outcome": outcome,
            "amount": 0 if outcome == "refuse" else random.randrange(300, 40_000, 10),
            "happened": happened,
        }
    )


def _open(random: Random, reported: datetime, until: datetime) -> list[dict[str, Any]]:
    """Somewhere on its way, each step some days after the one before."""
    stage = random.choices([name for name, _ in _STAGES], [weight for _, weight in _STAGES])[0]
    at, left = reported, _STEPS[stage]
    happened = [*_report(random, reported)]
    for position, what in enumerate(left):
        room = (until - at) / (len(left) - position + 1)
        at += room * random.random()
        happened.append(_event(what, at))
    return happened


def _ended(random: Random, reported: datetime, until: datetime, outcome: str) -> list[dict[str, Any]]:
    """Decided, told, paid and closed; slow ones, refused ones and those asked again are disputed more often."""
    again = random.random() < 0.1
    decided = reported + timedelta(days=random.expovariate(1 / 6) + 1)
    told = decided + timedelta(days=random.expovariate(1 / 1.5))
    asked = reported + (decided - reported) * 0.3
    happened = [*_report(random, reported), _event("papers_received", reported + (decided - reported) * 0.2)]
    happened += [
        _event("papers_missing_told", asked + timedelta(hours=hours)) for hours in ((0, 12) if again else ())
    ]
    happened += [_event("papers_complete", asked + timedelta(hours=13)), _event("claim_decided", decided)]
    happened.append(_event("claim_decision_told", told))
    odds = 0.004 * (
        (6 if outcome == "refuse" else 2.5 if outcome == "part" else 1)
        * (3 if (decided - reported).days > 9 else 1)
        * (2.5 if (told - decided).days >= 3 else 1)
        * (2 if again else 1)
    )
    if random.random() < odds:
        happened.append(_event("disputed", told + timedelta(days=random.uniform(0.5, 10))))
    end = told + timedelta(days=random.expovariate(1 / 5))
    if outcome != "refuse":
        happened += [_event("claim_agreed", told), _event("claim_paid", end)]
    happened.append(_event("closed", end))
    return [each for each in happened if each["at"] <= until]


def _report(random: Random, reported: datetime) -> Iterator[dict[str, Any]]:
    yield _event("loss_known", reported - timedelta(hours=random.uniform(0.2, 72)))
    yield {"said": "claim_reported", "at": reported, "what": ("claim_reported", "claim_requested")}


def _event(what: str, at: datetime) -> dict[str, Any]:
    return {"said": what, "at": at, "what": (what,)}
