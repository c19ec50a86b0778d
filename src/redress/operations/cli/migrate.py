import click

from redress.operations.console import with_database


@click.command()
@with_database
def command() -> None:
    """Bring the database up to this version of Redress, and sign a checkpoint of what is in it."""
    from redress.operations.run import prepare

    prepare.database(verbosity=1)
    prepare.checkpoint()
