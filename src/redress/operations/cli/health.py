import sys

import click

from redress.operations.console import with_settings
from redress.operations.speech import early as _


@click.command()
@with_settings
def command() -> None:
    """Say what is up and what is not; status 0 only when all is."""
    from redress.operations import health

    told = health.report(_)
    names = {"database": _("database"), "migrations": _("migrations"), "worker": _("worker")}
    fine = _("ok")
    for part, word in told.items():
        click.echo(f"{names[part]:<11} {fine if word == health.OK else word}")
    sys.exit(0 if set(told.values()) == {health.OK} else 1)
