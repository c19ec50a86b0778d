"""How long the figures by counting rules take: for a unit, a province, a company; a day, a month, a year.

Run `python benchmarks/counting.py [--cases 1000000]`. As a complaint officer there, under row-level security, in this
process, all six rules by unit and class; then the page of figures through HTTP, and the first page of the cases behind
a figure. One case in twenty is a repeat, one in twenty raises a further matter, one in a hundred took up another. The
generated cases are all open and so lie within two months: the last month of a province has a third of them, where an
insurer's has one in a hundred, the last day is still ten times that, and a year is as much as a quarter. The names tell
how many were counted. The reference is the bare sum: how many cases there are by unit and class, as the owner of the
tables.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from _house import KEPT, full_house, options, web
from _measures import Measure, p50_p95, tell, timed
from _people import signed_in
from _repetition import ensure_repetition

CASES = 1_000_000
TIMES, WARM_UP_PAGES = 4, 15
_BARE = """
    SELECT unit_id, class_code, count(*) FROM complaints_complaint
     WHERE unit_id = ANY (%s) AND registered_at >= %s AND registered_at < %s GROUP BY unit_id, class_code
"""


@dataclass(frozen=True)
class Span:
    """Whose figures of how many days; `p95` is a target in milliseconds."""

    name: str
    who: str
    unit: str
    days: int
    p95: float | None = None


SPANS = (
    Span("a province, a day", "sc.officer", "sc", 1),
    Span("a unit, a month", "my.officer", "my", 30),
    Span("a province, a month", "sc.officer", "sc", 30, 1_000),
    Span("a company, a year", "ho.officer", "", 365, 10_000),
)


def run(cases: int, kept: Path = KEPT) -> list[Measure]:
    """Every span at that number of cases, then the pages."""
    with full_house(cases, kept):
        ensure_repetition()
        last = _last_day()
        measures = [measure for span in SPANS for measure in _figures(span, last)]
        with web() as port:
            _times(_asking(port, SPANS[1], last), WARM_UP_PAGES)
            measures += [_page(port, span, last) for span in SPANS if span.p95]
        return measures


def _last_day() -> date:
    """The day of the newest case."""
    from django.db.models import Max
    from django.utils import timezone

    from redress.complaints.models import Complaint

    return timezone.localdate(Complaint.objects.aggregate(newest=Max("registered_at"))["newest"])


def _figures(span: Span, last: date) -> Iterator[Measure]:
    from redress.complaints.oversight.queries import figures
    from redress.organisation.acting import acting_as
    from redress.organisation.models import Unit, User
    from redress.organisation.queries import actor

    person = actor(User.objects.get(username=span.who).pk)
    asked = figures.Period(last - timedelta(days=span.days - 1), last, unit=span.unit)
    units = list(Unit.objects.filter(id__in=person.units).values_list("id", flat=True))
    alone50, _ = p50_p95(_times(lambda: _bare(units, asked.first, asked.last)))
    with acting_as(person):
        counted = figures.figures(person, asked).total[1]
        p50, p95 = p50_p95(_times(lambda: figures.figures(person, asked)))
        first50, _ = p50_p95(_times(lambda: figures.counted(person, "cases", asked)))
    name = f"figures of {span.name}, {counted:,} times"
    beside = f"bare sum {alone50:,.0f} ms, ratio {p50 / alone50:,.1f}"
    yield Measure(f"{name}, p50", p50, "ms", None, True, beside)
    yield Measure(f"{name}, p95", p95, "ms", span.p95, True)
    yield Measure(f"first page of cases behind {span.name}, p50", first50, "ms", None, True)


def _bare(units: list[int], first: date, last: date) -> None:
    from django.db import connection
    from django.utils import timezone

    since, until = (
        timezone.make_aware(datetime.combine(day, clock.min)) for day in (first, last + timedelta(days=1))
    )
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [units, since, until])
        cursor.fetchall()


def _page(port: int, span: Span, last: date) -> Measure:
    """The page of figures as a browser gets it."""
    _, p95 = p50_p95(_times(_asking(port, span, last)))
    return Measure(f"page of figures of {span.name}, p95", p95, "ms", span.p95, True)


def _asking(port: int, span: Span, last: date) -> Callable[[], None]:
    given = {"from": last - timedelta(days=span.days - 1), "to": last, "unit": span.unit}
    headers = {"Cookie": signed_in(span.who)}

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", f"/figures?{urlencode(given)}", headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"/figures: {response.status} {body[:500]!r}")

    return ask


def _times(work: Callable[[], Any], warm_up: int = 1) -> list[float]:
    return timed([work] * (TIMES + warm_up), warm_up)


def main() -> None:
    """Prints what was measured."""
    given = options(__doc__, CASES)
    tell(run(given.cases, given.kept))


if __name__ == "__main__":
    main()
