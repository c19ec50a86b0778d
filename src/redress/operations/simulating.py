"""A simulation at the command line: asked, shown as tables, written as CSV (CLK-10)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext_noop
from rich.console import Console
from rich.table import Table

from redress.casework.refusals import Refusal
from redress.complaints.rulebooks.simulation.replay import Question, count
from redress.complaints.rulebooks.simulation.replay import simulate as replay
from redress.complaints.rulebooks.simulation.report import Report, Tally
from redress.operations.console import BadInput
from redress.operations.importing.progress import bar
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Unit
from redress.rulebook import Rulebook
from redress.worktime.shipped import names

COLUMNS = (
    gettext_noop("cases"),
    gettext_noop("late before"),
    gettext_noop("late after"),
    gettext_noop("newly late"),
    gettext_noop("no longer late"),
)


def ask(rulebook: Rulebook, first: date, last: date, unit: str, calendar: str, processes: int) -> Report:
    """The report for the whole register, or for a unit and those below it. Raises BadInput."""
    if calendar and calendar not in names():
        known = comma().join(sorted(names()))
        raise BadInput(
            _("There is no calendar '%(name)s'; there are: %(known)s.") % {"name": calendar, "known": known}
        )
    with acting_as(SYSTEM):
        try:
            question = Question(rulebook, first, last, _path(unit), calendar)
        except Refusal as refused:
            raise BadInput(str(refused)) from refused
        with bar(_("Replaying")) as progress:
            return replay(question, SYSTEM, processes=processes, progress=progress(count(question, SYSTEM)))


def _path(code: str) -> str:
    if not code:
        return ""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise BadInput(_("There is no unit with code '%(code)s'. Choose one of the list.") % {"code": code})
    return found.path


def show(report: Report) -> None:
    """By clock, by unit, by class."""
    click.echo(_("%(cases)s cases replayed.") % {"cases": f"{report.cases:,}"})
    console = Console()
    for title, tallies in (
        (_("clock"), report.by_clock()),
        (_("unit"), report.by_unit()),
        (_("class"), report.by_class()),
    ):
        console.print(_table(title, tallies))


def _table(title: str, tallies: Mapping[str, Tally]) -> Table:
    table = Table(title)
    for column in COLUMNS:
        table.add_column(_(column), justify="right")
    for name, tally in tallies.items():
        table.add_row(name, *(f"{number:,}" for number in _numbers(tally)))
    return table


def write(report: Report, path: Path) -> None:
    """One line for each unit, class and clock."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        out = csv.writer(file)
        out.writerow(("unit", "class", "clock", *COLUMNS))
        for key, tally in sorted(report.tallies.items()):
            out.writerow((*key, *_numbers(tally)))


def _numbers(tally: Tally) -> tuple[int, ...]:
    return tally.ran, tally.before, tally.after, tally.newly, tally.relieved
