"""Which of the three findings an investigation still owes: opinions and letters of results wait for them (FLW-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redress.complaints.kinds import FindingKind

if TYPE_CHECKING:
    from redress.complaints.case import Case


def missing(case: Case) -> list[FindingKind]:
    """In their order; empty when all are on record."""
    found = {finding.kind for finding in case.row.findings.all()}
    return [kind for kind in FindingKind if kind not in found]
