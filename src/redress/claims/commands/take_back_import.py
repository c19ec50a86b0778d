"""Take back a claim that came with an import, while nobody has worked on it (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import drafts
from redress.casework.command import Facts
from redress.casework.refusals import Refusal
from redress.casework.untouched import told
from redress.claims.commands.base import Automatic
from redress.claims.file import OpenClaim
from redress.claims.models import ClaimPaper, ClaimParty, ClaimText, Decision, Payment
from redress.claims.states import ClaimState
from redress.claims.untouched import UNTOUCHED
from redress.clocks.models import Clock
from redress.organisation.actor import Actor

_GOES = (ClaimParty, ClaimPaper, Payment, Decision, ClaimText)
_EMPTIED = ("policy_number", "place", "course", "account", "account_holder", "external_number")


class TakeBackClaim(Automatic):
    """Destroy what an imported claim holds, and leave its number, codes and journal (INT-17).

    Its number in the other system is free, so that the same file can be imported again.
    """

    name = "take_back_import"
    label = gettext_lazy("Take back the import")
    icon = "file-off"
    cite = ("INT-17",)
    within = frozenset(ClaimState) - {ClaimState.TAKEN_BACK}
    takes_back = True

    run: int = Field(title=gettext_noop("Import"))

    @classmethod
    def prepare(cls, work: Sequence[tuple[TakeBackClaim, OpenClaim]]) -> None:
        """Under the locks of the whole batch, one statement a table."""
        numbers = {file.row.pk: file.row.number for _command, file in work}
        if worked_on := UNTOUCHED.by_people(numbers):
            raise Refusal("INT-17", told(sorted(numbers[pk] for pk in worked_on)))
        drafts.forget_files(numbers.values())
        for table in _GOES:
            table._default_manager.filter(claim_id__in=numbers).delete()
        Clock.objects.filter(file_id__in=numbers).delete()

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        row = file.row
        for name in _EMPTIED:
            setattr(row, name, "")
        row.estimate = row.agreed_amount = None
        row.next_due_at, row.next_due_clock = None, ""
        return {"import": self.run}

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return ClaimState.TAKEN_BACK
