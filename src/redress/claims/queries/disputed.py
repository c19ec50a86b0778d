"""What is disputed of claims, by cause, line and clause: what an insurer mends, and where its guide is not clear
(CLM-13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from redress.casework.rulebooks import rulebook_of
from redress.claims.models import Claim, Decision, Dispute
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.rulebook.words import Title

MOST: Final = 1_000
"""So many disputes at most, the newest, are told apart."""
NOT_FOUND: Final = Title(zh="原因尚未认定", en="Cause not determined yet")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that customers dispute. `cause` is a code of the method, '' while none is determined."""

    cause: str
    title: Title
    line: str
    line_title: Title
    clause: str
    disputes: tuple[Dispute, ...]
    unit: str
    """Of the newest dispute: where a corrective action would begin."""
    since: datetime
    """When the first of them was entered."""

    @property
    def newest(self) -> Dispute:
        return self.disputes[0]


def points(actor: Actor, since: datetime, *, line: str = "") -> list[Point]:
    """Of disputes since then whose claim and complaint the actor sees both, the most frequent first: four queries."""
    claims = Claim.objects.visible_to(actor)
    rows = Dispute.objects.filter(at__gte=since, claim__in=claims.filter(line=line) if line else claims)
    found = list(rows.select_related("claim__rulebook", "claim__unit").order_by("-id")[:MOST])
    cases = {
        case.number: case
        for case in Complaint.objects.visible_to(actor)
        .filter(number__in={each.complaint for each in found})
        .prefetch_related("causes")
    }
    clauses = _clauses({each.claim_id for each in found})
    grouped: dict[tuple[str, str, str], list[tuple[Dispute, Complaint]]] = defaultdict(list)
    for each in found:
        if (case := cases.get(each.complaint)) is None:
            continue
        for cause in dict.fromkeys(cause.code for cause in case.causes.all()) or {"": None}:
            for clause in clauses.get(each.claim_id, [""]):
                grouped[cause, each.claim.line, clause].append((each, case))
    told = [_point(*key, several) for key, several in grouped.items()]
    return sorted(told, key=lambda point: (-len(point.disputes), -point.newest.pk, point.cause, point.clause))


def _point(cause: str, line: str, clause: str, several: list[tuple[Dispute, Complaint]]) -> Point:
    newest, case = several[0]
    known = rulebook_of(case).method.causes.get(cause)
    title = known.title if known else NOT_FOUND if not cause else Title(zh=cause, en=cause)
    disputes = tuple(dispute for dispute, _case in several)
    return Point(
        cause,
        title,
        line,
        rulebook_of(newest.claim).method.lines[line].title,
        clause,
        disputes,
        newest.claim.unit.code,
        min(each.at for each in disputes),
    )


def _clauses(claims: Iterable[int]) -> dict[int, list[str]]:
    """Of each claim the clauses of its last decision: the one it names, else those of its items."""
    last: dict[int, Decision] = {}
    decisions = Decision.objects.filter(claim__in=list(claims)).prefetch_related("items")
    for decision in decisions.order_by("claim_id", "ordinal"):
        last[decision.claim_id] = decision
    return {claim: list(dict.fromkeys(_of(decision))) or [""] for claim, decision in last.items()}


def _of(decision: Decision) -> Iterator[str]:
    if decision.clause:
        yield str(decision.clause)
        return
    for item in decision.items.all():
        if item.clause:
            yield str(item.clause)
