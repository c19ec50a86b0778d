"""What timed work does to files of a kind that adds nothing of its own to it."""

from __future__ import annotations

from redress.casework.served_command import Automatic, ServedCommand, made
from redress.clocks.stepping import Recompute, Step


def clocks(base: type[ServedCommand]) -> tuple[type[ServedCommand], ...]:
    """A step of a clock, and clocks computed anew; the system gives them."""

    class Timed(Automatic, base):  # type: ignore[valid-type, misc]
        pass

    Timed.__name__ = base.__name__
    return tuple(made(each, Timed) for each in (Step, Recompute))
