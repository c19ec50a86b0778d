"""New facts and reasons from the customer start the legal limit anew (CLK-05, CLO-08)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, FileHash, PastMoment, RequiredText
from redress.casework.stated import Span
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.law import new_facts
from redress.complaints.stated import RECEIPT
from redress.complaints.writes import GOES_BACK
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES


class NewFacts(Command):
    """Record new facts from the customer: limits count anew from their receipt (CLK-05, CLO-08).

    The same again is no new fact and restarts nothing. What was proposed or decided and not yet told is thought
    over again.
    """

    name = "new_facts"
    act = "work"
    label = gettext_lazy("Record new facts")
    icon = "file-alert"
    cite = ("CLK-05", "CLO-08")
    duties = common.INTAKE_TOO
    moves = {state: new_facts.BACK.get(state, state) for state in OPEN_STATES}
    family = Family.LAW

    times = {"received_at": Span(RECEIPT, "CLO-08")}
    writes = GOES_BACK
    prompts = {"evidence": Prompt(choices=attached.options)}

    what: RequiredText = Field(title=gettext_noop("What is new"))
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: list[FileHash] = Field(default=[], max_length=20, title=gettext_noop("Files"))

    example = {"what": "客户提交住院期间的全部费用清单。", "evidence": [A_FILE]}

    def check(self, case: Case, actor: Actor) -> None:
        attached.check(case.row, self.evidence, "CLO-08", "evidence")
        at = self.received_at or case.now
        new_facts.check(case, self.what, at, self.evidence, fields=("received_at", "what"))

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.received_at or case.now
        new_facts.take(case, actor, self.what, at, self.evidence)
        return {"received_at": at.isoformat(), "files": len(self.evidence)}
