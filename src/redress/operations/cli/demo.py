import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.command()
@with_database
def command() -> None:
    """Load the demo insurer, its staff and cases; loading it again changes nothing."""
    from django.conf import settings

    from redress.operations import demo

    if settings.IN_PRODUCTION:
        raise BadInput(
            _("The demo has known passwords and is not loaded in production. Unset REDRESS_ENV to try it.")
        )
    demo.load()
    click.echo(_("The demo is loaded."))
