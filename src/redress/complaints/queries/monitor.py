"""Who stands where and who is late, by unit (FLW-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from redress.complaints import moment
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.actor import Actor
from redress.organisation.kinds import UNIT_SCOPE_DUTIES
from redress.organisation.models import Appointment, Unit, User
from redress.rulebook import OPEN_STATES, State

STATES: tuple[State, ...] = tuple(state for state in State if state in OPEN_STATES)
"""Columns of the matrix, in the order of the way."""
LATEST = 15
MANY = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """Open cases, and how many of them are past their governing deadline."""

    cases: int = 0
    late: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.cases + other.cases, self.late + other.late)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of the matrix. `only`: the unit itself without those below; else all of them together."""

    unit: Unit
    cells: Sequence[tuple[State, Cell]]
    total: Cell
    only: bool
    deeper: bool


@dataclass(frozen=True, slots=True)
class LateOwner:
    """Somebody with late cases in a unit, and the oldest deadline passed."""

    owner: int
    name: str
    unit: Unit
    late: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix of one unit: its total, itself, each unit directly below. `above` leads back up."""

    top: Unit | None
    above: Unit | None
    lines: Sequence[UnitLine]
    total: UnitLine | None
    late: Sequence[LateOwner]
    adrift: Sequence[Adrift] = ()
    taken_over: int = 0
    """Open cases of another register without limits that nobody has taken up; `MANY` stands for as many or more."""


@dataclass(frozen=True, slots=True)
class Adrift:
    """An open case that nobody would come back to, and what it lacks."""

    number: str
    unit: Unit
    owner: str
    no_date: bool
    no_owner: bool


def adrift(actor: Actor, unit: Unit, most: int = LATEST) -> list[Adrift]:
    """Open cases of a unit and below without a next date, or whose owner is gone or has no post today. Must be empty
    (FLW-17): whoever looks after the unit gives them to somebody. Those that came from another register without limits
    and wait for somebody to take them up are counted apart (`taken_over`): they would hide what fell out here.

    Two walks along indexes of open cases, of at most `most` keys each, and one read.
    """
    within = _open_within(actor, unit)
    gone = User.objects.filter(Q(is_active=False) | ~_has_a_post("pk"))
    walks = (within.filter(next_due_at=None).exclude(_as_it_came()), within.filter(owner_id__in=gone))
    keys = [walk.values("id")[:most] for walk in walks]
    found = Complaint.objects.visible_to(actor).filter(Q(id__in=keys[0]) | Q(id__in=keys[1]))
    rows = (
        found.annotate(posted=_has_a_post("owner_id"))
        .select_related("unit", "owner")
        .only("number", "next_due_at", "unit__name", "unit__name_en", "owner__name", "owner__is_active")
    )
    return [
        Adrift(
            row.number,
            row.unit,
            row.owner.name,
            row.next_due_at is None,
            not (row.owner.is_active and row.posted),  # type: ignore[attr-defined]
        )
        for row in rows.order_by("id")[:most]
    ]


def taken_over(actor: Actor, unit: Unit) -> int:
    """Open cases of a unit and below that came from another register without limits and stand as they came."""
    waiting = _open_within(actor, unit).filter(_as_it_came(), next_due_at=None)
    return waiting.values("id")[:MANY].count()


def _as_it_came() -> Q:
    """Cases of another register in whose journal there is no work: its further matters or another version of the
    rulebook take up nothing. Most have the entry of their import alone, and nothing more is asked of these."""
    work = JournalEntry.objects.filter(complaint=OuterRef("pk"), by__isnull=False)
    return ~Q(external_source="") & (Q(version=1) | Q(~Exists(work.exclude(command__in=_NO_WORK))))


_NO_WORK = ("migrate_rulebook",)
"""What people do with many cases at once, and take up none of them by it."""


def _open_within(actor: Actor, unit: Unit) -> QuerySet[Complaint]:
    inside = Unit.objects.filter(path__startswith=unit.path, id__in=actor.units)
    return Complaint.objects.visible_to(actor).filter(unit_id__in=inside, state__in=OPEN_STATES)


def _has_a_post(user: str) -> Exists:
    """Whether that column of the outer query is somebody with a post today."""
    today = timezone.localdate()
    return Exists(Appointment.objects.filter(user=OuterRef(user), period__contains=today))


def board(actor: Actor, code: str = "") -> Board:
    """The matrix beneath a unit of the actor's scope; the actor's own by default. Five queries.

    One aggregate over the index of open cases gives every unit's figures; they are rolled up the tree here.
    """
    units = list(Unit.objects.filter(id__in=actor.units).order_by("path"))
    top = next((u for u in units if u.code == code), None) or next(
        (u for u in units if u.pk == actor.stands_at(UNIT_SCOPE_DUTIES)), None
    )
    if top is None:
        return Board(None, None, (), None, ())
    figures = _figures()
    below = [u for u in units if u.path.startswith(top.path)]
    rolled = _roll_up(below, figures)
    children = [u for u in below if u.parent_id == top.pk]
    lines = [_line(u, rolled[u.pk], deeper=any(c.parent_id == u.pk for c in below)) for u in children]
    if children and top.pk in figures:
        lines.insert(0, _line(top, figures[top.pk], only=True))
    return Board(
        top=top,
        above=next((u for u in units if u.pk == top.parent_id), None),
        lines=lines,
        total=_line(top, rolled[top.pk]),
        late=_late(actor, below),
        adrift=adrift(actor, top),
        taken_over=taken_over(actor, top),
    )


def _figures() -> dict[int, dict[State, Cell]]:
    """Unit -> state -> figures, for the units of the actor that the database was told of."""
    found: dict[int, dict[State, Cell]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, state, cases, late FROM redress_stages(%s)", [moment.now()])
        for unit, state, cases, late in cursor.fetchall():
            found.setdefault(unit, {})[State(state)] = Cell(cases, late)
    return found


def _roll_up(
    units: Sequence[Unit], figures: Mapping[int, Mapping[State, Cell]]
) -> dict[int, dict[State, Cell]]:
    """Each unit with all below it. The units come in the order of their paths: a child after its parent."""
    rolled = {unit.pk: dict(figures.get(unit.pk, {})) for unit in units}
    for unit in reversed(units):
        above = rolled.get(unit.parent_id) if unit.parent_id else None
        if above is not None:
            for state, cell in rolled[unit.pk].items():
                above[state] = above.get(state, Cell()) + cell
    return rolled


def _line(unit: Unit, cells: Mapping[State, Cell], *, only: bool = False, deeper: bool = False) -> UnitLine:
    return UnitLine(
        unit=unit,
        cells=[(state, cells.get(state, Cell())) for state in STATES],
        total=sum(cells.values(), Cell()),
        only=only,
        deeper=deeper,
    )


def _late(actor: Actor, units: Sequence[Unit]) -> list[LateOwner]:
    """Who has most late cases."""
    by_id = {unit.pk: unit for unit in units}
    found = (
        Complaint.objects.visible_to(actor)
        .filter(unit_id__in=by_id, state__in=OPEN_STATES, next_due_at__lte=moment.now())
        .values("owner_id", "owner__name", "unit_id")
        .annotate(late=Count("id"), oldest=Min("next_due_at"))
        .order_by("-late", "oldest")[:LATEST]
    )
    return [
        LateOwner(row["owner_id"], row["owner__name"], by_id[row["unit_id"]], row["late"], row["oldest"])
        for row in found
    ]
