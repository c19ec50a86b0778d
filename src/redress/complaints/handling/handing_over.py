"""The open cases of somebody who leaves go to a successor, each through the one door (FLW-05, ORG-13)."""

from __future__ import annotations

from collections.abc import Sequence

from redress.casework import handing_over
from redress.casework.many import Result
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.kind_of_file import COMPLAINT
from redress.organisation.actor import Actor


def hand_over(actor: Actor, numbers: Sequence[str], successor: str, reason: str) -> list[Result]:
    """Give each case to the successor, who must handle complaints of its unit and not keep out of it."""
    command = Assign(owner=successor, reason=reason)
    return handing_over.hand_over(COMPLAINT, command, Assign.duties, actor, numbers)
