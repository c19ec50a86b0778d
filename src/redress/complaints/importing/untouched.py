"""Whether imported complaints are still as they came (INT-17)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.untouched import SHOWN, Untouched
from redress.complaints.journal import JOURNAL

UNTOUCHED: Final = Untouched(
    JOURNAL,
    frozenset(
        {
            "complaints.matter", "complaints.party", "complaints.casetext", "complaints.journalentry",
            "complaints.journaltext", "complaints.share", "clocks.clock", "outbox.alert", "outbox.message",
            "complaints.urgingnotice",
        }
    ),
)  # fmt: skip


def kept(numbers: list[str]) -> str:
    """Why nothing is added to cases."""
    return _("Somebody has worked on %(cases)s; nothing of another file is added there.") % {
        "cases": listed(numbers[:SHOWN])
    }
