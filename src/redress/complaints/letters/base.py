"""Who writes letters of a complaint, and from where."""

from __future__ import annotations

from typing import ClassVar

from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.handling.commands.contact import admit_handlers
from redress.letters.commands.common import OnLetter
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import OPEN_STATES, State


class LetterCommand(Command):
    """A command on letters: possible as long as the case is not archived."""

    duties: ClassVar[frozenset[Duty]] = common.INTAKE_TOO | common.DEPARTMENT
    within = OPEN_STATES | {State.CLOSED}
    family = Family.LETTERS

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        admit_handlers(cls, case, actor)


class OnOneLetter(OnLetter, LetterCommand, OnOne):
    """A step of one letter of a complaint."""
