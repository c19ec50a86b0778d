"""The flow of a case as its page shows it: steps, who has which role, what is next and by when (FLW-11..13, FLW-17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.flows import course, gates
from redress.complaints.models import Approval, Complaint, FlowStep, Order, Rereview
from redress.organisation import holders
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department, User
from redress.rulebook import OPEN_STATES
from redress.rulebook.sections.special_cases.schema import Gate
from redress.rulebook.sections.special_flows.schema import FlowStep as StepRule


@dataclass(frozen=True, slots=True)
class Place:
    """A role of the flow, and who has it today; nobody when nobody is appointed (ORG-10)."""

    title: str
    department: Department | None
    holder: User | None
    rung: int
    """Its place on the ladder, from 1; 0 when it is on none."""
    here: bool
    """The case is with this role now."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: taken (several times perhaps), next, or to come; with the clock that runs for it."""

    title: str
    cite: str
    command: str
    taken: Sequence[FlowStep]
    due_at: datetime | None
    next: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An order in its chain, how deep it hangs, and the limit that runs for it (FLW-19)."""

    order: Order
    depth: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class FlowPage:
    """All of it."""

    title: str
    cite: str
    rulebook: str
    version: str
    places: Sequence[Place]
    steps: Sequence[Step]
    chain: Sequence[Link]
    gates: Sequence[tuple[str, str]]
    centralised: str
    opinion: Approval | None
    rereviews: Sequence[tuple[str, Rereview]]


def flow_page(row: Complaint) -> FlowPage:
    """At most ten queries, however long the case is."""
    case = Case(row, moment.now())
    language = get_language() or "zh"
    rule, book = course.rule(case), case.rulebook
    taken = list(
        row.flow_steps.filter(flow=row.flow).select_related("holder", "department__unit", "by").order_by("id")
    )
    running = list(Clock.objects.filter(file_id=row.pk, status="running").order_by("due_at"))
    central = gates.centralised(case)
    reviews = book.method.rereview
    return FlowPage(
        title=rule.title.get(language),
        cite=", ".join(rule.cite),
        rulebook=book.title.get(language),
        version=book.version,
        places=_places(case, taken),
        steps=_steps(case, taken, running),
        chain=_chain(row, running),
        gates=[_words(gate, language) for gate in gates.waiting(case)] if _open(row) else [],
        centralised=central.title.get(language) if central else "",
        opinion=gates.opinion(case) if central else None,
        rereviews=[
            (
                reviews.grounds[each.ground].get(language)
                if reviews and each.ground in reviews.grounds
                else each.ground,
                each,
            )
            for each in row.rereviews.select_related("unit", "by")
        ],
    )


def _open(row: Complaint) -> bool:
    return row.state in OPEN_STATES


def _words(gate: Gate, language: str) -> tuple[str, str]:
    return gate.text.get(language), ", ".join(gate.cite)


def _places(case: Case, taken: Sequence[FlowStep]) -> list[Place]:
    rule, language = course.rule(case), get_language() or "zh"
    if not rule.roles:
        return []
    here = next((step.role for step in reversed(taken) if step.role), next(iter(rule.roles)))
    found = []
    held = holders.nearest_holders(
        case.row.unit,
        {
            code: (DepartmentKind(role.department), [Duty(duty) for duty in role.duties])
            for code, role in rule.roles.items()
        },
    )
    for code, role in rule.roles.items():
        department, user = held.get(code, (None, None))
        rung = rule.ladder.index(code) + 1 if code in rule.ladder else 0
        found.append(
            Place(role.title.get(language), department, user, rung, code == here and _open(case.row))
        )
    return found


def _steps(case: Case, taken: Sequence[FlowStep], running: Sequence[Clock]) -> list[Step]:
    rule, language = course.rule(case), get_language() or "zh"
    done = {step.step for step in taken}
    if case.row.orders.filter(kind="main").exists():
        done |= {code for code, step in rule.steps.items() if step.does == "dispatch"}
    due = {clock.key: clock.due_at for clock in reversed(running)}
    upcoming = _next(case, rule.steps, done, due) if _open(case.row) else ""
    return [
        Step(
            title=step.title.get(language),
            cite=", ".join(step.cite),
            command=step.does,
            taken=[each for each in taken if each.step == code],
            due_at=due.get(step.clock),
            next=code == upcoming,
        )
        for code, step in rule.steps.items()
    ]


def _next(case: Case, steps: dict[str, StepRule], done: set[str], due: Collection[str]) -> str:
    """The first step not taken whose predecessors were, and which the state allows, or a limit that runs asks for."""
    rejected = case.row.state == "rejected"
    return next(
        (
            code
            for code, step in steps.items()
            if code not in done
            and set(step.after) <= done
            and (not step.rejected or rejected or step.clock in due)
        ),
        "",
    )


def _chain(row: Complaint, running: Iterable[Clock]) -> list[Link]:
    """Orders as a tree, children below their parent."""
    due: dict[str, datetime | None] = {}
    for clock in running:
        if clock.about:
            due.setdefault(clock.about, clock.due_at)
    orders = list(
        row.orders.filter(Q(parent__isnull=False) | Q(children__isnull=False))
        .distinct()
        .select_related("department__unit")
        .order_by("id")
    )
    below: dict[int | None, list[Order]] = {}
    for order in orders:
        below.setdefault(order.parent_id, []).append(order)
    return list(_under(None, below, due, 0))


def _under(
    parent: int | None, below: dict[int | None, list[Order]], due: dict[str, datetime | None], depth: int
) -> Iterable[Link]:
    for order in below.get(parent, ()):
        yield Link(order, min(depth, 6), due.get(order.number))
        yield from _under(order.pk, below, due, depth + 1)
