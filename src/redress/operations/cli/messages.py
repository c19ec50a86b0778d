import sys

import click


@click.group()
def command() -> None:
    """Translations: update, check, compile."""


@command.command()
def update() -> None:
    """Put new messages into the catalogues and drop the unused."""
    from redress.operations import catalogue

    catalogue.update_all()


@command.command()
def check() -> None:
    """Say what is untranslated, fuzzy, missing or left over; status 1 if anything is."""
    from redress.operations import catalogue

    found = sorted(catalogue.problems())
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems in the translations." if found else "Translations are complete.")
    sys.exit(1 if found else 0)


@command.command("compile")
def compile_() -> None:
    """Compile the catalogues that changed."""
    from redress.operations import catalogue

    catalogue.compile_all()
