"""Tables of what people are told: alerts on the screen, messages that leave the house, how each attempt went."""

from redress.messages.models.alert import Alert, AlertKind
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
    "StaffContact",
]
