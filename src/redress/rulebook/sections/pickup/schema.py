"""How soon report calls are to be picked up (CLM-02)."""

from __future__ import annotations

from pydantic import Field

from redress.rulebook.schema.base import Rule


class Pickup(Rule):
    """So many percent of the calls are answered within so many seconds. Nights are counted apart, from the hour to the
    hour; a call at the hour in which night begins is one of the night."""

    within_seconds: int = Field(ge=1, le=600)
    share: int = Field(ge=1, le=100)
    night_from: int = Field(ge=0, le=23)
    night_until: int = Field(ge=0, le=23)
