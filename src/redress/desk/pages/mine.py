"""One queue of mine: complaints and claims together, the most urgent first (FLW-17, CLM-05).

Each kind walks its own index; the two pages are merged by limit and key, which no two files share, whatever their kind.
"""

from __future__ import annotations

from enum import StrEnum

from redress.casework.paging import SIZE, Cursor, Page
from redress.claims.kinds import HANDLES
from redress.claims.queries import mine as claims
from redress.claims.queries.mine import ClaimRow
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.lists.rows import CaseRow
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES

Row = CaseRow | ClaimRow


class Which(StrEnum):
    """Files of which kind; both where none is named."""

    COMPLAINTS = "complaints"
    CLAIMS = "claims"


def claims_alone(actor: Actor) -> bool:
    """Whether only claims are in the queue of who looks: nobody's complaints are theirs."""
    return has_both(actor) and not actor.anywhere(CASE_DUTIES)


def has_both(actor: Actor) -> bool:
    """Whether claims may stand in the queue: whoever handles none is not asked which kind is wanted."""
    return actor.anywhere(HANDLES)


def mine(actor: Actor, filters: Filters, kind: str = "", after: Cursor | None = None) -> Page[Row]:
    """Open files on the actor's desk. What complaints are narrowed by shows complaints only."""
    if not has_both(actor) or kind == Which.COMPLAINTS or (filters and kind != Which.CLAIMS):
        found: Page[Row] = queue(actor, Scope.MINE, filters, after, whole=True)  # type: ignore[assignment]
        return found
    asked = claims.ask(actor, after, SIZE + 1)  # it goes with the question for complaints
    complaints = queue(actor, Scope.MINE, filters, after, whole=True) if kind != Which.CLAIMS else None
    rows: list[Row] = sorted([*claims.made(asked), *(complaints.rows if complaints else ())], key=_urgency)
    further = bool(complaints and complaints.next)
    last = rows[SIZE - 1] if len(rows) > SIZE or (further and len(rows) == SIZE) else None
    more = Cursor(last.due.at if last.due else None, last.id).pack() if last else ""
    return Page(rows[:SIZE], more, continued=after is not None)


def _urgency(row: Row) -> tuple[bool, float, int]:
    return row.due is None, row.due.at.timestamp() if row.due else 0.0, row.id
