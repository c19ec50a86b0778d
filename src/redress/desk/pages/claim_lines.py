"""Claims in lists, each a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from redress.casework import moment, titles
from redress.casework.due import Due
from redress.casework.next_step import Turn
from redress.casework.rulebooks import opened_by_id
from redress.claims.queries.clocks import reasons
from redress.claims.queries.lists import Listed, customer_of
from redress.claims.queries.mine import limit_of, whose_turn
from redress.claims.states import ClaimState
from redress.desk.pages.claim_words import TURNS, reason
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit
from redress.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in a list."""

    claim: Listed
    customer: str
    line: str
    cause: str
    state: str
    turn: str
    unit: str
    due: Due | None
    limit: str
    reasons: list[str]


def lines(found: Sequence[Listed], actor: Actor) -> list[Line]:
    """Rows of a list, with the limit that ends first; of those at risk why."""
    language, now = get_language() or "", moment.now()
    why, rows, said = reasons(found), [], _Said()
    for row in found:
        book = opened_by_id(row.rulebook_id)
        line = book.method.lines[row.line]
        rows.append(
            Line(
                row,
                customer_of(row, line.insures),
                line.title.get(language),
                book.method.loss_causes[row.loss_cause].title.get(language),
                said.state(row.state),
                said.turn(_turn(row, book, actor)),
                said.unit(row.unit_name, row.unit_name_en),
                limit_of(row, book, now, said.calendar(row.unit_path)),
                said.clock(book, row.next_due_clock),
                [reason(each.title.get(language), each.found) for each in why.get(row.pk, ())],
            )
        )
    return rows


class _Said:
    """What many rows of a list say alike, each said once."""

    def __init__(self) -> None:
        self.state = cache(lambda state: str(ClaimState(state).label))
        self.turn = cache(lambda turn: str(TURNS[turn]))
        self.unit = cache(lambda name, name_en: str(Unit(name=name, name_en=name_en)))
        self.calendar = cache(calendar_at)
        self.clock = cache(titles.clock)


def _turn(row: Listed, book: Rulebook, actor: Actor) -> Turn:
    turn = whose_turn(row, book)
    return Turn.COLLEAGUE if turn is Turn.ME and row.owner_id not in actor.people else turn
