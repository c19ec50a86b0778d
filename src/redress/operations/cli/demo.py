import click

from redress.operations.console import BadInput, with_database


@click.command()
@with_database
def command() -> None:
    """Load the demo insurer, its staff and cases; loading it again changes nothing."""
    from django.conf import settings

    from redress.operations import demo

    if settings.IN_PRODUCTION:
        raise BadInput(
            "The demo has known passwords and is not loaded in production. Unset REDRESS_ENV to try it."
        )
    demo.load()
    click.echo("The demo is loaded.")
