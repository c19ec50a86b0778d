"""Figures: what a counting rule gives for a period, by unit and class, and the cases behind each (CLO-09, SEC-06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import rulebooks
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.refusals import refuse
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import UNIT_SCOPE_DUTIES
from redress.organisation.models import Unit
from redress.rulebook import Rulebook
from redress.rulebook.counting import RULES, CountingRule

MOST: Final = 200
"""Rows of the longest page of cases."""


@dataclass(frozen=True, slots=True)
class Period:
    """What is asked: days of the house's zone, both included; a unit with all below it, or all the actor sees; a class,
    as it was at intake or as it is now (CLS-06)."""

    first: date
    last: date
    unit: str = ""
    class_code: str = ""
    at_intake: bool = False
    only: bool = False
    """The unit alone, without those below it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule as the insurer's rulebook names it, with where it comes from."""

    rule: CountingRule
    title: Mapping[str, str]
    cite: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def version(self) -> str:
        return self.rule.version


@dataclass(frozen=True, slots=True)
class Line:
    """One unit or class, and its figure under each rule, in the order of the rules. `only`: a unit alone."""

    code: str
    title: str
    figures: Sequence[int]
    only: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals and what they are made of. `elsewhere`: units beyond the chosen tree whose cases the actor sees."""

    asked: Period
    rules: Sequence[Rule]
    total: Sequence[int]
    units: Sequence[Line] = field(default=())
    classes: Sequence[Line] = field(default=())


@dataclass(frozen=True, slots=True)
class Counted:
    """A case behind a figure, and how much it adds."""

    case: Complaint
    weight: int


def figures(actor: Actor, asked: Period) -> Figures:
    """Every figure of the period: three queries, whatever the number of cases."""
    book = rulebook(actor)
    rules = rules_of(book)
    units = list(Unit.objects.order_by("path"))
    top = _top(units, actor, asked.unit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM redress_figures(%s, %s, %s, %s)", _given(asked, units))
        rows = [
            (unit, code, tuple(numbers))
            for unit, code, *numbers in cursor.fetchall()
            if not asked.class_code or code == asked.class_code
        ]
    return Figures(
        asked=asked,
        rules=rules,
        total=_sum(numbers for _u, _c, numbers in rows),
        units=_by_unit(rows, units, top),
        classes=_by_class(rows, book),
    )


def counted(
    actor: Actor, rule: str, asked: Period, after: Cursor | None = None, size: int = SIZE
) -> Page[Counted]:
    """The cases behind a figure, newest registered first, by key: three queries."""
    if rule not in RULES:
        refuse(
            "CLO-09",
            _("There is no counting rule '%(name)s'. Choose one of the list.") % {"name": rule},
            field="rule",
        )
    size = min(size, MOST)
    since, until, within, at_intake = _given(asked, list(Unit.objects.order_by("path")))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM redress_counted(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                rule, since, until, within, at_intake, asked.class_code,
                after.at if after else None, after.id if after else None, size + 1,
            ],
        )  # fmt: skip
        found = cursor.fetchall()
    cases = (
        Complaint.objects.visible_to(actor)
        .select_related("unit", "received_unit", "owner")
        .in_bulk([case_id for case_id, _at, _weight in found[:size]])
    )
    rows = [Counted(cases[case_id], weight) for case_id, _at, weight in found[:size] if case_id in cases]
    following = Cursor(found[size - 1][1], found[size - 1][0]).pack() if len(found) > size else ""
    return Page(rows, following, continued=after is not None)


def rulebook(actor: Actor) -> Rulebook:
    """The rulebook whose words the figures use: that of the actor's unit today, or of the group."""
    found = lineage(actor.unit or Unit.objects.order_by("path").values_list("pk", flat=True)[0])
    assert found is not None
    return rulebooks.opened(rulebooks.in_force(found.rulebook, timezone.localdate()))


def rules_of(book: Rulebook) -> list[Rule]:
    """The counting rules in the order of the house, in the insurer's words where it has some."""
    found = []
    for name, rule in RULES.items():
        entry = book.method.counting.get(name)
        title = {language: (entry.title if entry else rule.title).get(language) for language in ("zh", "en")}
        found.append(Rule(rule, title, entry.cite if entry else ("CLO-09",)))
    return found


def _given(asked: Period, units: Sequence[Unit]) -> list[Any]:
    within = None
    if asked.unit:
        top = next((unit for unit in units if unit.code == asked.unit), None)
        if top is None:
            refuse(
                "ORG-07",
                _("There is no unit with code '%(code)s'. Choose one of the list.") % {"code": asked.unit},
                field="unit",
            )
        within = [
            unit.pk for unit in units if unit == top or (unit.path.startswith(top.path) and not asked.only)
        ]
    if asked.last < asked.first:
        refuse("CLO-09", _("The last day lies before the first. Correct one of the two."), field="to")
    return [midnight(asked.first), midnight(asked.last + timedelta(days=1)), within, asked.at_intake]


def _top(units: Sequence[Unit], actor: Actor, code: str) -> Unit | None:
    if code:
        return next((unit for unit in units if unit.code == code), None)
    here = actor.stands_at(UNIT_SCOPE_DUTIES) or actor.unit
    return next((unit for unit in units if unit.pk == here), None)


_Row = tuple[int, str, tuple[int, ...]]


def _by_unit(rows: Sequence[_Row], units: Sequence[Unit], top: Unit | None) -> list[Line]:
    """Each unit directly beneath the top with all below it, the top itself, and units outside it."""
    by_id = {unit.pk: unit for unit in units}
    found: dict[int, list[tuple[int, ...]]] = {}
    for unit_id, _code, numbers in rows:
        found.setdefault(_heading(by_id, unit_id, top), []).append(numbers)
    return [
        Line(unit.code, str(unit), _sum(found[unit.pk]), only=not _below(unit, top))
        for unit in units
        if unit.pk in found
    ]


def _below(unit: Unit, top: Unit | None) -> bool:
    return top is not None and unit != top and unit.path.startswith(top.path)


def _heading(by_id: Mapping[int, Unit], unit_id: int, top: Unit | None) -> int:
    """The unit's ancestor (or itself) right below the top."""
    unit = by_id[unit_id]
    if top is None or not _below(unit, top):
        return unit_id
    while unit.parent_id is not None and unit.parent_id != top.pk:
        unit = by_id[unit.parent_id]
    return unit.pk


def _by_class(rows: Sequence[_Row], book: Rulebook) -> list[Line]:
    codes = book.method.class_sets["method"].codes
    found: dict[str, list[tuple[int, ...]]] = {}
    for _unit, code, numbers in rows:
        found.setdefault(code, []).append(numbers)
    order = [*codes, *sorted(found.keys() - codes.keys())]
    return [
        Line(code, codes[code].title.get(_language()) if code in codes else code, _sum(found[code]))
        for code in order
        if code in found
    ]


def _language() -> str:
    return get_language() or "zh"


def _sum(numbers: Any) -> tuple[int, ...]:
    columns = list(zip(*numbers, strict=True))
    return tuple(sum(column) for column in columns) if columns else (0,) * len(RULES)
