"""Replaying a period under another version, and moving open cases to it: what the pages show (CLK-09, CLK-10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redress.administration.publishing import Proposed
from redress.casework.rulebooks import opened
from redress.complaints.rulebooks import rulebook_migration as migration
from redress.complaints.rulebooks.queries import rulebooks
from redress.complaints.rulebooks.queries.rulebooks import Edition
from redress.complaints.rulebooks.simulation.replay import Question, count, simulate
from redress.complaints.rulebooks.simulation.report import Tally
from redress.desk.forms.rulebook_life import MigrateForm, SimulateForm
from redress.desk.pages.rulebook import MOST as SHOWN
from redress.desk.pages.rulebook import in_words
from redress.organisation.actor import Actor
from redress.organisation.queries import units_below
from redress.rulebook import Rulebook
from redress.rulebook.naming import Told

MOST: Final = 5_000
"""Cases replayed while somebody waits; more are the command line's."""


HOW: Final = {
    "earlier": _("due earlier"),
    "later": _("due later"),
    "begins": _("a new limit begins"),
    "ends": _("the limit no longer applies"),
}


def changes(proposed: Proposed) -> list[Told]:
    """The first changes in words."""
    if proposed.before is None:
        return []
    return in_words(proposed.changes[:SHOWN], proposed.before, proposed.rulebook)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures with its name in words."""

    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Simulation:
    """The tables of a replay; `too_many` when there are more cases than a page replays."""

    cases: int
    too_many: bool = False
    tables: list[tuple[str, list[Line]]] = field(default_factory=list)


def editions(actor: Actor) -> list[Edition]:
    """Published versions that a unit of the actor's follows."""
    followed = {follower.name for follower in rulebooks.followers(actor)}
    return rulebooks.editions(followed, timezone.localdate())


def simulation(actor: Actor, form: SimulateForm) -> Simulation:
    """The figures for what the form asks."""
    given = form.cleaned_data
    book = _book(given["rulebook"])
    question = Question(book, given["first"], given["last"], form.path, given["calendar"])
    cases = count(question, actor)
    if cases > MOST:
        return Simulation(cases, too_many=True)
    report = simulate(question, actor)
    units = {unit.code: str(unit) for unit in units_below(actor)}
    return Simulation(
        cases,
        tables=[
            ("clock", [Line(_clock(book, key), tally) for key, tally in report.by_clock().items()]),
            ("unit", [Line(units.get(code, code), tally) for code, tally in report.by_unit().items()]),
            ("class", [Line(_class(book, code), tally) for code, tally in report.by_class().items()]),
        ],
    )


@dataclass(frozen=True, slots=True)
class Move:
    """So many deadlines of a limit move that way."""

    title: str
    how: object
    number: int


@dataclass(frozen=True, slots=True)
class Example:
    """A deadline that would move; None where there is none."""

    number: str
    title: str
    before: datetime | None
    after: datetime | None


def preview(actor: Actor, form: MigrateForm) -> dict[str, object]:
    """What moving the cases would do, for the page; deadlines of the first so many are worked out."""
    wanted = plan(form)
    found = migration.preview(actor, wanted, MOST)
    old, new = opened(wanted.source), opened(wanted.target)

    def title(clock: str) -> str:
        return _clock(new if clock in new.method.clocks else old, clock)

    return {
        "preview": found,
        "moves": [Move(title(key), HOW[how], n) for (key, how), n in sorted(found.by_clock.items())],
        "sample": [
            Example(each.number, title(each.clock), _time(each.before), _time(each.after))
            for each in found.sample
        ],
        "hidden": [(name, form.cleaned_data[name]) for name in ("source", "target", "unit")],
    }


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def plan(form: MigrateForm) -> migration.Plan:
    """The plan that the form describes."""
    given = form.cleaned_data
    source, target = (rulebooks.published(*given[name].split(" ", 1)) for name in ("source", "target"))
    return migration.Plan(source, target, form.path)


def _book(key: str) -> Rulebook:
    name, _space, version = key.partition(" ")
    return rulebooks.edition(name, version)


def _clock(book: Rulebook, key: str) -> str:
    rule = book.method.clocks.get(key)
    return rule.title.get(get_language() or "zh") if rule else key


def _class(book: Rulebook, code: str) -> str:
    entry = book.method.class_sets["method"].codes.get(code)
    return entry.title.get(get_language() or "zh") if entry else code
