"""Report calls as the call centre recorded them, taken in (CLM-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from redress.claims.models import ReportCall


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `unit` by its key; `mark` says which call it is."""

    unit: int
    called_at: datetime
    rang: int
    answered: bool
    agent: str
    mark: str


def take_in(source: str, calls: Sequence[Call]) -> int:
    """Keep those that are not here yet; how many they were. Inside a transaction."""
    once = {call.mark: call for call in calls}
    here = set(ReportCall.objects.filter(source=source, mark__in=list(once)).values_list("mark", flat=True))
    new = [call for mark, call in once.items() if mark not in here]
    ReportCall.objects.bulk_create(
        ReportCall(
            unit_id=call.unit,
            called_at=call.called_at,
            rang=call.rang,
            answered=call.answered,
            agent=call.agent,
            source=source,
            mark=call.mark,
        )
        for call in new
    )
    return len(new)
