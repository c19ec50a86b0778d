import click

from redress.operations.console import with_database


@click.group()
def command() -> None:
    """Keys of personal data."""


@command.command()
@with_database
def rotate() -> None:
    """Write every personal value anew with the first key of REDRESS_FIELD_KEYS; may be stopped and run again."""
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.privacy.rotation import rotate as rotate_values

    with acting_as(SYSTEM):
        for table in rotate_values():
            click.echo(f"{table.name}: {table.rewritten} rewritten")
