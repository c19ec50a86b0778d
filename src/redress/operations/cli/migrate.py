import click

from redress.operations.console import with_database


@click.command()
@with_database
def command() -> None:
    """Bring the database up to this version of Redress."""
    from django.core.management import call_command

    from redress.operations.floor import logins
    from redress.operations.rotating import encrypt_old
    from redress.sealing.doors import door

    call_command("migrate", interactive=False, verbosity=1)
    with door("migrate"):
        encrypt_old()
    logins.make()
