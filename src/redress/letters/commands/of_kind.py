"""The commands of letters for a kind of file that adds nothing of its own to them."""

from __future__ import annotations

from redress.casework.served_command import ServedCommand, made
from redress.letters.commands.draft import Draft, Drop, Revise
from redress.letters.commands.send import Send


def letters(base: type[ServedCommand]) -> tuple[type[ServedCommand], ...]:
    """Draft, revise, send and drop, given by whoever works on such files, where `base` may be given."""
    return tuple(made(each, base) for each in (Draft, Revise, Send, Drop))
