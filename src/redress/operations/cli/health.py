import sys

import click

from redress.operations.console import with_settings


@click.command()
@with_settings
def command() -> None:
    """Say what is up and what is not; status 0 only when all is."""
    from redress.operations import health

    told = health.report()
    for part, word in told.items():
        click.echo(f"{part:<11} {word}")
    sys.exit(0 if set(told.values()) == {health.OK} else 1)
