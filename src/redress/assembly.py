"""The one place that names all rooms, and puts together what they bring.

A room below never imports one above it: it holds a place open (a registry, a door's followers) that is filled from
here, once, before anything is asked. Faces read the lists here.
"""

from __future__ import annotations

from redress.assessment import actions, knowledge, spotchecks
from redress.assessment.queries import actions as action_queries
from redress.assessment.queries import knowledge as article_queries
from redress.assessment.queries import samples as sample_queries
from redress.assessment.recording import key_of
from redress.casework.addressed import Addressed
from redress.casework.kinds import KINDS, Kind
from redress.claims import door as claims
from redress.claims.commands.registry import FOR_PEOPLE as ON_CLAIMS
from redress.claims.commands.report import ReportClaim
from redress.claims.kind_of_file import CLAIM
from redress.claims.queries.lists import find as find_claim
from redress.committee import door as sessions
from redress.committee.bodies import coordinators
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.execution import ReportExecution
from redress.committee.commands.refer import DisputeDetermination, ReferToCommittee
from redress.committee.commands.rule import Rule
from redress.committee.commands.take_back import TakeBackReferral
from redress.committee.queries.sessions import opened as opened_session
from redress.committee.sessions.plan import PlanSession
from redress.committee.sessions.registry import ALL as ON_SESSIONS
from redress.complaints import daily, emergencies, ending, lookups, reapproval, signers, standing_aside
from redress.complaints.commands.add_imported_matters import AddImportedMatters
from redress.complaints.commands.approve import Approve, RefuseApproval, TakeBackApproval
from redress.complaints.commands.assign import Assign
from redress.complaints.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.commands.base import Command
from redress.complaints.commands.callback import FollowUp, RecordCallback
from redress.complaints.commands.classify import Amend, Reclass
from redress.complaints.commands.close import Archive, Close, TransferOut, Withdraw
from redress.complaints.commands.cohandling import CoHandle, Urge
from redress.complaints.commands.complainant import ReceivePaper, SetRepresentatives
from redress.complaints.commands.contact import Confirm, RecordContact
from redress.complaints.commands.decide import Decide
from redress.complaints.commands.decline import Decline
from redress.complaints.commands.determine import Determine, Sign
from redress.complaints.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.commands.dispose import Dispose, ProposeDisposal, RefuseDisposal
from redress.complaints.commands.earlier_limit import SetEarlierLimit
from redress.complaints.commands.emergency import (
    EndEmergency,
    ReportEmergency,
    SetEmergencyMember,
    StartEmergency,
)
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.commands.extend import AskExtension, TellExtension
from redress.complaints.commands.flow_steps import Grade, HandOn, HandUp, Verify
from redress.complaints.commands.formal_case import OpenFormalCase
from redress.complaints.commands.hold import LiftHold, PlaceHold
from redress.complaints.commands.import_case import ImportCase
from redress.complaints.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.commands.joint_meeting import JointMeeting
from redress.complaints.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.commands.ladder import Advance
from redress.complaints.commands.linking import Link, Unlink
from redress.complaints.commands.merging import Absorb, Merge
from redress.complaints.commands.migrate_rulebook import MigrateRulebook
from redress.complaints.commands.new_facts import NewFacts
from redress.complaints.commands.order_chain import AskInstruction, HandDown
from redress.complaints.commands.pausing import Pause, Resume
from redress.complaints.commands.perform import Execute
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.commands.recuse import DeclareConflict, OverrideRecusal
from redress.complaints.commands.register import Register
from redress.complaints.commands.registry import COMMANDS, for_people
from redress.complaints.commands.reinvestigate import OrderReinvestigation
from redress.complaints.commands.request import AskApproval
from redress.complaints.commands.review import DecideReview, RequestReview
from redress.complaints.commands.revise import ReviseClosure
from redress.complaints.commands.settle import Settle
from redress.complaints.commands.take_back_import import TakeBackImport
from redress.complaints.commands.take_back_order import TakeBackOrder
from redress.complaints.commands.telling import RecordAttempt, RecordTelling
from redress.complaints.executor import DOOR
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.letters import readdressing
from redress.complaints.letters.draft import DraftLetter, DropLetter, ReissueLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.letters.writing import ComplaintWriting
from redress.complaints.speaking import ComplaintSpeaking
from redress.letters.writing import WRITING
from redress.messages.composing.compose import compose
from redress.messages.house.rounds import MORNING
from redress.messages.speaking import SPEAKING
from redress.policies import asking

