"""Papers: received, checked, and what is missing told once (CLM-04)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Codes, Line, PastMoment, PersonName, RequiredText, Text
from redress.casework.listing import listed
from redress.casework.refusals import check_code, refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.claims import choices
from redress.claims.commands import evidence
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.evidence import MOST, HandedIn
from redress.claims.commands.people import same_name
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Verdict, Way
from redress.claims.models import ClaimPaper, PaperNotice
from redress.claims.rules.one_time import piecemeal
from redress.claims.stated import PAPERS, REPORT
from redress.claims.states import UNDECIDED, ClaimState
from redress.claims.telling import counted
from redress.evidence.models import Upload
from redress.organisation.actor import Actor
from redress.rulebook.words import language_of

PAUSE = "supplementing"
"""The ground of the law on which the decision waits while the customer adds papers (Insurance Law, Art. 23)."""


class Lacking(BaseModel):
    """A paper that is missing or not as it must be, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paper: Code = Field(min_length=1, title=gettext_noop("Paper"))
    reason: RequiredText = Field(title=gettext_noop("Why, and what it must be like"))


class ReceiveMaterials(ClaimCommand):
    """Papers came in; with the first of them the customer asks for payment."""

    name = "receive_materials"
    often = True
    label = gettext_lazy("Receive papers")
    icon = "inbox"
    writes = Writes(
        add=("evidence_attachment",), change=("claims_claimpaper",), columns=("originals", "requested_at")
    )
    cite = ("CLM-04",)
    duties = TAKES
    within = frozenset(UNDECIDED)
    times = {"received_at": Span(REPORT)}
    prompts = {"papers": Prompt(choices=choices.asked), "originals": Prompt(choices=choices.asked)}

    papers: Codes = Field(min_length=1, max_length=40, title=gettext_noop("Papers received"))
    originals: Codes = Field(
        default=[], max_length=40, title=gettext_noop("Of these, originals that we keep")
    )
    made_out_to: PersonName = Field(
        default="", title=gettext_noop("Name on them, where it is not the customer's")
    )
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("When they came"))
    files: list[HandedIn] = Field(default=[], max_length=MOST, title=gettext_noop("Photos and scans"))

    _uploads: list[Upload] = PrivateAttr(default_factory=list)

    example = {"papers": ["claim_form", "identity"]}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        for code in self.papers:
            check_code("CLM-04", "papers", code, file.papers)
        for code in self.originals:
            check_code("CLM-04", "originals", code, self.papers)
        for each in self.files:
            if each.paper:
                check_code("CLM-04", "files", each.paper, self.papers)
        self._uploads = evidence.check(file, actor, self, self.files)
        if self.made_out_to and not any(same_name(each.name, self.made_out_to) for each in file.parties):
            refuse(
                "CLM-04",
                _("These papers are made out to somebody who does not stand in the claim. Give them back, or enter the "
                  "person with 'Add a person' first and say what they have to do with it."),
                field="made_out_to",
            )  # fmt: skip

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        at, row = self.received_at or file.now, file.row
        for code in self.papers:
            paper = file.papers[code]
            paper.received_at, paper.verdict = at, ""
            paper.original = paper.original or code in self.originals
            file.change(paper, "received_at", "verdict", "original")
        if self.originals and not row.originals:
            row.originals = True
        if row.requested_at is None:
            row.requested_at = at
            file.event("claim_requested", at)
        adding, missing = file.state is ClaimState.SUPPLEMENTING, still_missing(file)
        # While some of what was told is still to come nothing is to be checked: the time goes on being the customer's.
        name = "papers_added" if adding and missing else "papers_received"
        file.event(name, at, subject={"originals": file.facts["originals"]})
        if adding and not missing:
            file.event("resumed", at, reason=PAUSE)
        facts: Facts = {"papers": list(self.papers), "missing": [*still_missing(file)]}
        if kept := evidence.attach(file, actor, self.files, self._uploads, self._sole):
            facts["files"] = [*kept]
        return facts

    @property
    def _sole(self) -> str:
        """The paper that came, where it is one."""
        return self.papers[0] if len(self.papers) == 1 else ""

    def leads_to(self, file: OpenClaim) -> ClaimState:
        """What was added is checked once all of it is there; until then its time is the customer's."""
        if file.state is ClaimState.SUPPLEMENTING:
            return ClaimState.SUPPLEMENTING if still_missing(file) else ClaimState.CHECKING
        return ClaimState.CHECKING


def still_missing(file: OpenClaim) -> list[str]:
    """Papers that were told to be missing and have not come since."""
    told = {code: notice.told_at for notice in file.notices for code in notice.papers}
    return [code for code, at in told.items() if code in file.papers and not _came(file.papers[code], at)]


