"""A list of reports as a file: pages hand it over, and whoever reads files takes it. A place filled from above."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from redress.claims.catastrophes.listed import Account
from redress.claims.catastrophes.queries import Row as Catastrophe
from redress.organisation.actor import Actor


class Unreadable(Exception):
    """The file is no list of reports. The message says what, why, and what to do; nothing of it was taken."""


class Takes(Protocol):
    """Who reads such files, and has each report taken."""

    def __call__(self, actor: Actor, row: Catastrophe, path: Path, *, name: str = "") -> Account:
        """Every row is accounted for. Raises Unreadable."""


_who: list[Takes] = []


def taken_by(who: Takes) -> None:
    """Who takes lists. Said once, from above."""
    _who[:] = [who]


def take(actor: Actor, row: Catastrophe, path: Path, *, name: str = "") -> Account:
    """Every row is accounted for. Raises Unreadable."""
    return _who[0](actor, row, path, name=name)
