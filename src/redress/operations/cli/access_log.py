from datetime import datetime

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--from", "first", type=_DAY, help="First day; yesterday by default.")
@click.option("--to", "last", type=_DAY, help="Last day; today by default.")
@click.option("--person", default="", help="Name or account of who read.")
@click.option("--case", default="", help="Number of a case.")
@click.option("--customer", default="", help="Telephone, name or ID number of a customer.")
@click.option("--action", default="", help="list, read, look_up, download, export, unmask or refused.")
@click.option("--address", default="", help="Address they came from.")
@with_database
def command(
    first: datetime | None,
    last: datetime | None,
    person: str,
    case: str,
    customer: str,
    action: str,
    address: str,
) -> None:
    """Print the access log: who read which case, un-masked what, took what out, and what was refused (SEC-03)."""
    from redress.casework.access import Action
    from redress.complaints.oversight.queries import access_log as log
    from redress.desk.pages import access_log as pages
    from redress.operations.speech import spoken
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    if action and action not in list(Action):
        raise BadInput(_("There is no such action: %(name)s.") % {"name": action})
    given = {"person": person, "case": case, "customer": customer, "action": action, "address": address}
    days = {"from": first, "to": last}
    given |= {name: day.date().isoformat() for name, day in days.items() if day}
    with spoken(), acting_as(SYSTEM):
        click.echo("\t".join(pages.header()))
        for row in log.all_of(SYSTEM, pages.asked(given)):
            click.echo("\t".join(str(cell) for cell in pages.cells(row)))
