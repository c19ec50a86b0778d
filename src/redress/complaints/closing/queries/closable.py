"""Cases that wait to be closed, each with what the gate still misses (CLO-05)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.casework import moment
from redress.casework.paging import Cursor, Page
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.closing import closers, gate
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.rulebook import State
from redress.rulebook.sections.handling.schema import Check


@dataclass(frozen=True, slots=True)
class Closable:
    """A determined case: what is missing, and why the actor may not close it (None: the actor may)."""

    case: CaseRow
    missing: tuple[Check, ...]
    closer: Refusal | None

    @property
    def ready(self) -> bool:
        return not self.missing and self.closer is None


def closable(actor: Actor, after: Cursor | None = None) -> Page[Closable]:
    """Determined cases of the actor's units, or the actor's own, most urgent first: a fixed number of queries."""
    scope = Scope.UNIT if actor.units else Scope.MINE
    page = queue(actor, scope, Filters(state=(State.DETERMINED,)), after)
    chains: dict[int, Chain] = {}  # one for all cases: they have few units
    rows = {
        row.pk: Case(row, moment.now(), chains=chains)
        for row in Complaint.objects.visible_to(actor)
        .filter(pk__in=[each.id for each in page.rows])
        .select_related("unit", "received_unit")
        .defer("rulebook__texts")
        .prefetch_related(*gate.READS)
    }
    found = [
        Closable(row, tuple(gate.missing(rows[row.id])), _closer(rows[row.id], actor)) for row in page.rows
    ]
    return Page(found, page.next, page.continued)


def _closer(case: Case, actor: Actor) -> Refusal | None:
    try:
        closers.check_closes(case, actor)
    except Refusal as refusal:
        return refusal
    return None
