import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import content
from redress.operations.speech import gettext as _


@click.command()
@click.argument("number")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), help="By default that of the environment, or zh."
)
@with_database
def command(number: str, language: str | None) -> None:
    """Say of every clock of case NUMBER why its deadline is what it is."""
    from redress.casework import access
    from redress.casework.refusals import Unknown
    from redress.clocks.queries import explanations_of
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        try:
            found = explanations_of(number, content(language))
            access.log(SYSTEM, access.Action.READ, fields=f"explain {number}"[:60], number=number)
        except Unknown as unknown:
            raise BadInput(
                _("There is no case %(number)s. Give a number such as L2026-0000123.") % {"number": number}
            ) from unknown
    for explanation in found:
        click.echo(explanation.as_text())
        click.echo()
