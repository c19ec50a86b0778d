"""Claims that somebody handles, the most urgent first, for the queue in which complaints stand as well (CLM-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import get_language

from redress.casework import moment
from redress.casework.due import Due, due
from redress.casework.paging import Cursor
from redress.casework.rulebooks import rulebook_of
from redress.casework.soonest import Walk
from redress.claims import customer
from redress.claims.file import OpenClaim
from redress.claims.kinds import Complexity, Injury
from redress.claims.models import Claim
from redress.claims.states import OPEN
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.statements import given
from redress.organisation.tickets import ids
from redress.privacy.masks import Kind, mask

_OPEN = "state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(OPEN)))
"""As the partial index has it."""
_THESE = f"(SELECT unnest({given('%s')}) AS id)"
MOST = 100
"""A count of this many means: this many or more."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the queue; `customer` is masked (SEC-02)."""

    id: int
    number: str
    customer: str
    title: str
    way: str
    marks: Sequence[str]
    state: str
    since: datetime
    owner: str
    unit: str
    due: Due | None
    due_title: str


def mine(actor: Actor, after: Cursor | None, most: int) -> list[ClaimRow]:
    """At most so many open claims of the actor and of whom the actor stands in for. Two queries."""
    sql, values = _walk(actor).keys(after, most)
    found = Claim.objects.extra(where=[f"claims_claim.id IN ({sql})"], params=values)  # noqa: S610 - see Walk
    rows = list(found.select_related("unit", "owner"))
    rows.sort(key=lambda row: (row.next_due_at is None, row.next_due_at or row.reported_at, row.pk))
    now = moment.now()
    told = customer.read([OpenClaim(row, now) for row in rows])
    return [_row(row, str(told[row.pk].name) if row.pk in told else "", now) for row in rows]


def counts(actor: Actor) -> tuple[int, int]:
    """How many of them are open, and how many past a limit; each stops at MOST."""
    people, now = ids(actor.people), moment.now()
    one = f"SELECT FROM claims_claim WHERE owner_id = ANY ({given('%s')}) AND {_OPEN}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM ({one} LIMIT {MOST}) a),"  # noqa: S608 - constants only
            f" (SELECT count(*) FROM ({one} AND next_due_at <= %s LIMIT {MOST}) b)",
            [people, people, now],
        )
        open_, late = cursor.fetchone()
    return open_, late


def _walk(actor: Actor) -> Walk:
    return Walk("claims_claim", "owner_id", _THESE, [ids(actor.people)], _OPEN)


def _row(row: Claim, name: str, now: datetime) -> ClaimRow:
    language, book = get_language() or "", rulebook_of(row)
    method, unit = book.method, book.counted_in(row.next_due_clock, OpenClaim(row, now).facts)
    clock = method.clocks.get(row.next_due_clock)
    marks = [str(row.get_injury_display())] if row.injury != Injury.NONE else []
    if row.complexity == Complexity.COMPLEX:
        marks.append(str(row.get_complexity_display()))
    line, cause = method.lines[row.line].title, method.loss_causes[row.loss_cause].title
    return ClaimRow(
        id=row.pk,
        number=row.number,
        customer=mask(name, Kind.NAME),
        title=f"{line.get(language)} · {cause.get(language)}",
        way=str(row.get_way_display()),
        marks=marks,
        state=str(row.get_state_display()),
        since=row.state_since,
        owner=str(row.owner or ""),
        unit=str(row.unit),
        due=due(row.next_due_at, now, calendar_of(row.unit), unit) if row.next_due_at else None,
        due_title=clock.title.get(language) if clock else "",
    )
