"""The clocks and the reasons of claims, projected from their journals: of one claim, or of those that stand out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from redress.casework import moment
from redress.casework.rulebooks import opened_by_id, rulebook_of
from redress.claims.file import known
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim
from redress.claims.queries.lists import Listed
from redress.claims.rules import risk
from redress.organisation.calendars import calendar_at, calendar_of
from redress.rulebook import ClockState, Event, Rulebook, project
from redress.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Timed:
    """A claim with its clocks, and how likely it is to become a complaint."""

    claim: Claim
    events: list[Event]
    clocks: tuple[ClockState, ...]
    weighed: risk.Weighed | None


def timed(claims: Sequence[Claim]) -> list[Timed]:
    """Two queries for any number of claims; their units and rulebooks should be read with them."""
    events = JOURNAL.events_of([claim.pk for claim in claims]) if claims else {}
    return [of(claim, events.get(claim.pk, [])) for claim in claims]


def of(claim: Claim, past: list[Event]) -> Timed:
    """Of a claim with these events."""
    return Timed(claim, past, *_projected(past, known(claim), rulebook_of(claim), calendar_of(claim.unit)))


def reasons(rows: Sequence[Listed]) -> dict[int, tuple[risk.Point, ...]]:
    """Why those of a list stand out that do; by key. No query: the row says it.

    Of a claim that was last weighed before rows said it, its journal is asked, of all of these at once.
    """
    out = [(row, opened_by_id(row.rulebook_id)) for row in rows if row.risk]
    older = [row.pk for row, _book in out if row.risk_reasons is None]
    events, now = (JOURNAL.events_of(older) if older else {}), moment.now()
    found = {}
    for row, book in out:
        if (points := book.method.risk) is None:
            continue
        if row.risk_reasons is not None:
            found[row.pk] = risk.reasons(json.loads(row.risk_reasons), points.rules, now)
            continue
        _clocks, why = _projected(events.get(row.pk, []), known(row), book, calendar_at(row.unit_path))
        found[row.pk] = why.reasons if why else ()
    return found


def _projected(
    past: list[Event], about: risk.Known, book: Rulebook, calendar: Calendar
) -> tuple[tuple[ClockState, ...], risk.Weighed | None]:
    clocks, points = project(past, book, calendar), book.method.risk
    went = risk.facts_of(risk.course(past, about), clocks, moment.now()) if points else {}
    return clocks, risk.weigh(points, went) if points else None
