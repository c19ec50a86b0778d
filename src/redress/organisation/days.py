"""Days of the insurer's zone as instants."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The instant at which the day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
