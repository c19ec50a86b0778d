"""Whether imported claims are still as they came (INT-17)."""

from __future__ import annotations

from typing import Final

from redress.casework.untouched import Untouched
from redress.claims.journal import JOURNAL

UNTOUCHED: Final = Untouched(
    JOURNAL,
    frozenset(
        {
            "claims.claimparty", "claims.claimpaper", "claims.decision", "claims.payment", "claims.claimentry",
            "claims.claimtext", "clocks.clock", "outbox.alert", "outbox.message",
        }
    ),
)  # fmt: skip
