"""Facts of a filing that its journal did not name when it was entered, told to clocks that ask for them (CLK-09)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from redress.rulebook import Event
from redress.rulebook.projection import told

_NONE: Final = "none"


def since_receipt(events: Sequence[Event], received_at: datetime, callback_finding: str) -> list[Event]:
    """What the filing itself says was so from its receipt on; nothing where the clocks know it already."""
    finding = callback_finding or _NONE
    if not events or told(events)["callback_finding"] == finding:
        return []
    return [Event("amended", received_at, subject={"callback_finding": finding})]
