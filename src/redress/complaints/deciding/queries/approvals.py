"""What awaits approval: by whom of a case, and all that waits for one person (AUT-01, AUT-02)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from redress.casework import moment
from redress.casework.paging import SIZE, Cursor, Page
from redress.complaints.case import Case
from redress.complaints.deciding import authority
from redress.complaints.deciding.approvals import addressed_to
from redress.complaints.kinds import ApprovalState
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Approval, Authorisation, Complaint
from redress.organisation.actor import Actor, Post
from redress.organisation.conditions import Condition
from redress.organisation.kinds import HEADS
from redress.organisation.models import User
from redress.organisation.statements import array, given
from redress.rulebook.authority import limit

Held = Authorisation
"""One that somebody holds, for the annotations of faces."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An approval that waits for the actor, with its case."""

    approval: Approval
    case: CaseRow


@dataclass(frozen=True, slots=True)
class Decider:
    """Who may decide for this case: a duty in a unit, the people who have it, up to how much (None: any)."""

    unit: str
    duty: str
    people: tuple[str, ...]
    up_to: str


@dataclass(frozen=True, slots=True)
class Matters:
    """What was asked and given in one case, and who may decide."""

    approvals: list[Approval]
    authorisations: list[Authorisation]
    deciders: list[Decider]


@dataclass(frozen=True, slots=True)
class Open:
    """A question that waits: its number, and the duty and unit of whom it is asked."""

    number: int
    duty: str
    unit: int | None


def first_open(case: str) -> Open | None:
    """The first question of that case that waits for an answer."""
    found = (
        Approval.objects.filter(complaint__number=case, state=ApprovalState.WAITING).order_by("id").first()
    )
    return Open(found.number, found.of_duty, found.of_unit_id) if found else None


def waiting(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[Waiting]:
    """What waits for the actor's approval, longest waiting first: three queries, whatever their number."""
    seen = Complaint.objects.visible_to(actor).filter(approvals_waiting__gt=0)
    asked = Approval.objects.filter(AskedOf(actor.posts), complaint__in=seen).select_related("by")
    if after:
        asked = asked.filter(id__gt=after.id)
    found = list(asked.order_by("id")[: size + 1])
    cases = {row.id: row for row in rows.read(actor, {each.complaint_id for each in found}, moment.now())}
    return Page(
        [Waiting(each, cases[each.complaint_id]) for each in found[:size]],
        Cursor(None, found[size - 1].pk).pack() if len(found) > size else "",
        continued=after is not None,
    )


class AskedOf(Condition):
    """The question waits and went to one of these posts: to the duty in the unit, or to the head of the department."""

    _OF = f"""(
        SELECT a.id FROM unnest({given("%s")}, {given("%s", "text")}, {given("%s")}) p (unit, duty, department)
          JOIN complaints_approval a ON a.state = 'waiting' AND {addressed_to("a", "p", given("%s", "text"))}
    )"""  # noqa: S608 - constants only

    def __init__(self, of: Collection[Post]) -> None:
        super().__init__("pk")
        posts = sorted(of, key=lambda post: (post.unit, post.duty, post.department))
        self.posts: list[object] = [
            array(post.unit for post in posts),
            [post.duty.value for post in posts],
            array(post.department for post in posts),
        ]

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[object]]:
        return f"{self.named(compiler)} IN {self._OF}", [*self.posts, [duty.value for duty in sorted(HEADS)]]


def of_case(row: Complaint) -> Matters:
    """Approvals, authorisations and who may decide: five queries, whatever their number."""
    case = Case(row, moment.now())
    people = ("by", "by_for", "of_unit", "of_department__unit", "decided_by", "decided_for")
    return Matters(
        approvals=list(row.approvals.select_related(*people, "authorisation")),
        authorisations=list(row.authorisations.select_related("to", "by", "by_for")),
        deciders=_deciders(case),
    )


def _deciders(case: Case) -> list[Decider]:
    chain = authority.chain_of(case)
    method = case.rulebook.method
    found = [
        (level, duty, users, allowed.row)
        for level in chain.levels
        for duty in dict.fromkeys(held for held, _department, _user in level.holders)
        if (allowed := limit(method, case.subject, level.kind, duty)) is not None
        if (users := level.people({duty}))
    ]
    names = User.objects.in_bulk({user for _level, _duty, users, _row in found for user in users})
    return [
        Decider(
            level.name,
            str(duty.label),
            tuple(str(names[user]) for user in users),
            "" if row.up_to == "any" else f"{row.up_to:,}",
        )
        for level, duty, users, row in found
    ]
