import sys

import click

from redress.operations.console import with_database


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@with_database
def command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands: `redress manage shell`."""
    from django.core.management import execute_from_command_line

    sys.argv[0] = "redress manage"
    execute_from_command_line(["redress manage", *arguments])
