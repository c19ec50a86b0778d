"""What families of commands on a complaint write alike."""

from __future__ import annotations

from redress.casework.writes import Writes

TELLS = Writes(
    add=("complaints_contact", "complaints_telling"),
    change=("complaints_decision", "complaints_matter", "complaints_review"),
)
"""Of every command that tells the customer something."""

GOES_BACK = Writes(
    add=("complaints_approval",),
    change=(
        "committee_referral", "complaints_approval", "complaints_decision", "complaints_earlierlimit",
        "complaints_matter", "complaints_proposal",
    ),
    delete=("complaints_cause", "complaints_signoff"),
    columns=("closed_at", "closed_by_id", "closing_ruling", "decided_at", "main_department_id", "validity"),
)  # fmt: skip
"""Of every command that takes a result back, or may."""

ENDS = Writes(
    change=(
        "committee_referral", "complaints_approval", "complaints_order", "complaints_pause", "complaints_review",
    ),
    columns=("closed_at", "closed_by_id"),
)  # fmt: skip
"""Of every command that ends a case."""
