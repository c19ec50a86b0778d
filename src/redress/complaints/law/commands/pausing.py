"""Pausing a limit on the grounds of the rulebook, each with proof, and going on (CLK-05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.due import until
from redress.casework.inputs import A_FILE, Code, FileHash, PastMoment, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import Means, Told
from redress.complaints.law import proof, tellings
from redress.complaints.models import Pause as PauseRow
from redress.complaints.queries import options
from redress.complaints.stated import PAUSE, RECEIPT
from redress.complaints.writes import TELLS
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.rulebook import arithmetic
from redress.rulebook.sections.clocks.schema import PauseRule


class ProofGiven(BaseModel):
    """A paper and the attached file that is it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    proof: Code = Field(min_length=1, title=gettext_noop("Paper"))
    evidence: FileHash = Field(title=gettext_noop("File"))


def _grounds(case: Case, *, held: bool) -> list[Option]:
    """Grounds of the rulebook; to go on, those on which the limit is paused."""
    on = open_grounds(case)
    return [Option(each, title(case, each)) for each in grounds(case) if (each in on) is held]


PROOFS: Final[Mapping[str, Prompt]] = {
    "proof": Prompt(choices=lambda case, _actor: options.titled(case.rulebook.method.proofs)),
    "evidence": Prompt(choices=attached.options),
}
"""How a proof and its file are asked for."""


