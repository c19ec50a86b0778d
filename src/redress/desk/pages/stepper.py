"""Where a case stands on its way."""

from __future__ import annotations

from dataclasses import dataclass

from redress.complaints.states import STATE_LABELS
from redress.rulebook import STAGES, State
from redress.rulebook.lifecycle import STAGE_OF


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: 'done', 'here' or 'ahead'. The stage where the case is bears the name of its very state."""

    label: object
    place: str


def steps(state: State) -> list[Step]:
    """The straight way, with the place of the case on it."""
    here = STAGES.index(STAGE_OF[state])
    found = []
    for number, stage in enumerate(STAGES):
        place = "done" if number < here else "here" if number == here else "ahead"
        label = STATE_LABELS[state if number == here else stage]
        found.append(Step(label, place))
    return found
