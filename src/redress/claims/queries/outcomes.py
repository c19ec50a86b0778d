"""Claims as they stood before they became disputes, and others as they stood at the same age (CLM-14).

What the list of risks would have said then, is computed from the journals: the clocks are projected as of that moment.
A claim that was not disputed is looked at at the age of one that was, or at its end where it did not live so long; so
neither kind is older than the other when it is weighed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from redress.casework import moment
from redress.casework.rulebooks import rulebook_of
from redress.claims.file import known
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim, Dispute
from redress.claims.rules.ranking import Marks
from redress.claims.rules.risk import OVER, course, facts_of
from redress.claims.states import ClaimState
from redress.organisation.calendars import calendar_of
from redress.rulebook import Event, project
from redress.rulebook.sections.risk.schema import Risk

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of each claim which rules would have given points, and whether it became a dispute."""

    rules: tuple[str, ...]
    marks: Marks
    disputed: Marks

    @property
    def disputes(self) -> int:
        return int(self.disputed.sum())

    def __len__(self) -> int:
        return len(self.disputed)


def outcomes(risk: Risk, *, source: str = "") -> Outcomes:
    """All claims, or those that came from that system, in the order of their keys."""
    rows = Claim.objects.exclude(state=ClaimState.TAKEN_BACK)
    if source:
        rows = rows.filter(external_source=source)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    disputed = _disputed(keys)
    ages = [at - since for _key, (since, at) in sorted(disputed.items())]
    marks: list[list[bool]] = []
    for claim, events in _with_events(keys):
        at = disputed[claim.pk][1] if claim.pk in disputed else _same_age(claim, events, ages)
        marks.append(_marks(risk, claim, events, at))
    return Outcomes(
        tuple(risk.rules),
        np.array(marks, dtype=bool).reshape(len(marks), len(risk.rules)),
        np.array([key in disputed for key in keys], dtype=bool),
    )


def _disputed(keys: Sequence[int]) -> dict[int, tuple[datetime, datetime]]:
    """Of the claims that became disputes: when they were reported, and when the first dispute arose."""
    found: dict[int, tuple[datetime, datetime]] = {}
    first = dict(
        Dispute.objects.filter(claim_id__in=keys).order_by("claim_id", "-at").values_list("claim_id", "at")
    )
    for claim, events in _with_events(keys):
        told = [event.at for event in events if event.name == "disputed"]
        moments = [*told, *([first[claim.pk]] if claim.pk in first else [])]
        if moments:
            found[claim.pk] = claim.reported_at, min(moments)
    return found


def _with_events(keys: Sequence[int]) -> Iterator[tuple[Claim, list[Event]]]:
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        rows = Claim.objects.filter(pk__in=part).select_related("unit").order_by("pk")
        events = JOURNAL.events_of(part)
        yield from ((claim, events.get(claim.pk, [])) for claim in rows)


def _same_age(claim: Claim, events: Sequence[Event], ages: Sequence[timedelta]) -> datetime:
    """When it is looked at: at the age of one of the disputed, each in turn; at its end where that was earlier."""
    ends = [event.at for event in events if event.name in OVER]
    end = min(ends, default=moment.now())
    return min(end, claim.reported_at + ages[claim.pk % len(ages)]) if ages else end


def _marks(risk: Risk, claim: Claim, events: Sequence[Event], at: datetime) -> list[bool]:
    before = [
        event
        for event in events
        if event.at <= at and event.name != "disputed" and not (event.name in OVER and event.at == at)
    ]
    clocks = project(before, rulebook_of(claim), calendar_of(claim.unit))
    found = facts_of(course(before, known(claim)), clocks, at)
    return [found.get(rule.fact, 0) >= rule.at_least for rule in risk.rules.values()]
