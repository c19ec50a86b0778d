"""How late the sweeper is."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min

from redress.casework import moment
from redress.clocks.models import Clock


def oldest_due() -> datetime | None:
    """Since when the step that has waited longest is due; None when none is. By index; as the system."""
    found: datetime | None = Clock.objects.filter(next_step_at__lte=moment.now()).aggregate(
        at=Min("next_step_at")
    )["at"]
    return found
