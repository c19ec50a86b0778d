"""Matters that another file of the same register has of a case that was imported (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import HASH_PATTERN, RequiredLine
from redress.casework.refusals import Refusal
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic, Command
from redress.complaints.importing import untouched
from redress.complaints.importing.commands.import_case import ImportedMatter, Narrative, matter_row
from redress.complaints.models import CaseText
from redress.complaints.search import of_case
from redress.organisation.actor import Actor
from redress.privacy.opening import UnreadableText, readable
from redress.rulebook import State


class AddImportedMatters(Automatic):
    """Add what a further file of a register says of a case that came with an earlier one (INT-17).

    Only to a case that nobody has worked on. `fingerprint` is a hash of that file's rows, so that the same file,
    imported again, changes nothing; `recovered` is what all matters of the case come to now.
    """

    name = "add_imported_matters"
    act = None
    label = gettext_lazy("Add matters of the register")
    icon = "file-plus"
    cite = ("INT-17",)
    within = frozenset({State.REGISTERED, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED})
    writes = Writes(add=("complaints_matter",), change=("complaints_casetext",))

    fingerprint: str = Field(default="", pattern=HASH_PATTERN)
    matters: tuple[ImportedMatter, ...] = Field(min_length=1, title=gettext_noop("Matters"))
    companies: tuple[RequiredLine, ...] = Field(default=(), title=gettext_noop("Companies concerned"))
    recovered: Decimal = Field(title=gettext_noop("Recovered for the customer"))
    facts: Narrative = ""
    """What is told of the new matters, put below what is there."""

    @classmethod
    def prepare(cls, work: Sequence[tuple[Command, Case]]) -> None:
        """Under the locks of the batch: somebody may have begun with a case since the file was read."""
        if worked_on := untouched.UNTOUCHED.not_as_imported([case.row.pk for _command, case in work]):
            numbers = [case.row.number for _command, case in work if case.row.pk in worked_on]
            raise Refusal("INT-17", untouched.kept(numbers))

    def check(self, case: Case, actor: Actor) -> None:
        """What cannot be read now stays as it is stored; put below it, it would be lost for good."""
        if isinstance(case.row.facts, UnreadableText):
            because = _(
                "The text of case %(number)s cannot be read, so nothing is put below it. Run "
                "'redress keys check' to find out why."
            )
            raise Refusal("SEC-02", because % {"number": case.row.number})

    def do(self, case: Case, actor: Actor) -> Facts:
        row = case.row
        there = row.matters.count()
        for position, matter in enumerate(self.matters, start=there + 1):
            case.add(matter_row(case, position, matter))
        row.recovered = self.recovered
        row.external_parties = list(dict.fromkeys([*row.external_parties, *self.companies]))
        if self.facts:
            row.facts = f"{readable(row.facts)}\n{self.facts}"
        document, parts = of_case(row)
        text = CaseText(complaint=row, document=document, parts=parts)
        text._state.adding = False
        case.change(text)
        return {"fingerprint": self.fingerprint, "matters": there + len(self.matters)}
