"""Extension of the legal limit: asked with a reason, told to the customer (AUT-05)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, FileOrNone, Line, Moment, PastMoment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import approvals, authority
from redress.complaints.kinds import Asked, ContactKind, Means, Told
from redress.complaints.law import extension, tellings
from redress.complaints.models import Contact
from redress.complaints.queries import options
from redress.complaints.speaking import notice_of_extension
from redress.complaints.stated import EXTENSION
from redress.complaints.writes import TELLS
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.rulebook.known import LEGAL_LIMIT


def _extensible(case: Case, actor: Actor) -> list[Option]:
    clocks = case.rulebook.method.clocks
    return options.titled({key: clock for key, clock in clocks.items() if clock.extends})


class AskExtension(Command):
    """Ask the superior unit, or senior management of the head office, for more time; once only (AUT-05)."""

    name = "ask_extension"
    act = "work"
    label = gettext_lazy("Ask for an extension of the limit")
    icon = "alarm"
    cite = ("AUT-05",)
    family = Family.LAW
    duties = common.HANDLING
    told = frozenset({"reason"})

    times = {"needed_by": Span(NOW, "AUT-02", FURTHEST)}
    writes = Writes(add=("complaints_approval", "complaints_contact"))
    prompts = {"clock": Prompt(choices=_extensible)}

    clock: Code = Field(default=LEGAL_LIMIT, title=gettext_noop("Limit"))
    reason: RequiredText = Field(title=gettext_noop("Reason, which the customer is told"))
    needed_by: Moment | None = Field(default=None, title=gettext_noop("Answer needed by"))

    _whom: authority.Asked = PrivateAttr()

    example = {"clock": "resolution_law", "reason": "案情复杂，尚待医院出具病历。"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        rules = [rule.extends for rule in case.rulebook.method.clocks.values() if rule.extends]
        if not rules:
            refuse(
                "AUT-05",
                _(
                    "The rulebook lets no limit be extended. Decide within the limit, or tell the "
                    "customer how it stands."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        extension.check_clock(case, self.clock)
        chain = authority.chain_of(case)
        self._whom = authority.next_extender(
            case, extension.approvers(case, self.clock), chain, without=actor.people
        )

    def do(self, case: Case, actor: Actor) -> Facts:
        new = approvals.ask(
            case,
            actor,
            Asked.EXTENSION,
            self._whom,
            question=self.reason,
            clock=self.clock,
            needed_by=self.needed_by,
        )
        return {"approval": approvals.label(new.number), "clock": self.clock} | self._whom.facts


class TellExtension(Command):
    """Tell the customer that the limit was extended, and why, with proof (AUT-05, COM-06)."""

    name = "tell_extension"
    settles = "extension_told"
    act = "work"
    handles = False
    label = gettext_lazy("Tell the customer of the extension")
    icon = "phone"
    cite = ("AUT-05",)
    family = Family.LAW
    duties = common.INTAKE_TOO
    told = frozenset({"words"})

    times = {"at": Span(EXTENSION, "AUT-05")}
    writes = TELLS
    prompts = {"evidence": Prompt(choices=attached.options)}

    means: Means = Field(title=gettext_noop("Means"))
    words: RequiredText = Field(title=gettext_noop("What was said"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Proof"))
    reference: Line = Field(default="", title=gettext_noop("Number of the letter, message or recording"))

    example = {
        "means": "call",
        "words": "已说明延长三十日的原因和新的期限。",
        "reference": "录音 301",
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The house's own words, with the reason and the new limit (AUT-05)."""
        return {"words": notice_of_extension(case)} if case.row.notice_owed else {}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.row.notice_owed:
            refuse(
                "AUT-05",
                _(
                    "There is no extension that the customer has not been told of. Ask for an "
                    "extension first."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        tellings.check_means(case, Told.EXTENSION, self.means, self.evidence or "", self.reference)
        attached.check(case.row, [self.evidence or ""], "COM-06", "evidence")

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.at or case.now
        case.add(
            Contact(
                complaint=case.row,
                kind=ContactKind.PROGRESS,
                means=self.means,
                at=at,
                words=self.words,
                by_id=actor.id,
            )
        )
        tellings.tell(
            case,
            actor,
            Told.EXTENSION,
            self.means,
            at,
            words=self.words,
            proof=self.evidence or "",
            reference=self.reference,
        )
        extension.told(case, at)
        case.event("contacted", at=at)
        case.event("progress_told", at=at)
        return {"means": self.means, "at": at.isoformat()}
