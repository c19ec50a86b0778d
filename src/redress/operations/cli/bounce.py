import sys

import click

from redress.operations.console import with_database
from redress.operations.speech import early as _


@click.command()
@with_database
def command() -> None:
    """Read a mail that came back from standard input and note that it was not delivered; for a mail server's pipe."""
    from redress.messages.channels.mail.bounces import take_back

    bounce = take_back(sys.stdin.buffer.read())
    click.echo(f"{bounce.key}: {bounce.status} {bounce.words}" if bounce else _("nothing of ours"))
