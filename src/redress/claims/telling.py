"""When the customer counts as told of the decision (CLM-08, Insurance Law, Art. 24)."""

from __future__ import annotations

from datetime import datetime

from redress.claims.file import OpenClaim
from redress.claims.kinds import Way


def tell(file: OpenClaim, by: Way, at: datetime) -> None:
    """The last decision was told; its clocks end."""
    made = file.decision
    assert made is not None
    made.told_at, made.told_by = at, by
    file.change(made, "told_at", "told_by")
    file.event("claim_decision_told", at)
