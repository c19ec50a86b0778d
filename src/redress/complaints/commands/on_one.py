"""Commands on one thing of a case - a letter, an authorisation, a link: offered with that thing (FLW-17).

Faces offer such a command only where there is something to give it about. Whether there is takes reading, so the page
of a case, which asks every command what it may, leaves these to the sections that show the things.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redress.casework.command import Facts
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.organisation.actor import Actor


class OnOne(Command):
    """A command whose input says which thing of the case it is about."""

    @classmethod
    def things(cls, case: Case, actor: Actor) -> Iterable[Any]:
        """The things of that kind that the case has and the actor may read."""
        raise TypeError(f"{cls.__name__} does not say what it is about")

    @classmethod
    def takes(cls, case: Case, actor: Actor, thing: Any) -> bool:
        """Whether it can be given about that thing now, by this actor, as far as that can be told without input."""
        raise TypeError(f"{cls.__name__} does not say what it takes")

    @classmethod
    def naming(cls, thing: Any) -> Facts:
        """The input that says which thing."""
        raise TypeError(f"{cls.__name__} does not say how it names a thing")

    @classmethod
    def offered(cls, case: Case, actor: Actor, thing: Any) -> bool:
        """Whether faces offer it beside that thing, in whichever of the actor's ways."""
        if cls.possible(case, actor) is not None:
            return False
        return any(cls.takes(case, way, thing) for way in actor.ways)
