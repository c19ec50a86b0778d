"""Declining a complaint made without authority (INT-12, 2020-3 Art. 18)."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, Code, FileOrNone, Line, PastMoment, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import Span
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import checklist
from redress.complaints.kinds import Means, Told
from redress.complaints.law import tellings
from redress.complaints.queries import options
from redress.complaints.stated import RECEIPT
from redress.complaints.writes import ENDS, TELLS
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State


class Decline(Command):
    """Decline a complaint that comes from neither the complainant nor anybody with authority, with notice (INT-12)."""

    name = "decline"
    act = "decide"
    label = gettext_lazy("Decline the complaint")
    icon = "circle-x"
    cite = ("INT-12",)
    duties = common.HANDLING
    moves = dict.fromkeys((State.REGISTERED, State.RETURNED, State.INVESTIGATING), State.DECLINED)
    family = Family.INTAKE

    times = {"told_at": Span(RECEIPT, "INT-12")}
    writes = TELLS | ENDS
    prompts = {
        "ground": Prompt(choices=lambda case, _actor: options.titled(case.rulebook.method.declining)),
        "evidence": Prompt(choices=attached.options),
    }

    ground: Code = Field(min_length=1, title=gettext_noop("Ground"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    means: Means = Field(title=gettext_noop("Notice given by"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("Notice given at"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Proof"))
    reference: Line = Field(default="", title=gettext_noop("Number of the letter, message or recording"))

    example = {
        "ground": "no_authorisation",
        "reasons": "来电人未能提供投诉人签名的授权委托书。",
        "means": "call",
        "evidence": A_FILE,
    }

    def check(self, case: Case, actor: Actor) -> None:
        known, language = case.rulebook.method.declining, get_language() or "zh"
        rule = known.get(self.ground)
        if rule is None:
            names = listed(entry.title.get(language) for entry in known.values())
            refuse(
                "INT-12",
                _(
                    "A complaint is declined only on these grounds: %(grounds)s. Choose one of "
                    "them, or handle the complaint."
                )
                % {"grounds": names},
                "ground",
            )
        if rule.judged_by and not actor.has_over(
            frozenset(Duty(duty) for duty in rule.judged_by), case.row.unit_id
        ):
            duties = listed(Duty(duty).label for duty in rule.judged_by)
            raise Forbidden(
                "INT-12",
                _("This ground is judged by: %(duties)s. Ask one of them.") % {"duties": duties},
                "ground",
            )
        if rule.lacks:
            asked = {item.code for item in case.rulebook.checklist(case.row.complainant_kind)}
            missing = {item.code for item in checklist.missing(case)}
            if not missing & set(rule.lacks) & asked:
                refuse(
                    "INT-12",
                    _(
                        "Nothing of this is missing; the complaint is to be handled. Choose another "
                        "ground, or handle it."
                    ),
                    "ground",
                )
        tellings.check_means(case, Told.DECLINE, self.means, self.evidence or "", self.reference)
        attached.check(case.row, [self.evidence or ""], "INT-12", "evidence")

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.told_at or case.now
        tellings.tell(
            case,
            actor,
            Told.DECLINE,
            self.means,
            at,
            about=self.ground,
            words=self.reasons,
            proof=self.evidence or "",
            reference=self.reference,
        )
        ended = common.end_orders(case)
        case.event("declined")
        return {"ground": self.ground, "told_at": at.isoformat(), "ended_orders": [*ended]}
