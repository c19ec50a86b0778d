"""Answers that are put together from more than one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redress.api.schemas import ClockOut, ClocksOut, ComplaintOut, ExplanationOut, PossibleOut, PossiblesOut
from redress.clocks import queries as clocks
from redress.complaints import moment
from redress.complaints.case import Case
from redress.complaints.commands import registry
from redress.complaints.queries.case import CaseFile
from redress.complaints.rulebooks import rulebook_of
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Explanation, explain

if TYPE_CHECKING:
    from redress.complaints.models import Complaint


def complaint_of(file: CaseFile) -> ComplaintOut:
    return ComplaintOut.model_validate(file.row)


def clocks_of(row: Complaint, language: str) -> ClocksOut:
    """All clocks of a case with their explanations."""
    states = clocks.states(row)
    book, calendar = rulebook_of(row), calendar_of(row.unit)
    return ClocksOut(
        items=[_clock(state, explain(state, book, calendar, language, states)) for state in states]
    )


def _clock(state: ClockState, why: Explanation) -> ClockOut:
    return ClockOut(
        key=state.key,
        about=state.about,
        occurrence=state.occurrence,
        group=state.group,
        status=state.status,
        started_at=state.started_at,
        due_at=state.due_at,
        warn_at=state.warn_at,
        stopped_at=state.stopped_at,
        provisional=state.provisional,
        explanation=ExplanationOut.model_validate(why),
    )


def possibles_of(row: Complaint, actor: Actor) -> PossiblesOut:
    """What the actor can do with the case now."""
    case = Case(row, moment.now())
    items = [
        PossibleOut(command=kind.name, label=str(kind.label), possible=True)
        if refusal is None
        else PossibleOut(
            command=kind.name,
            label=str(kind.label),
            possible=False,
            because=str(refusal.because),
            rule=refusal.rule,
        )
        for kind, refusal in registry.possible(case, actor)
    ]
    return PossiblesOut(version=row.version, state=case.state, items=items)
