"""Claims that somebody handles, the most urgent first, for the queue in which complaints stand as well (CLM-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection
from django.utils.translation import get_language

from redress.casework import moment, titles
from redress.casework.due import Due, due
from redress.casework.next_step import Turn
from redress.casework.paging import Cursor
from redress.casework.rulebooks import opened_by_id
from redress.casework.soonest import Walk
from redress.claims.kinds import ClaimOutcome, Complexity, Injury, Way
from redress.claims.letters.commands import TELLS
from redress.claims.next_step import turn_of
from redress.claims.queries import lists
from redress.claims.queries.lists import Listed
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit
from redress.organisation.statements import Asked, given
from redress.organisation.tickets import ids
from redress.rulebook import Rulebook
from redress.worktime import Calendar

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
    turn: Turn


def ask(actor: Actor, after: Cursor | None, most: int) -> Asked:
    """Sends the question for at most so many open claims of the actor and of whom the actor stands in for."""
    return lists.ask(*_walk(actor).keys(after, most), lists.SOONEST)


def made(asked: Asked) -> list[ClaimRow]:
    """The rows that it found. Raises what the database raises."""
    now, said = moment.now(), _Said()
    return [_row(row, said, now) for row in lists.made(asked)]


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


class _Said:
    """What many rows say alike, each said once."""

    def __init__(self) -> None:
        language = get_language() or ""
        self.state = cache(lambda state: str(ClaimState(state).label))
        self.way = cache(lambda way: str(Way(way).label))
        self.unit = cache(lambda name, name_en: str(Unit(name=name, name_en=name_en)))
        self.calendar = cache(calendar_at)
        self.clock = cache(lambda book, key: titles.clock(book, key) if key else "")
        self.line = cache(lambda book, code: book.method.lines[code].title.get(language))
        self.cause = cache(lambda book, code: book.method.loss_causes[code].title.get(language))
        self.marks = cache(_marks)


def _marks(injury: str, complexity: str) -> tuple[str, ...]:
    """What nobody may miss of a claim."""
    hurt = [str(Injury(injury).label)] if injury != Injury.NONE else []
    hard = [str(Complexity(complexity).label)] if complexity == Complexity.COMPLEX else []
    return (*hurt, *hard)


def _row(row: Listed, said: _Said, now: datetime) -> ClaimRow:
    book = opened_by_id(row.rulebook_id)
    return ClaimRow(
        id=row.pk,
        number=row.number,
        customer=lists.customer_of(row, book.method.lines[row.line].insures),
        title=f"{said.line(book, row.line)} · {said.cause(book, row.loss_cause)}",
        way=said.way(row.way),
        marks=said.marks(row.injury, row.complexity),
        state=said.state(row.state),
        since=row.state_since,
        owner=row.owner,
        unit=said.unit(row.unit_name, row.unit_name_en),
        due=limit_of(row, book, now, said.calendar(row.unit_path)),
        due_title=said.clock(book, row.next_due_clock),
        turn=whose_turn(row, book),
    )


def whose_turn(row: Listed, book: Rulebook) -> Turn:
    """As the page of the claim says it; ME is who handles it."""
    letters = book.method.letters
    return turn_of(
        ClaimState(row.state),
        asked=row.asked,
        changing=row.changing,
        refused=row.outcome == ClaimOutcome.REFUSE,
        reviewed=any(each in letters and letters[each].tells == TELLS for each in row.in_review or ()),
        disputed=bool(row.disputed),
    )


def limit_of(row: Listed, book: Rulebook, now: datetime, calendar: Calendar) -> Due | None:
    """The limit of a claim that ends first, as it stands now."""
    if row.next_due_at is None:
        return None
    known = {
        "line": row.line,
        "insures": book.method.lines[row.line].insures,
        "loss_cause": row.loss_cause,
        "injury": row.injury,
        "complexity": row.complexity,
        "originals": "held" if row.originals else "none",
    }
    return due(row.next_due_at, now, calendar, book.counted_in(row.next_due_clock, known))
