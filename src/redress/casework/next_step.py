"""What comes next on a file, as every face shows it: a command, or whom it waits for (FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.functional import Promise

from redress.casework.command import Command

Given = TypeVar("Given", bound=Command)
"""What commands of the kind are."""


class Turn(StrEnum):
    """Whose turn it is."""

    ME = "me"
    COLLEAGUE = "colleague"
    """Who handles the case, determines or closes it."""
    DEPARTMENT = "department"
    APPROVER = "approver"
    """A superior or second person, who approves or decides a review."""
    CUSTOMER = "customer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NextStep(Generic[Given]):
    """A command that who asks may give now, or none; why it is next, or what is awaited; the rule that asks for it."""

    turn: Turn
    command: type[Given] | None = None
    words: str = ""
    rule: str = ""
    since: datetime | None = None
    about: str | Promise = ""
    """What the command is about, where its name does not say it."""