def _came(paper: ClaimPaper, since: datetime) -> bool:
    """Whether it fell away, or came after it was told to be missing and nobody found it wanting yet."""
    if paper.verdict == Verdict.SPARED:
        return True
    return paper.received_at is not None and paper.received_at >= since and paper.verdict != Verdict.LACKING


class CheckMaterials(ClaimCommand):
    """All is there and as it must be; or everything that is missing is told, once, with reasons (CLM-04, CLM-05)."""

    name = "check_materials"
    often = True
    label = gettext_lazy("Check papers")
    icon = "list-check"
    writes = Writes(add=("claims_claimpaper", "claims_papernotice"), change=("claims_claimpaper",))
    ends_in = frozenset({ClaimState.SUPPLEMENTING, ClaimState.ADJUSTING, ClaimState.INVESTIGATING})
    cite = ("CLM-04", "insurance-law/22")
    within = frozenset({ClaimState.CHECKING, ClaimState.SUPPLEMENTING})
    primary = True
    times = {"told_at": Span(PAPERS)}
    prompts = {"paper": Prompt(choices=choices.every_paper), "not_needed": Prompt(choices=choices.waiting)}

    lacking: list[Lacking] = Field(
        default=[], max_length=40, title=gettext_noop("Missing or not as required")
    )
    not_needed: Codes = Field(
        default=[], max_length=40, title=gettext_noop("Not needed, or known to us already")
    )
    told_by: Way | None = Field(default=None, title=gettext_noop("How the customer was told"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("When the customer was told"))
    proof: Line = Field(
        default="", title=gettext_noop("What proves an earlier time (recording, receipt, mail)")
    )

    example = {
        "lacking": [{"paper": "traffic_report", "reason": "认定书缺第二页，请补交完整件。"}],
        "told_by": "sms",
    }

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """What has not come, each with what it must be like; the way that the customer chose."""
        language = language_of(get_language() or "")
        rows = []
        for code, each in file.papers.items():
            if each.received_at is None and each.verdict == "":
                must = file.paper(code).requirement
                reason = _("Not received.") + (must.get(language) if must else "")
                rows.append({"paper": code, "reason": reason})
        return {"told_by": str(file.row.told_by), **({"lacking": rows} if rows else {})}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        wanted = [each.paper for each in self.lacking]
        for code in (*wanted, *self.not_needed):
            check_code("CLM-04", "lacking", code, file.rulebook.method.papers)
        refuse_spared(file, wanted)
        if len(wanted) != len(set(wanted)) or set(wanted) & set(self.not_needed):
            refuse("CLM-04", _("Name each paper once: missing, or not needed."), field="lacking")
        if self.told_by is None:
            refuse(
                "CLM-04",
                _("Say how the customer was told: that all is there, or everything that is missing."),
                field="told_by",
            )
        open_ = [
            code
            for code, paper in file.papers.items()
            if paper.received_at is None
            and paper.verdict != Verdict.SPARED
            and code not in {*wanted, *self.not_needed}
        ]
        if open_:
            refuse(
                "CLM-04",
                _("Not received yet: %(papers)s. Name all of them as missing, with the reason, or as not needed: what "
                  "is missing is told once.") % {"papers": titles(file, open_)},
                field="lacking",
            )  # fmt: skip
        if more := piecemeal(file.told_missing, wanted):
            refuse(
                "CLM-04",
                _("The customer was already told once what is missing, and these were not among it: %(papers)s. Decide "
                  "without them, or ask with 'Ask for more papers' and state the new fact that makes them necessary.")
                % {"papers": titles(file, sorted(more))},
                field="lacking",
            )  # fmt: skip

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        at = counted(file, self.told_at, self.proof)
        waited_for = still_missing(file)
        reasons = {each.paper: each.reason for each in self.lacking}
        for code in self.not_needed:
            if code in file.papers and file.papers[code].received_at is None:
                file.papers[code].verdict, file.papers[code].checked_at = Verdict.FINE, file.now
                file.change(file.papers[code], "verdict", "checked_at")
        for code, paper in file.papers.items():
            if paper.received_at is not None and code not in reasons:
                paper.verdict, paper.checked_at = Verdict.FINE, file.now
                file.change(paper, "verdict", "checked_at")
        if self.lacking:
            tell_missing(file, actor, reasons, self.told_by or Way.SMS, at, "")
        else:
            last = max(
                (each.received_at for each in file.papers.values() if each.received_at), default=file.now
            )
            if file.state is ClaimState.SUPPLEMENTING:
                # What was asked for is waited for no longer: the customer's time ends with that.
                file.event("resumed", at, reason=PAUSE)
            # Where the last that was waited for is not needed after all, they are complete only now.
            file.event("papers_complete", max(last, at) if waited_for else last)
            file.event("acceptance_told", at)
            if not file.under_inquiry:
                file.event("adjusting_began")
        return {"complete": not self.lacking, "missing": [*sorted(reasons)]}

    def leads_to(self, file: OpenClaim) -> ClaimState:
        """An investigation that papers came in during goes on: who was told that it began hears how it ended."""
        if self.lacking:
            return ClaimState.SUPPLEMENTING
        return ClaimState.INVESTIGATING if file.under_inquiry else ClaimState.ADJUSTING


class RequestMore(ClaimCommand):
    """Ask for papers that no notice named before: only on a new fact, which is stated (CLM-04)."""

    name = "request_more"
    label = gettext_lazy("Ask for more papers")
    icon = "file-alert"
    writes = Writes(add=("claims_claimpaper", "claims_papernotice"), change=("claims_claimpaper",))
    cite = ("CLM-04", "insurance-law/22")
    within = frozenset(
        {ClaimState.CHECKING, ClaimState.SUPPLEMENTING, ClaimState.ADJUSTING, ClaimState.INVESTIGATING}
    )
    times = {"told_at": Span(PAPERS)}
    prompts = {"paper": Prompt(choices=choices.every_paper), "lacking": Prompt(rows=1)}

    lacking: list[Lacking] = Field(min_length=1, max_length=20, title=gettext_noop("Papers asked for"))
    new_fact: Text = Field(default="", title=gettext_noop("The new fact that makes them necessary"))
    told_by: Way = Field(title=gettext_noop("How the customer was told"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("When the customer was told"))
    proof: Line = Field(
        default="", title=gettext_noop("What proves an earlier time (recording, receipt, mail)")
    )

    example = {
        "lacking": [{"paper": "police_report", "reason": "需要核实车辆是否被盗抢。"}],
        "new_fact": "3 月 9 日交警复核时查明车辆曾于事发前被他人开走。",
        "told_by": "phone",
    }

    def check(self, file: OpenClaim, actor: Actor) -> None:
        for each in self.lacking:
            check_code("CLM-04", "lacking", each.paper, file.rulebook.method.papers)
        refuse_spared(file, [each.paper for each in self.lacking])
        said = {" ".join(notice.new_fact.split()) for notice in file.notices if notice.new_fact}
        if not self.new_fact.strip():
            refuse(
                "CLM-04",
                _("What is missing is told once. To ask again, state the new fact that makes it necessary; without "
                  "one, decide on what is there."),
                field="new_fact",
            )  # fmt: skip
        if " ".join(self.new_fact.split()) in said:
            refuse(
                "CLM-04",
                _(
                    "On this fact the customer was asked before. State what is new, or decide on what is there."
                ),
                field="new_fact",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        reasons = {each.paper: each.reason for each in self.lacking}
        at = counted(file, self.told_at, self.proof)
        tell_missing(file, actor, reasons, self.told_by, at, self.new_fact)
        return {"missing": [*sorted(reasons)]}

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return ClaimState.SUPPLEMENTING


def refuse_spared(file: OpenClaim, codes: list[str]) -> None:
    """Refuse to ask for what has fallen away in a catastrophe."""
    spared = [code for code in codes if code in file.papers and file.papers[code].verdict == Verdict.SPARED]
    if spared:
        refuse(
            "CLM-04",
            _("In this catastrophe nobody is asked for: %(papers)s. Take them out.")
            % {"papers": titles(file, spared)},
            field="lacking",
        )


def tell_missing(
    file: OpenClaim, actor: Actor, reasons: dict[str, str], way: Way, at: datetime, new_fact: str
) -> None:
    """The notice with its reasons; from then on the time is the customer's."""
    for code, reason in reasons.items():
        paper = file.papers.get(code)
        if paper is None:
            paper = file.papers[code] = ClaimPaper(claim=file.row, code=code, asked_at=at)
            paper.verdict, paper.reason, paper.checked_at = Verdict.LACKING, reason, file.now
            file.add(paper)
        else:
            paper.verdict, paper.reason, paper.checked_at = Verdict.LACKING, reason, file.now
            file.change(paper, "verdict", "reason", "checked_at")
    file.add(
        PaperNotice(
            claim=file.row,
            ordinal=len(file.notices) + 1,
            papers=sorted(reasons),
            new_fact=new_fact,
            told_at=at,
            told_by=way,
            by_id=actor.id,
        )
    )
    file.event("papers_missing_told", at)
    file.event("paused", at, reason=PAUSE)


def titles(file: OpenClaim, codes: list[str]) -> str:
    """The papers in words."""
    language = language_of(get_language() or "")
    return listed(file.paper(code).title.get(language) for code in codes)
