"""Writing a letter of a complaint: draft, revise, drop, issue again (COM-04, COM-07)."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.inputs import ShortLine
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.handling import findings
from redress.complaints.letters.base import LetterCommand, OnOneLetter
from redress.letters.commands.draft import Draft, Drop, Reissue, Revise
from redress.organisation.actor import Actor
from redress.rulebook.sections.letters.schema import LetterRule


def _every_order(case: Case, actor: Actor) -> list[Option]:
    """Orders that a form may be about."""
    return [Option(order.number, f"{order.number} · {order.department}") for order in case.row.orders.all()]


class DraftLetter(Draft, LetterCommand):
    """Begin a form or letter of the rulebook. It gets its number; its text may still be incomplete (COM-07)."""

    act = "work"
    writes = Writes(add=("letters_letter",))
    prompts = {**Draft.prompts, "order": Prompt(choices=_every_order)}

    order: ShortLine = Field(default="", title=gettext_noop("Order"))

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The letter by which an extension is told, while the customer is to be told of one (AUT-05)."""
        if not case.row.notice_owed:
            return {}
        for code, rule in case.rulebook.letters(case.subject).items():
            if rule.tells == "extension":
                return {"kind": code}
        return {}

    def _check_file(self, case: Case, rule: LetterRule) -> None:
        _check_result(case, rule)
        if self.order and not case.row.orders.filter(number=self.order).exists():
            refuse(
                "FLW-03",
                _("This case has no order %(number)s. Check the number.") % {"number": self.order},
                field="order",
            )

    def _about(self) -> str:
        return self.order


def _check_result(case: Case, rule: LetterRule) -> None:
    """Refuse to begin a letter that tells a result while there is none: before it has used up a number (FLW-06)."""
    if rule.telling != "result" or case.row.result_told_at or case.row.decided_at:
        return
    if owed := findings.missing(case):
        refuse(
            "FLW-06",
            _(
                "'%(letter)s' tells the customer a result, and these findings are not on record yet: %(missing)s. "
                "Record them first; no number was used."
            )
            % {
                "letter": rule.title.get(get_language() or "zh"),
                "missing": listed(kind.label for kind in owed),
            },
            field="kind",
        )


class ReviseLetter(Revise, OnOneLetter):
    """Change a draft, or answer a returned letter with its next version. What legal passed never changes (COM-04)."""

    act = "work"
    writes = Writes(add=("letters_letter",))


class ReissueLetter(Reissue, OnOneLetter):
    """Write a letter anew that was sent: under a number of its own, naming the one it replaces (COM-04)."""

    act = "work"
    writes = Writes(add=("letters_letter",))


class DropLetter(Drop, OnOneLetter):
    """Give up a letter that was not sent. Its number stays taken (COM-07)."""

    act = "work"
