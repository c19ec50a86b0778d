"""All that can be done to a session. Buttons and API operations are made from this list."""

from __future__ import annotations

from redress.committee.door import SessionCommand
from redress.committee.sessions.actions import AssignAction, CompleteAction
from redress.committee.sessions.agenda import AddTopic, SettleItem
from redress.committee.sessions.meeting import Attend, CastVote, Hear, Recuse
from redress.committee.sessions.minutes import CancelSession, SignMinutes, WriteMinutes

ALL: tuple[type[SessionCommand], ...] = (
    AddTopic,
    Attend,
    Recuse,
    Hear,
    CastVote,
    SettleItem,
    AssignAction,
    CompleteAction,
    WriteMinutes,
    SignMinutes,
    CancelSession,
)
"""In the order in which a session meets them."""

BY_NAME: dict[str, type[SessionCommand]] = {command.name: command for command in ALL}
