"""Take back a case that came with an import, while nobody has worked on it (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import drafts
from redress.casework.command import Facts
from redress.casework.refusals import Refusal
from redress.casework.untouched import told
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic, Command
from redress.complaints.importing.untouched import UNTOUCHED
from redress.complaints.keeping import destruction
from redress.complaints.writes import ENDS
from redress.disposal import destruction as emptying
from redress.organisation.actor import Actor
from redress.rulebook import State


class TakeBackImport(Automatic):
    """Destroy what an imported case holds, and leave its number, codes and journal (INT-17).

    The row stays, so that no number is missing, and counts nowhere; its number in the other register is free, so that
    the same file can be imported again. The journal keeps what it said: codes, times, and hashes of the words.
    """

    name = "take_back_import"
    act = None
    label = gettext_lazy("Take back the import")
    icon = "file-off"
    cite = ("INT-17",)
    moves = dict.fromkeys(
        (State.REGISTERED, State.CLOSED, State.ARCHIVED, State.WITHDRAWN, State.TRANSFERRED), State.TAKEN_BACK
    )
    takes_back = True
    writes = ENDS

    run: int = Field(title=gettext_noop("Import"))

    @classmethod
    def prepare(cls, work: Sequence[tuple[Command, Case]]) -> None:
        """Under the locks of the whole batch, one statement a table.

        Whether somebody had worked on the cases was asked of all of them when the import was marked. Since then nobody
        can: what is typed into a form that stood open, or laid beside it, is no work and goes with the case. Asked
        again here, one letter would leave the import half taken back.
        """
        numbers = {case.row.pk: case.row.number for _command, case in work}
        if worked_on := UNTOUCHED.by_people(numbers):
            raise Refusal("INT-17", told(sorted(numbers[pk] for pk in worked_on)))
        drafts.forget_files(numbers.values())
        destruction.take_back(list(numbers))

    def do(self, case: Case, actor: Actor) -> Facts:
        row = case.row
        emptying.empty(destruction.kind(), row, case.now)
        row.counted, row.retain_until = False, None
        row.next_due_at, row.late_from, row.next_due_clock, row.legal_due_at = None, None, "", None
        return {"import": self.run}
