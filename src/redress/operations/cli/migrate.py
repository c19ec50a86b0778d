import click

from redress.operations.console import with_database


@click.command()
@with_database
def command() -> None:
    """Bring the database up to this version of Redress."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
