"""Closing, archiving and the other ends of a case."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework import retention
from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, FileOrNone, PastMoment, RequiredText, Text
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing import closers, gate
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.law import proof
from redress.complaints.queries import offers
from redress.complaints.stated import RECEIPT
from redress.complaints.writes import ENDS
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class Close(Command):
    """Close the case: only by who may, and only when nothing is missing (CLO-01, CLO-02, CLO-05)."""

    name = "close"
    act = "work"
    label = gettext_lazy("Close")
    icon = "lock-check"
    cite = ("CLO-01", "CLO-02", "CLO-05")
    family = Family.CLOSING
    duties = common.INTAKE_TOO
    moves = {State.DETERMINED: State.CLOSED}
    primary = True
    writes = ENDS

    remark: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"remark": "客户已确认到账"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        super().admit(case, actor)
        closers.check_closes(case, actor)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if missing := gate.missing(case):
            language = get_language() or "zh"
            between = "；" if language.startswith("zh") else "; "
            words = between.join(item.text.get(language).rstrip("。.") for item in missing)
            refuse(
                missing[0].cite[0],
                _("The case cannot be closed yet: %(missing)s. Settle these first.") % {"missing": words},
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        case.row.closed_at, case.row.closed_by_id = case.now, actor.id
        ended = common.end_orders(case)
        case.event("closed")
        return {"ended_orders": [*ended]}


class Archive(Command):
    """Archive a closed case; papers are kept for the period the rulebook sets (CLO-10)."""

    name = "archive"
    act = "work"
    label = gettext_lazy("Archive")
    icon = "archive"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = common.INTAKE_TOO
    moves = {State.CLOSED: State.ARCHIVED}
    primary = True
    writes = Writes(columns=("archived_at",))
    example = {}

    def do(self, case: Case, actor: Actor) -> Facts:
        case.row.archived_at = case.now
        case.row.retain_until = retention.until(case.rulebook, case.row.closed_at or case.now)
        case.event("archived")
        return {"retain_until": case.row.retain_until.isoformat()}


class Withdraw(Command):
    """The customer withdraws: the case ends the day the request was received (INT-13)."""

    name = "withdraw"
    act = "work"
    label = gettext_lazy("Withdraw")
    icon = "circle-minus"
    cite = ("INT-13",)
    family = Family.CLOSING
    duties = common.INTAKE_TOO
    moves = dict.fromkeys(OPEN_STATES, State.WITHDRAWN)

    times = {"received_at": Span(RECEIPT, "INT-13")}
    writes = ENDS
    prompts = {"evidence": Prompt(choices=attached.options)}

    request: RequiredText = Field(title=gettext_noop("The customer's request"))
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("File of the request"))

    example = {"request": "客户来函表示问题已解决，撤回投诉。", "evidence": A_FILE}

    def check(self, case: Case, actor: Actor) -> None:
        rule = case.rulebook.method.withdrawal
        if rule is not None:
            given = {rule.proof[0]: self.evidence} if self.evidence else {}
            proof.check_proven(case, rule.proof, given, "INT-13", "evidence")

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.received_at or case.now
        ended = common.end_orders(case)
        case.since = at
        case.event("withdrawn", at=at)
        case.event("withdrawn")  # also ends what was started between the request and its entry
        return {"received_at": at.isoformat(), "ended_orders": [*ended], "file": self.evidence}


class TransferOut(Command):
    """Not a complaint in the sense of the method: hand it to the function responsible, with a record (INT-11)."""

    name = "transfer_out"
    act = "work"
    label = gettext_lazy("Transfer out of scope")
    went = gettext_lazy("Transferred to %(department)s.")
    icon = "arrow-forward-up"
    cite = ("INT-11",)
    family = Family.INTAKE
    duties = common.INTAKE_TOO
    moves = {State.REGISTERED: State.TRANSFERRED, State.RETURNED: State.TRANSFERRED}
    writes = ENDS
    prompts = {"to": Prompt(choices=offers.departments)}

    to: int = Field(title=gettext_noop("Department"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"to": 15, "reason": "属于业务咨询，转相关部门答复。"}

    def check(self, case: Case, actor: Actor) -> None:
        common.addressed(case, self.to, "to")

    def do(self, case: Case, actor: Actor) -> Facts:
        to = common.department(case, self.to, "to")
        case.share("transfer", department=to.pk)
        ended = common.end_orders(case)
        case.event("transferred")
        return {"to": to.pk, "ended_orders": [*ended]}