ALL: tuple[type[Command], ...] = (
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
    ReferToCommittee,
    DisputeDetermination,
    TakeBackReferral,
    PutOnAgenda,
    Rule,
    ReportExecution,
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
    Advance,
    RecomputeClocks,
    Absorb,
    ImportCase,
    AddImportedMatters,
    TakeBackImport,
)
"""In the order in which a case meets them; buttons follow it."""


BY_NAME: dict[str, type[Command]] = {command.name: command for command in ALL}

FILES: tuple[Kind, ...] = (COMPLAINT, CLAIM)
"""Every kind of file that services serve."""

FOLLOWERS = (
    ending.follow,
    standing_aside.follow,
    readdressing.follow,
    signers.follow,
    emergencies.follow,
    reapproval.follow,
)
"""What goes with every command on a complaint, in this order."""

KINDS.assemble(FILES)
COMMANDS.assemble(ALL)
asking.counted_by(lookups.count)
WRITING.assemble((ComplaintWriting(),))
SPEAKING.assemble((ComplaintSpeaking(presides=coordinators),))
MORNING.assemble((daily.morning,))
DOOR.assemble(followers=FOLLOWERS, composer=compose)

FOR_PEOPLE = for_people()
"""Commands that a person gives on a case."""

ADDRESSED: tuple[Addressed, ...] = (
    Addressed(
        path="complaints",
        title="Complaints",
        thing="complaint",
        number=r"^[A-Z][0-9]{4}-[0-9]{7,12}$",
        example="L2026-0000123",
        door=DOOR,
        opens=Register,
        commands=FOR_PEOPLE,
        opening="register",
    ),
    Addressed(
        path="claims",
        title="Claims",
        thing="claim",
        number=r"^C[0-9]{4}-[0-9]{7,12}$",
        example="C2026-0000123",
        door=claims.DOOR,
        opens=ReportClaim,
        commands=tuple(ON_CLAIMS.values()),
        read=find_claim,
    ),
    Addressed(
        path="sessions",
        title="Committees",
        thing="session",
        number=r"^[A-Z0-9_-]{3,40}$",
        example="SC-C-2026-003",
        door=sessions.DOOR,
        opens=PlanSession,
        commands=ON_SESSIONS,
        read=opened_session,
    ),
    Addressed(
        path="actions",
        title="Corrective actions",
        thing="corrective action",
        number=r"^A-[0-9]{6,12}$",
        example="A-000012",
        door=actions.DOOR,
        opens=actions.OpenAction,
        commands=(actions.ReportActionDone, actions.VerifyAction, actions.HandOnAction),
        read=lambda actor, number: action_queries.opened(actor, key_of(number)),
    ),
    Addressed(
        path="samples",
        title="Spot checks",
        thing="sample",
        number=r"^S-[0-9]{6,12}$",
        example="S-000012",
        door=spotchecks.DOOR,
        opens=spotchecks.DrawSample,
        commands=(spotchecks.CheckCase,),
        read=lambda actor, number: sample_queries.opened(actor, key_of(number))[0],
    ),
    Addressed(
        path="articles",
        title="Knowledge base",
        thing="article",
        number=r"^K-[0-9]{6,12}$",
        example="K-000012",
        door=knowledge.DOOR,
        opens=knowledge.DraftArticle,
        commands=(knowledge.ChangeArticle, knowledge.PublishArticle, knowledge.WithdrawArticle),
        read=lambda actor, number: article_queries.opened(actor, key_of(number)),
    ),
)
"""Kinds of file with commands that people and programs give; the operations of the API are made from this list."""
