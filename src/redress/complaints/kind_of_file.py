"""The complaint as a kind of file: what services that serve every kind are told of it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from redress.casework.kinds import Kind
from redress.casework.untouched import Imports
from redress.complaints import imported_runs, journal_chains
from redress.complaints.commands.register import Register
from redress.complaints.commands.registry import COMMANDS, for_people
from redress.complaints.commands.take_back_import import TakeBackImport
from redress.complaints.destruction import KEEPS
from redress.complaints.executor import DOOR
from redress.complaints.letters.writing import ComplaintWriting
from redress.complaints.models import Complaint
from redress.complaints.queries import papers
from redress.complaints.speaking import ComplaintSpeaking
from redress.complaints.untouched import UNTOUCHED

COMPLAINT: Final = Kind(
    name="complaint",
    label=_("complaint"),
    door=DOOR,
    commands=COMMANDS,
    verifies=journal_chains.verify,
    services=(ComplaintWriting(), ComplaintSpeaking()),
    keeps=KEEPS,
    left_alone=lambda: imported_runs.left_alone(Complaint),
    imports=Imports(UNTOUCHED, lambda run: TakeBackImport(run=run)),
    page="desk:case",
    path="complaints",
    title="Complaints",
    example="L2026-0000123",
    opens=Register,
    opening="register",
    given=for_people,
    told_elsewhere=True,
    kept_out=papers.kept_out_of,
)