class Pause(Command):
    """Stop the clocks that the rulebook lets stop on this ground, with proof, the customer being told (CLK-05)."""

    name = "pause"
    act = "work"
    label = gettext_lazy("Pause the legal limit")
    icon = "player-pause"
    cite = ("CLK-05",)
    duties = common.HANDLING
    family = Family.LAW

    times = {"since": Span(RECEIPT, "CLK-05"), "told_at": Span(RECEIPT, "CLK-05")}
    writes = TELLS | Writes(add=("complaints_pause",))
    prompts = {"ground": Prompt(choices=lambda case, _actor: _grounds(case, held=False)), **PROOFS}

    ground: Code = Field(min_length=1, title=gettext_noop("Ground"))
    since: PastMoment | None = Field(default=None, title=gettext_noop("Paused from"))
    words: RequiredText = Field(title=gettext_noop("What is waited for"))
    proofs: list[ProofGiven] = Field(default=[], max_length=10, title=gettext_noop("Proof"))
    told_by: Means | None = Field(default=None, title=gettext_noop("Customer told by"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("Customer told at"))

    example = {
        "ground": "appraisal",
        "words": "委托司法鉴定机构鉴定伤残等级。",
        "proofs": [
            {"proof": "commission", "evidence": A_FILE},
            {"proof": "notice_to_customer", "evidence": A_FILE},
        ],
        "told_by": "letter",
    }

    def check(self, case: Case, actor: Actor) -> None:
        rules = grounds(case).get(self.ground)
        if not rules:
            names = listed(title(case, reason) for reason in grounds(case))
            refuse(
                "CLK-05",
                _("This is no ground for a pause. Grounds are: %(grounds)s. Choose one of these.")
                % {"grounds": names},
                "ground",
            )
        if self.ground in open_grounds(case):
            refuse(
                "CLK-05", _("The limit is already paused on this ground. Nothing needs to be done."), "ground"
            )
        self._check_running(case)
        needed = [code for rule in rules.values() for code in rule.proof]
        proof.check_proven(case, list(dict.fromkeys(needed)), self._given(), "CLK-05")
        if self._notice(case) and not self.told_by:
            refuse("CLK-05", _("Say how the customer was told of the pause."), "told_by")

    def _check_running(self, case: Case) -> None:
        """A pause saves no limit that has passed, and stops none that no longer runs."""
        keys = list(grounds(case)[self.ground])
        running = Clock.objects.filter(file_id=case.row.pk, key__in=keys, status__in=["running", "paused"])
        clocks = list(running)
        passed = [clock.due_at for clock in clocks if clock.due_at and clock.status == "running"]
        if not clocks:
            refuse("CLK-05", _("No limit runs that this ground could pause. Go on with the case."), "ground")
        if len(passed) == len(clocks) and max(passed) <= case.now:
            last = {"at": until(max(passed))}
            refuse(
                "CLK-05",
                _(
                    "The limit passed at %(at)s; a pause cannot save it. Decide and tell the customer"
                    " without delay."
                )
                % last,
            )

    def _given(self) -> dict[str, str]:
        return {given.proof: given.evidence for given in self.proofs}

    def _notice(self, case: Case) -> str:
        """The file that is the notice to the customer, '' where the ground needs none."""
        known = case.rulebook.method.proofs
        return next((given.evidence for given in self.proofs if known[given.proof].tells), "")

    def _counts_from(self, case: Case) -> datetime:
        """Its beginning, or the telling where the customer was told of it later than the rulebook allows."""
        since, told = self.since or case.now, self.told_at or case.now
        calendar = calendar_of(case.row.unit)
        asked = [rule.told.within for rule in grounds(case)[self.ground].values() if rule.told]
        late = any(told >= arithmetic.end(since, within, calendar) for within in asked)
        return max(since, told) if late else since

    def do(self, case: Case, actor: Actor) -> Facts:
        since = self._counts_from(case)
        case.add(
            PauseRow(
                complaint=case.row,
                reason=self.ground,
                since=since,
                proof=self._given(),
                words=self.words,
                by_id=actor.id,
                at=case.now,
            )
        )
        if self.told_by:
            tellings.tell(
                case,
                actor,
                Told.PAUSE,
                self.told_by,
                self.told_at or case.now,
                about=self.ground,
                words=self.words,
                proof=self._notice(case),
            )
        case.row.paused = ",".join(sorted({*open_grounds(case), self.ground}))
        case.event("paused", at=since, reason=self.ground)
        return {"ground": self.ground, "since": since.isoformat(), "proof": [*sorted(self._given())]}


class Resume(Command):
    """Let the clocks go on from the day the appraisal or mediation ended, with its outcome (CLK-05)."""

    name = "resume"
    act = "work"
    label = gettext_lazy("Go on with the legal limit")
    icon = "player-play"
    cite = ("CLK-05",)
    duties = common.HANDLING
    family = Family.LAW

    times = {"until": Span(PAUSE, "CLK-05")}
    writes = Writes(change=("complaints_pause",))
    prompts = {"ground": Prompt(choices=lambda case, _actor: _grounds(case, held=True)), **PROOFS}

    ground: Code = Field(min_length=1, title=gettext_noop("Ground"))
    until: PastMoment | None = Field(default=None, title=gettext_noop("Until"))
    outcome: RequiredText = Field(title=gettext_noop("Outcome"))
    proofs: list[ProofGiven] = Field(default=[], max_length=10, title=gettext_noop("Proof"))

    example = {"ground": "appraisal", "outcome": "鉴定为九级伤残。"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.row.paused:
            refuse("CLK-05", _("No limit is paused. Nothing needs to be done."))

    def check(self, case: Case, actor: Actor) -> None:
        pause = self._pause(case)
        if pause is None:
            refuse(
                "CLK-05",
                _("The limit is not paused on this ground. Choose the ground on which it is."),
                "ground",
            )
        needed = [code for rule in grounds(case)[self.ground].values() for code in rule.report]
        given = {each.proof: each.evidence for each in self.proofs}
        proof.check_proven(case, list(dict.fromkeys(needed)), given, "CLK-05")

    def _pause(self, case: Case) -> PauseRow | None:
        return case.row.pauses.filter(reason=self.ground, until=None).first()

    def do(self, case: Case, actor: Actor) -> Facts:
        pause, until = self._pause(case), self.until or case.now
        assert pause is not None
        pause.until, pause.outcome = until, self.outcome
        pause.proof = {**pause.proof, **{given.proof: given.evidence for given in self.proofs}}
        case.change(pause)
        case.row.paused = ",".join(sorted(open_grounds(case) - {self.ground}))
        case.event("resumed", at=until, reason=self.ground)
        return {"ground": self.ground, "since": pause.since.isoformat(), "until": until.isoformat()}


def grounds(case: Case) -> dict[str, dict[str, PauseRule]]:
    """Ground -> clock -> rule: everything that may pause a limit of this case."""
    found: dict[str, dict[str, PauseRule]] = {}
    for key, clock in case.rulebook.method.clocks.items():
        for rule in clock.pauses:
            found.setdefault(rule.reason, {})[key] = rule
    return found


def open_grounds(case: Case) -> set[str]:
    """The grounds on which limits are paused now."""
    return set(filter(None, case.row.paused.split(",")))


def title(case: Case, reason: str) -> str:
    """A ground in words."""
    rules = grounds(case).get(reason)
    return next(iter(rules.values())).title.get(get_language() or "zh") if rules else reason


def end(case: Case, at: datetime) -> None:
    """With the case end its pauses."""
    if case.row.paused:
        for pause in case.row.pauses.filter(until=None):
            pause.until = max(at, pause.since)
            case.change(pause, "until")
        case.row.paused = ""
