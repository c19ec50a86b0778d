"""Why a day does not count: the data with which a deadline explains itself (CLK-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Reason(Enum):
    """Why a day is not worked."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that does not count; `name` is the holiday's own name, "" for a weekend or an unnamed holiday."""

    date: date
    reason: Reason
    name: str = ""
