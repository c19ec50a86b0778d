"""What verifying looked at and what did not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

LOOKED_AT = (
    gettext_noop("checkpoints"),
    gettext_noop("checkpoint files"),
    gettext_noop("seals"),
    gettext_noop("rows"),
    gettext_noop("journals"),
    gettext_noop("other journals"),
    gettext_noop("files"),
)
Progress = Callable[[str], None]
"""Told what is being looked at, now and then."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` names the thing, `what` is a source string of the catalogue."""

    where: str
    what: str


@dataclass
class Report:
    """Counts by name, and every fault."""

    looked_at: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    until: int = 0

    def saw(self, what: str, number: int) -> None:
        self.looked_at[what] = self.looked_at.get(what, 0) + number

    def fault(self, where: str, what: str) -> None:
        self.faults.append(Fault(where, what))
