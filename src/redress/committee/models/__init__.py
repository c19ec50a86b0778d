"""Tables of leading groups, coordination committees, their sessions and rulings."""

from redress.committee.models.body import Body, Seat
from redress.committee.models.ruling import Execution, Referral, Ruling
from redress.committee.models.session import Attendee, Item, Session, SessionEntry
from redress.committee.models.voting import Action, Hearing, Recusal, Vote

__all__ = [
    "Action",
    "Attendee",
    "Body",
    "Execution",
    "Hearing",
    "Item",
    "Recusal",
    "Referral",
    "Ruling",
    "Seat",
    "Session",
    "SessionEntry",
    "Vote",
]
