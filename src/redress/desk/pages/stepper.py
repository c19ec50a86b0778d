"""Where a case stands on its way, and which stages it never was in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redress.complaints.states import STATE_LABELS
from redress.rulebook import FINAL_STATES, STAGES, State
from redress.rulebook.lifecycle import STAGE_OF


class Place(StrEnum):
    """Where a stage lies, seen from where the case is."""

    DONE = "done"
    SKIPPED = "skipped"
    """Before the present one, but the case went past it: settled on the spot, decided against the customer's will."""
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage. That in which the case is bears the name of its very state."""

    label: object
    place: Place


def shown(state: State, past: Iterable[str]) -> SafeString:
    """The way as HTML, which many cases have gone so far."""
    return _shown(state, frozenset(past), get_language())


@lru_cache(maxsize=1024)
def _shown(state: State, past: frozenset[str], _language: str | None) -> SafeString:
    return render_to_string("desk/case/stepper.html", {"steps": steps(state, past)})


def steps(state: State, past: Iterable[str]) -> list[Step]:
    """The straight way, with the place of the case on it. `past`: the states it has been in.

    Nothing lies ahead of a case that ended otherwise than by closing.
    """
    here = STAGES.index(STAGE_OF[state])
    been = {STAGES[0], *(STAGE_OF[State(each)] for each in past)}
    found = [
        Step(STATE_LABELS[stage], Place.DONE if stage in been else Place.SKIPPED) for stage in STAGES[:here]
    ]
    found.append(Step(STATE_LABELS[state], Place.HERE))
    if state in FINAL_STATES and state is not State.CLOSED:
        return found
    return found + [Step(STATE_LABELS[stage], Place.AHEAD) for stage in STAGES[here + 1 :]]
