from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _
from redress.worktime import CalendarError
from redress.worktime.planfile import decoded


@click.group()
def command() -> None:
    """Working calendars."""


@command.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_database
def load(name: str, file: Path) -> None:
    """Load one year of calendar NAME from FILE (YAML or CSV) and recompute the deadlines that waited for it."""
    from redress.administration.door import CALENDARS
    from redress.administration.years import LoadYear
    from redress.casework.refusals import Refusal
    from redress.clocks.provisional import recompute
    from redress.organisation.actor import SYSTEM

    try:
        given = LoadYear(text=decoded(file.read_bytes(), str(file)), file=str(file))
        done = CALENDARS.execute(given, SYSTEM, CALENDARS.number_of(name))
    except (CalendarError, Refusal) as error:
        raise BadInput(str(error)) from error
    said = {"name": name, "year": done.facts["year"], "n": recompute()}
    click.echo(_("%(name)s %(year)s is loaded; %(n)s case(s) recomputed.") % said)
