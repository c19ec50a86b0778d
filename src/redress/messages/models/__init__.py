"""Tables of what people are told: alerts on the screen, messages that leave the house, how each attempt went."""

from redress.casework.alert_kinds import AlertKind
from redress.messages.models.alert import Alert
from redress.messages.models.contact import OptOut, StaffContact
from redress.messages.models.message import (
    TROUBLED,
    Attempt,
    Audience,
    Medium,
    Message,
    MessageState,
    Outcome,
)
from redress.messages.models.pause import Pause

__all__ = [
    "TROUBLED",
    "Alert",
    "AlertKind",
    "Attempt",
    "Audience",
    "Medium",
    "Message",
    "MessageState",
    "OptOut",
    "Outcome",
    "Pause",
    "StaffContact",
]
