import click

from redress.operations.console import BadInput, with_database


@click.command()
@click.argument("number")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@with_database
def command(number: str, language: str) -> None:
    """Say of every clock of case NUMBER why its deadline is what it is."""
    from redress.clocks.queries import explanations
    from redress.complaints.models import Complaint
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        case = Complaint.objects.select_related("unit", "rulebook").filter(number=number).first()
        if case is None:
            raise BadInput(f"There is no case {number}. Give a number such as L2026-0000123.")
        for explanation in explanations(case, language):
            click.echo(explanation.as_text())
            click.echo()
