from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.worktime import CalendarError


@click.group()
def command() -> None:
    """Working calendars."""


@command.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_database
def load(name: str, file: Path) -> None:
    """Load one year of calendar NAME from FILE (YAML or CSV) and recompute the deadlines that waited for it."""
    from redress.clocks.provisional import recompute
    from redress.organisation.calendars import load_year

    try:
        year = load_year(name, file.read_text("utf-8"), by=None)
    except (CalendarError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: {error}") from error
    click.echo(f"{name} {year.year} is loaded; {recompute()} case(s) recomputed.")
