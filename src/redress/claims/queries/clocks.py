"""The clocks and the reasons of claims, projected from their journals: of one claim, or of those that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redress.casework import moment
from redress.casework.rulebooks import rulebook_of
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim
from redress.claims.rules import risk
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Event, project


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
    now, found = moment.now(), []
    for claim in claims:
        book, past = rulebook_of(claim), events.get(claim.pk, [])
        clocks = project(past, book, calendar_of(claim.unit))
        points = book.method.risk
        weighed = risk.weigh(points, risk.facts_of(risk.course(past), clocks, now)) if points else None
        found.append(Timed(claim, past, clocks, weighed))
    return found
