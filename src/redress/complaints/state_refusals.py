"""Refusals that name the state of a case."""

from __future__ import annotations

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from redress.casework.refusals import WrongState
from redress.complaints.states import STATE_LABELS
from redress.rulebook import State


def disposed(number: str, state: str) -> WrongState:
    """The refusal of any command on a case whose content was destroyed (CLO-10, INT-17)."""
    if state == State.TAKEN_BACK:
        gone = _(
            "Case %(number)s came with an import that was taken back; only its journal is "
            "left. Register the complaint anew if it is still to be handled."
        )
        return WrongState("INT-17", gone % {"number": number})
    return WrongState(
        "CLO-10",
        _(
            "Case %(number)s was disposed of; only its journal is left. Nothing more can be "
            "done; ask an auditor for its certificate."
        )
        % {"number": number},
    )


def wrong_state(command: str | Promise, state: str) -> WrongState:
    """The refusal of a command that does not begin in this state."""
    return WrongState("FLW-17", _wrong_state(command, state))


def _wrong_state_words(command: str | Promise, state: str) -> str:
    return _(
        "%(command)s is not possible while the case is in state '%(state)s'. Look at what can be done now."
    ) % {
        "command": command,
        "state": STATE_LABELS[State(state)],
    }


# Said only when asked: a case page refuses fifty commands and shows how many.
_wrong_state = lazy(_wrong_state_words, str)
