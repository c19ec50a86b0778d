"""Tables of the case."""

from redress.complaints.models.approval import Approval, Authorisation
from redress.complaints.models.callback import Callback
from redress.complaints.models.case import Complaint
from redress.complaints.models.decision import Cause, Finding, Proposal, SignOff
from redress.complaints.models.emergency import Emergency, EmergencyEntry, EmergencyMember
from redress.complaints.models.flows import FlowStep
from redress.complaints.models.handling import Contact, Order, Share, UrgingNotice
from redress.complaints.models.journal import JournalEntry, JournalText
from redress.complaints.models.keeping import Revision
from redress.complaints.models.law import EarlierLimit, NewFacts, Paper, Pause, Telling
from redress.complaints.models.link import Link
from redress.complaints.models.matter import Matter
from redress.complaints.models.oversight import Judgement, Rereview
from redress.complaints.models.party import Party
from redress.complaints.models.recusal import Recusal
from redress.complaints.models.resolution import Decision, Review
from redress.complaints.models.text import CaseText

__all__ = [
    "Approval",
    "Authorisation",
    "Callback",
    "CaseText",
    "Cause",
    "Complaint",
    "Contact",
    "Decision",
    "EarlierLimit",
    "Emergency",
    "EmergencyEntry",
    "EmergencyMember",
    "Finding",
    "FlowStep",
    "JournalEntry",
    "JournalText",
    "Judgement",
    "Link",
    "Matter",
    "NewFacts",
    "Order",
    "Paper",
    "Party",
    "Pause",
    "Proposal",
    "Recusal",
    "Rereview",
    "Review",
    "Revision",
    "Share",
    "SignOff",
    "Telling",
    "UrgingNotice",
]
