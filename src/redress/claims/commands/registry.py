"""All commands on claims, in the order in which a claim meets them; buttons follow it."""

from __future__ import annotations

from typing import Final

from redress.casework.registry import Registry
from redress.casework.served_command import ServedCommand
from redress.claims.commands.after import (
    CloseClaim,
    RecordDispute,
    ReopenClaim,
    ReturnOriginals,
    WithdrawClaim,
)
from redress.claims.commands.agree import Agree
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.clocks import AdvanceClaim, RecomputeClaim, WeighClaim
from redress.claims.commands.complexity import SetComplexity
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.evidence import AttachToClaim
from redress.claims.commands.import_claim import ImportClaim
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.commands.joining import FollowCatastrophe, JoinCatastrophe, LeaveCatastrophe
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay, PayAscertainable, RefuseAccount
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.commands.policy import AddPerson, CheckPolicy
from redress.claims.commands.questions import AnswerQuestion, AskQuestion, TellProgress
from redress.claims.commands.recuse import AssignClaim, DeclareClaimConflict, OverrideClaimConflict
from redress.claims.commands.report import ReportClaim
from redress.claims.commands.take_back_import import TakeBackClaim
from redress.claims.letters.commands import LETTERS
from redress.claims.states import OVER
from redress.disposal.commands import disposing

ALL: Final[tuple[type[ServedCommand], ...]] = (
    ReportClaim,
    CheckPolicy,
    VerifyContacts,
    JoinCatastrophe,
    LeaveCatastrophe,
    AddPerson,
    SetComplexity,
    ReceiveMaterials,
    AttachToClaim,
    CheckMaterials,
    RequestMore,
    StartInvestigation,
    MakeAppointment,
    EndInvestigation,
    TellProgress,
    AskQuestion,
    AnswerQuestion,
    DecideClaim,
    *LETTERS,
    NotifyDecision,
    Object,
    Agree,
    ChangeAccount,
    ApproveAccount,
    RefuseAccount,
    PayAscertainable,
    Pay,
    ReturnOriginals,
    RecordDispute,
    CloseClaim,
    ReopenClaim,
    WithdrawClaim,
    *disposing(ClaimCommand, OVER),
    ImportClaim,
    TakeBackClaim,
    AssignClaim,
    DeclareClaimConflict,
    OverrideClaimConflict,
    AdvanceClaim,
    WeighClaim,
    RecomputeClaim,
    FollowCatastrophe,
)

FOR_PEOPLE: Final = {
    each.name: each for each in ALL if not (each.creates or each.automatic or each is RecordDispute)
}
"""Commands that a person gives on a claim by their own form; a dispute has one of both files."""

COMMANDS: Final[Registry[ServedCommand]] = Registry()
COMMANDS.assemble(ALL)
