"""States of a case as Django choices; the states and their words are the rulebook room's."""

from __future__ import annotations

from django.utils.functional import lazystr
from django.utils.translation import get_language

from redress.rulebook import State
from redress.rulebook.lifecycle import TITLES


class _Label:
    def __init__(self, state: State) -> None:
        self.state = state

    def __str__(self) -> str:
        return TITLES[self.state].get(get_language() or "zh")


STATE_LABELS = {state: lazystr(_Label(state)) for state in State}
CASE_STATES = [(state.value, label) for state, label in STATE_LABELS.items()]

ENDED = frozenset({State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED, State.DECLINED, State.MERGED})
"""Where a case may be disposed of; an open or merely closed one never is."""
