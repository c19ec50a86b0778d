"""Who complains: the papers that prove it, and who speaks for a group (INT-12)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import (
    A_FILE,
    Address,
    Code,
    Email,
    FileHash,
    FileOrNone,
    IdNumber,
    PastMoment,
    PersonName,
    Phone,
)
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import checklist
from redress.complaints.intake.commands.people import Person, party
from redress.complaints.kinds import ComplainantKind, PartyRole
from redress.complaints.models import Paper
from redress.complaints.queries import options
from redress.complaints.stated import RECEIPT
from redress.evidence import attached
from redress.organisation.actor import Actor


def _papers(case: Case, actor: Actor) -> list[Option]:
    checklist = case.rulebook.checklist(case.row.complainant_kind)
    return options.titled({item.code: item for item in checklist})


class ReceivePaper(Command):
    """Record a paper of the complainant's checklist that has come in (INT-12)."""

    name = "receive_paper"
    act = None
    label = gettext_lazy("Record a paper received")
    icon = "file-check"
    cite = ("INT-12",)
    duties = common.INTAKE_TOO
    family = Family.INTAKE

    times = {"received_at": Span(RECEIPT, "INT-12")}
    writes = Writes(add=("complaints_paper",))
    prompts = {"paper": Prompt(choices=_papers), "evidence": Prompt(choices=attached.options)}

    paper: Code = Field(min_length=1, title=gettext_noop("Paper"))
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Copy"))

    example = {"paper": "authorisation", "evidence": A_FILE}

    def check(self, case: Case, actor: Actor) -> None:
        if self.paper not in {item.code for item in case.rulebook.checklist(case.row.complainant_kind)}:
            refuse(
                "INT-12",
                _(
                    "This paper is not asked of this kind of complainant. Choose one that is, or "
                    "attach it as evidence."
                ),
                "paper",
            )
        if case.row.papers.filter(code=self.paper).exists():
            refuse("INT-12", _("This paper has been received already. Nothing needs to be done."), "paper")
        attached.check(case.row, [self.evidence or ""], "INT-12", "evidence")

    def do(self, case: Case, actor: Actor) -> Facts:
        case.add(
            Paper(
                complaint=case.row,
                code=self.paper,
                evidence=self.evidence or "",
                received_at=self.received_at or case.now,
                by_id=actor.id,
            )
        )
        case.event("evidence_attached")
        return {"paper": self.paper}


class Representative(BaseModel):
    """Who speaks for a group. Personal data: the journal keeps it masked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: PersonName = Field(min_length=1, title=gettext_noop("Name"))
    id_number: IdNumber = Field(default="", title=gettext_noop("Identity number"))
    phone: Phone = Field(default="", title=gettext_noop("Telephone"))
    email: Email = Field(default="", title=gettext_noop("E-mail"))
    address: Address = Field(default="", title=gettext_noop("Address"))


class SetRepresentatives(Command):
    """Set or replace who speaks for a joint complaint, with the paper that chose them; at most five (INT-12)."""

    name = "set_representatives"
    act = "work"
    handles = False
    label = gettext_lazy("Set the representatives")
    icon = "users"
    cite = ("INT-12",)
    duties = common.INTAKE_TOO
    family = Family.INTAKE
    writes = Writes(add=("complaints_paper", "complaints_party"), delete=("complaints_party",))
    prompts = {"people": Prompt(rows=5), "evidence": Prompt(choices=attached.options)}
    """A group has up to five representatives (INT-12)."""

    people: list[Representative] = Field(min_length=1, max_length=10, title=gettext_noop("Representatives"))
    evidence: FileHash = Field(title=gettext_noop("Paper by which they were chosen"))

    example = {
        "people": [{"name": "陈秀英", "phone": "13900001234"}],
        "evidence": A_FILE,
    }

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.complainant_kind != ComplainantKind.GROUP:
            refuse(
                "INT-12",
                _(
                    "Only a joint complaint has representatives. Correct the kind of complainant if "
                    "several complain."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        checklist.check_representatives(case.rulebook, case.row.complainant_kind, len(self.people), "people")
        names = [person.name for person in self.people]
        if len(set(names)) != len(names):
            refuse("INT-12", _("The same representative stands twice. Leave one of the two."), "people")
        given = [Person(role=PartyRole.REPRESENTATIVE, **dict(person)) for person in self.people]
        if silent := [person.name for person in given if not checklist.reachable(person)]:
            refuse(
                "INT-12",
                _("Say how each representative is reached; nothing is given for %(names)s.")
                % {"names": listed(silent)},
                "people",
            )
        attached.check(case.row, [self.evidence], "INT-12", "evidence")

    def do(self, case: Case, actor: Actor) -> Facts:
        row = case.row
        replaced, _kinds = row.parties.filter(role=PartyRole.REPRESENTATIVE).delete()
        for person in self.people:
            case.add(party(row, Person(role=PartyRole.REPRESENTATIVE, **dict(person))))
        if not row.papers.filter(code="representatives").exists():
            case.add(
                Paper(
                    complaint=row,
                    code="representatives",
                    evidence=self.evidence,
                    received_at=case.now,
                    by_id=actor.id,
                )
            )
        case.event("amended")
        return {"representatives": len(self.people), "replaced": replaced}
