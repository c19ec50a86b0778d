"""The commands on complaints, in the order in which a case meets them; buttons follow it."""

from __future__ import annotations

from typing import Final

from redress.complaints.closing.commands.callback import FollowUp, RecordCallback
from redress.complaints.closing.commands.close import Archive, Close, TransferOut, Withdraw
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.closing.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.closing.commands.reinvestigate import OrderReinvestigation
from redress.complaints.closing.commands.revise import ReviseClosure
from redress.complaints.commands.base import Command
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.commands.ladder import AdvanceClock
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.deciding.commands.approve import Approve, RefuseApproval, TakeBackApproval
from redress.complaints.deciding.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.flows.commands.emergency import (
    EndEmergency,
    ReportEmergency,
    SetEmergencyMember,
    StartEmergency,
)
from redress.complaints.flows.commands.flow_steps import Grade, HandOn, HandUp, Verify
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.cohandling import CoHandle, Urge
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.formal_case import OpenFormalCase
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.joint_meeting import JointMeeting
from redress.complaints.handling.commands.order_chain import AskInstruction, HandDown
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.handling.commands.take_back_order import TakeBackOrder
from redress.complaints.importing.commands.add_imported_matters import AddImportedMatters
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.importing.commands.take_back_import import TakeBackImport
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.intake.commands.complainant import ReceivePaper, SetRepresentatives
from redress.complaints.intake.commands.decline import Decline
from redress.complaints.intake.commands.register import Register
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.keeping.commands.dispose import Dispose, ProposeDisposal, RefuseDisposal
from redress.complaints.keeping.commands.hold import LiftHold, PlaceHold
from redress.complaints.law.commands.decide import Decide
from redress.complaints.law.commands.earlier_limit import SetEarlierLimit
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.pausing import Pause, Resume
from redress.complaints.law.commands.review import DecideReview, RequestReview
from redress.complaints.law.commands.telling import RecordAttempt, RecordTelling
from redress.complaints.letters.draft import DraftLetter, DropLetter, ReissueLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.linking.commands.merging import Absorb, Merge
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.complaints.rulebooks.commands.migrate_rulebook import MigrateRulebook

ALL: Final[tuple[type[Command], ...]] = (
    Register,
    ReceivePaper,
    SetRepresentatives,
    Decline,
    Confirm,
    Settle,
    Verify,
    HandOn,
    Grade,
    HandUp,
    Dispatch,
    ReplyOrder,
    RefuseOrder,
    TakeBackOrder,
    HandDown,
    AskInstruction,
    CoHandle,
    Urge,
    JointMeeting,
    RecordContact,
    RecordFinding,
    AttachEvidence,
    Propose,
    Approve,
    RefuseApproval,
    TakeBackApproval,
    AskApproval,
    Authorise,
    RevokeAuthorisation,
    DeclareConflict,
    OverrideRecusal,
    Assign,
    AskExtension,
    TellExtension,
    GiveFeedback,
    RecordCallback,
    Decide,
    RecordTelling,
    RecordAttempt,
    Pause,
    Resume,
    NewFacts,
    SetEarlierLimit,
    RequestReview,
    DecideReview,
    OrderReinvestigation,
    StartEmergency,
    SetEmergencyMember,
    ReportEmergency,
    EndEmergency,
    Execute,
    OpenFormalCase,
    Determine,
    Sign,
    NameResponsible,
    HearPerson,
    JudgePerson,
    AppealJudgement,
    DecideAppeal,
    Close,
    Archive,
    FollowUp,
    ReviseClosure,
    PlaceHold,
    LiftHold,
    ProposeDisposal,
    RefuseDisposal,
    Dispose,
    Amend,
    Reclass,
    Link,
    Unlink,
    Merge,
    Withdraw,
    TransferOut,
    DraftLetter,
    ReviseLetter,
    SubmitLetter,
    ReturnLetter,
    PassLetter,
    SendLetter,
    RecordExecution,
    ReissueLetter,
    DropLetter,
    MigrateRulebook,
    AdvanceClock,
    RecomputeClocks,
    Absorb,
    ImportCase,
    AddImportedMatters,
    TakeBackImport,
)
"""Those of this room; others add theirs (`casework/rooms.py`)."""
