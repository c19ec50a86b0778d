"""The emergency process as the case page shows it (FLW-16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from redress.casework import moment, titles
from redress.casework.rulebooks import rulebook_of
from redress.clocks.models import Clock
from redress.complaints.kinds import EmergencyState
from redress.complaints.models import Complaint, Emergency, EmergencyEntry, EmergencyMember


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is due."""

    title: str
    at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class EmergencyPage:
    """`known`: whether the rulebook has such a process at all."""

    known: bool
    process: Emergency | None
    because: str
    running: bool
    team: Sequence[tuple[EmergencyMember, str]]
    """Each with the task in words."""
    entries: Sequence[tuple[EmergencyEntry, str]]
    """Newest first, each with its tone in words."""
    due: Sequence[Due]


def emergency_page(row: Complaint) -> EmergencyPage:
    """Four queries; none where no process was ever started."""
    book, language = rulebook_of(row), get_language() or "zh"
    rule = book.method.emergency
    if not row.emergency:
        return EmergencyPage(rule is not None, None, "", False, (), (), ())
    clocks = Clock.objects.filter(file_id=row.pk, status="running", key__startswith="emergency_").order_by(
        "due_at"
    )
    entries = row.emergency_entries.select_related("by").order_by("-at", "-id")
    media = rule.media if rule else {}
    process = Emergency.objects.select_related("started_by", "ended_by").filter(complaint=row).first()
    return EmergencyPage(
        known=True,
        process=process,
        because=titles.again(book, process.because) if process else "",
        running=row.emergency == EmergencyState.RUNNING,
        team=[(each, titles.again(book, each.task)) for each in row.emergency_team.select_related("user")],
        entries=[
            (each, media[each.tone].get(language) if each.tone in media else each.tone) for each in entries
        ],
        due=[
            Due(
                book.clock(each.key).title.get(language),
                each.due_at,
                each.due_at is not None and each.due_at <= moment.now(),
            )
            for each in clocks
        ],
    )
