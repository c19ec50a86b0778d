"""The whole rulebook, section by section."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from redress.rulebook.schema.base import Code, Part
from redress.rulebook.sections.aftercare.schema import CallbackRules, SpotCheckRule
from redress.rulebook.sections.authority.schema import Approver, AuthorityRow
from redress.rulebook.sections.clocks.schema import ClockRule, LadderTimes, LimitTable
from redress.rulebook.sections.codes.schema import (
    AutomaticLevel,
    Bridge,
    Cause,
    Channel,
    ClassSet,
    CommonError,
    Complainant,
    EmotionalNeed,
    Level,
    Trait,
)
from redress.rulebook.sections.committee.schema import Committee
from redress.rulebook.sections.counting.schema import Counting, CountingName
from redress.rulebook.sections.deputies.schema import Deputies
from redress.rulebook.sections.guides.schema import ContactCheck, Guide, Term
from redress.rulebook.sections.handling.schema import (
    BeforeClosing,
    BeforeDispatch,
    Check,
    ClosingRule,
    Determining,
    FormalCase,
    Retention,
    Route,
    Spot,
    Taboo,
    Wording,
)
from redress.rulebook.sections.law.schema import Decline, Proof, Remedy, Review, Telling, Withdrawal
from redress.rulebook.sections.letters.schema import LetterRule
from redress.rulebook.sections.linking.schema import Linking
from redress.rulebook.sections.messages.schema import MessageRule, QuietHours
from redress.rulebook.sections.milestones.schema import Milestone
from redress.rulebook.sections.papers.schema import InsuredLine, Loss, LossCause, Paper
from redress.rulebook.sections.pickup.schema import Pickup
from redress.rulebook.sections.promises.schema import Promise
from redress.rulebook.sections.recusal.schema import Recusal
from redress.rulebook.sections.reports.schema import ReportRule
from redress.rulebook.sections.risk.schema import Risk
from redress.rulebook.sections.special_cases.schema import (
    CallbackFinding,
    Centralised,
    Emergency,
    Gate,
    Judging,
    Rereview,
)
from redress.rulebook.sections.special_flows.schema import Flow
from redress.rulebook.words import Title

Governs = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""Files of which kind a rulebook governs."""


class Source(Part):
    """An article or requirement that rules cite, with its words."""

    title: Title
    text: Title


class Method(Part):
    """A rulebook after `extends` has been resolved."""

    rulebook: str = Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")
    version: str = Field(min_length=1, max_length=40)
    effective: date
    title: Title
    extends: str | None = None
    governs: Governs = "complaints"
    """The kind of file that follows it; a rulebook and what it extends govern the same kind."""
    sources: dict[str, Source] = {}

    channels: dict[Code, Channel] = {}
    flows: dict[Code, Flow] = {}
    gates: dict[Code, Gate] = {}
    callback_findings: dict[Code, CallbackFinding] = {}
    emergency: Emergency | None = None
    centralised: dict[Code, Centralised] = {}
    rereview: Rereview | None = None
    judging: Judging | None = None
    class_sets: dict[Code, ClassSet] = {}
    bridges: dict[Code, Bridge] = {}
    levels: dict[Code, Level] = {}
    automatic_levels: tuple[AutomaticLevel, ...] = ()
    complainants: dict[Code, Complainant] = {}
    emotions: dict[Code, Trait] = {}
    temperaments: dict[Code, Trait] = {}
    needs: dict[Code, EmotionalNeed] = {}
    common_errors: dict[Code, CommonError] = {}
    soothing: dict[Code, Wording] = {}
    taboo: tuple[Taboo, ...] = ()
    routing: tuple[Route, ...] = ()
    dispatch_checks: dict[BeforeDispatch, Check] = {}
    formal_cases: tuple[FormalCase, ...] = ()
    on_the_spot: tuple[Spot, ...] = ()
    authority: dict[Code, AuthorityRow] = {}
    approvers: dict[Code, Approver] = {}
    recusal: Recusal | None = None
    deputies: Deputies | None = None
    ladder_times: LadderTimes | None = None
    clocks: dict[Code, ClockRule] = {}
    limits: dict[Code, LimitTable] = {}
    messages: dict[Code, MessageRule] = {}
    quiet_hours: QuietHours | None = None
    reports: dict[Code, ReportRule] = {}
    closing: tuple[ClosingRule, ...] = ()
    determining: Determining | None = None
    before_closing: dict[BeforeClosing, Check] = {}
    callback: CallbackRules | None = None
    spot_checks: dict[Code, SpotCheckRule] = {}
    committee: Committee = Committee()
    causes: dict[Code, Cause] = {}
    letters: dict[Code, LetterRule] = {}
    proofs: dict[Code, Proof] = {}
    telling: Telling | None = None
    remedies: dict[Code, Remedy] = {}
    review: Review | None = None
    withdrawal: Withdrawal | None = None
    declining: dict[Code, Decline] = {}
    retention: dict[Code, Retention] = {}
    linking: Linking = Linking()
    counting: dict[CountingName, Counting] = {}

    lines: dict[Code, InsuredLine] = {}
    loss_causes: dict[Code, LossCause] = {}
    losses: dict[Code, Loss] = {}
    papers: dict[Code, Paper] = {}
    milestones: dict[Code, Milestone] = {}
    promises: dict[Code, Promise] = {}
    guides: dict[Code, Guide] = {}
    terms: dict[Code, Term] = {}
    contact_check: ContactCheck | None = None
    pickup: Pickup | None = None
    risk: Risk | None = None
