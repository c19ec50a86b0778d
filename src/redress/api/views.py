"""Answers that are put together from more than one thing."""

from __future__ import annotations

from django.http import HttpRequest

from redress.api.bearer import actor_of
from redress.api.history import ClockOut, ClocksOut, ExplanationOut, PossibleOut, PossiblesOut
from redress.api.schemas import NextStepOut
from redress.casework import moment
from redress.clocks import queries as clocks
from redress.complaints.case import Case
from redress.complaints.commands import registry
from redress.complaints.next_step import next_step
from redress.complaints.queries import case as one
from redress.complaints.queries.case import CaseFile
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Explanation, explain


def case_of(request: HttpRequest, number: str) -> Case:
    """The case as commands see it, for asking. Raises Unknown when the caller may not see it."""
    return Case(one.find(actor_of(request), number), moment.now())


def clocks_of(case: Case, language: str) -> ClocksOut:
    """All clocks of a case with their explanations."""
    states = clocks.states(case.row)
    calendar = calendar_of(case.row.unit)
    return ClocksOut(
        items=[_clock(state, explain(state, case.rulebook, calendar, language, states)) for state in states]
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
        provisional=state.guessed,
        explanation=ExplanationOut.model_validate(why),
    )


def next_step_of(file: CaseFile) -> NextStepOut:
    """What comes next for whoever asks, as the desk shows it."""
    step = next_step(file)
    return NextStepOut(
        turn=step.turn,
        command=step.command.name if step.command else "",
        label=str(step.command.label) if step.command else "",
        reason=step.words,
        rule=step.rule,
        since=step.since,
    )


def possibles_of(case: Case, actor: Actor) -> PossiblesOut:
    """What the actor can do with the case now, as the desk offers it."""
    items = [_possible(offer) for offer in registry.offered(case, actor)]
    return PossiblesOut(version=case.row.version, state=case.state, items=items)


def _possible(offer: registry.Offer) -> PossibleOut:
    kind, refusal = offer.command, offer.refusal
    return PossibleOut(
        command=kind.name,
        label=str(kind.label),
        possible=refusal is None,
        because=str(refusal.because) if refusal else "",
        rule=refusal.rule if refusal else "",
        about=list(offer.about),
    )
