"""The complaint as a kind of file: what services that serve every kind are told of it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.casework.kinds import Kind
from redress.casework.untouched import Imports
from redress.complaints import journal_chains
from redress.complaints.case import Case
from redress.complaints.commands.registry import COMMANDS, for_people
from redress.complaints.executor import DOOR
from redress.complaints.importing.commands.take_back_import import TakeBackImport
from redress.complaints.importing.untouched import UNTOUCHED
from redress.complaints.intake.commands.register import Register
from redress.complaints.keeping.destruction import KEEPS
from redress.complaints.letters.dossier import ComplaintContents
from redress.complaints.letters.writing import ComplaintWriting
from redress.complaints.models import Complaint
from redress.complaints.oversight import unmasking
from redress.complaints.recusing.queries import papers
from redress.complaints.speaking import ComplaintSpeaking
from redress.importing import runs
from redress.organisation.kinds import HEADS, TAKING_DUTIES, Duty
from redress.rulebook import State

ENTERED: Final = (
    "number", "unit_id", "received_unit_id", "registered_by_id", "registered_at", "received_at", "channel",
    "import_run_id",
)  # fmt: skip

OWNING: Final = TAKING_DUTIES | HEADS | {Duty.MANAGER}
"""Customer service, else who leads it (FLW-05); a rung of a ladder may be a department's (FLW-13)."""

COMPLAINT: Final = Kind(
    name="complaint",
    label=_("complaint"),
    door=DOOR,
    commands=COMMANDS,
    verifies=journal_chains.verify,
    services=(ComplaintWriting(), ComplaintContents(), ComplaintSpeaking()),
    keeps=KEEPS,
    left_alone=lambda: runs.left_alone(Complaint),
    imports=Imports(UNTOUCHED, lambda run: TakeBackImport(run=run), State.TAKEN_BACK),
    page="desk:case",
    path="complaints",
    title="Complaints",
    example="L2026-0000123",
    opens=Register,
    opening="register",
    given=for_people,
    told_elsewhere=True,
    kept_out=papers.kept_out_of,
    conflicts=("complaints_recusal", "complaint_id", "overridden_at"),
    entered=ENTERED,
    owning=OWNING,
    speaks=lambda row, actor: unmasking.may_unmask(Case(row, moment.now()), actor),
)
