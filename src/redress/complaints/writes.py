"""What a command writes beneath its case: the database asks its duties of whoever writes there (SEC-01).

Named is only what not everybody writes who works on a case: the journal, shares, alerts, clocks, what follows from any
step are written by commands of every kind. `operations.floor.writers` gathers it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writes:
    """Tables to which it adds rows, and of which it changes or deletes any; columns of the case itself."""

    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        return self.add + self.change + self.delete

    def __or__(self, other: Writes) -> Writes:
        return Writes(
            self.add + other.add,
            self.change + other.change,
            self.delete + other.delete,
            self.columns + other.columns,
        )


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
