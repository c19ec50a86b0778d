"""Tables of the room."""

from redress.claims.models.calls import ReportCall
from redress.claims.models.catastrophe import (
    Catastrophe,
    CatastropheEntry,
    CatastropheNotice,
    CatastropheText,
)
from redress.claims.models.claim import Claim
from redress.claims.models.deciding import Decision, DecisionItem, Payment
from redress.claims.models.journal import ClaimEntry, ClaimText
from redress.claims.models.papers import ClaimPaper, PaperNotice
from redress.claims.models.people import AccountChange, ClaimParty
from redress.claims.models.recusal import ClaimRecusal
from redress.claims.models.service import Appointment, Dispute, Question

__all__ = [
    "AccountChange",
    "Appointment",
    "Catastrophe",
    "CatastropheEntry",
    "CatastropheNotice",
    "CatastropheText",
    "Claim",
    "ClaimEntry",
    "ClaimPaper",
    "ClaimParty",
    "ClaimRecusal",
    "ClaimText",
    "Decision",
    "DecisionItem",
    "Dispute",
    "PaperNotice",
    "Payment",
    "Question",
    "ReportCall",
]
