"""What a command on a file that services serve is: who may give it, and from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from redress.casework.command import Command
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, Refusal, WrongState, forbidden
from redress.organisation.actor import Actor


class ServedCommand(Command):
    """A command on such a file. A kind has a base of its own, with the duties that work on its files and its states."""

    states: ClassVar[Any]
    """The states of the kind, as choices."""
    moves: ClassVar[Mapping[Any, Any]] = {}
    """From which state to which. A command that leaves the state alone lists `within` instead."""
    within: ClassVar[frozenset[Any]] = frozenset()
    ends_in: ClassVar[frozenset[Any]] = frozenset()
    """Further states in which it leaves the file, where `leads_to` decides."""
    primary: ClassVar[bool] = False
    """Whether it is the natural next step."""
    often: ClassVar[bool] = False
    """Whether it is done with nearly every file: pages have it at hand, and the others behind it."""

    @classmethod
    def begins_in(cls) -> frozenset[Any]:
        """States in which it may be given."""
        return frozenset(cls.moves) or cls.within

    @classmethod
    def states_around(cls) -> frozenset[str]:
        """States in which a file stands before it or after it."""
        return frozenset(map(str, cls.begins_in() | frozenset(cls.moves.values()) | cls.ends_in))

    @classmethod
    def misplaced(cls, file: Any) -> Refusal | None:
        if cls.creates or file.row.state in cls.begins_in():
            return None
        begins = cls.begins_in()
        because = _(
            "%(command)s is not possible while the file is '%(state)s'. Look at what can be done now; this is for: "
            "%(begins)s."
        ) % {
            "command": cls.label,
            "state": cls.states(file.row.state).label,
            "begins": listed(each.label for each in cls.states if each in begins),
        }
        return WrongState("FLW-17", because)

    @classmethod
    def admit(cls, file: Any, actor: Actor) -> None:
        """Refuse whoever has none of `duties` in the file's unit or above it; of a new file, anywhere."""
        if cls.creates and file.row.unit_id is None:
            admitted = actor.system or bool(actor.over(cls.duties))
        else:
            admitted = actor.has_over(cls.duties, file.row.unit_id)
        if not admitted:
            raise forbidden(cls.label, cls.duties)

    @classmethod
    def possible(cls, file: Any, actor: Actor) -> Refusal | None:
        """Why it cannot be given now, whatever its input; None when it can."""
        if (misplaced := cls.misplaced(file)) is not None:
            return misplaced
        first: Refusal | None = None
        for way in actor.ways:
            try:
                cls.admit(file, way)
                cls.ready(file, way)
            except Refusal as refusal:
                first = first or refusal
            else:
                return None
        return first

    def leads_to(self, file: Any) -> StrEnum:
        """The state after `do`."""
        state: StrEnum = self.moves.get(file.row.state, file.row.state)
        return state


class Automatic(ServedCommand):
    """A command that only the system gives, wherever the file stands unless it says where."""

    automatic = True
    duties = frozenset()
    within = frozenset()

    @classmethod
    def begins_in(cls) -> frozenset[Any]:
        return super().begins_in() or frozenset(cls.states)

    @classmethod
    def admit(cls, file: Any, actor: Actor) -> None:
        if not actor.system:
            raise Forbidden(
                "SEC-01", _("%(command)s is done by the system alone. Wait for it.") % {"command": cls.label}
            )


def made(command: type[Command], base: type[ServedCommand]) -> type[ServedCommand]:
    """A command that a service has for every kind, on files of the kind with that base."""
    name = command.__name__ + base.__name__.removesuffix("Command")
    found: type[ServedCommand] = type(
        name, (command, base), {"__module__": base.__module__, "__doc__": command.__doc__}
    )
    return found
