"""When the customer counts as told of the decision (CLM-08, Insurance Law, Art. 24)."""

from __future__ import annotations

from datetime import datetime

from redress.claims.file import OpenClaim
from redress.claims.kinds import Way


def counted(file: OpenClaim, at: datetime | None, proof: str) -> datetime:
    """When something counts as told that is written down later: when it was written, unless proof names the time.

    The customer's time begins with the telling: nobody gains days by writing that it was long ago (Insurance Law,
    Art. 22 and 23; INT-07 says the same of complaints).
    """
    return at if at is not None and proof.strip() else file.now


def tell(file: OpenClaim, by: Way, at: datetime) -> None:
    """The last decision was told; its clocks end."""
    made = file.decision
    assert made is not None
    made.told_at, made.told_by = at, by
    file.change(made, "told_at", "told_by")
    file.event("claim_decision_told", at)
