from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--catastrophe", required=True, help="Number of the catastrophe that the reports are of.")
@with_database
def command(file: Path, catastrophe: str) -> None:
    """Take the reports of a village's list (CSV or XLSX), one row a report (CLM-02, CLM-03).

    The list names policy and person; what it does not say - unit, cause, time, place - the catastrophe does. Given
    again, a list is told its first answers. Status 2 when a row was not taken.
    """
    from redress.casework.refusals import Refusal
    from redress.claims.catastrophes import queries
    from redress.operations.reports.taking import take
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        try:
            account = take(SYSTEM, queries.find(SYSTEM, catastrophe), file)
        except Refusal as refused:
            raise BadInput(str(refused)) from refused
    said = {
        "rows": len(account.rows),
        "taken": len(account.taken),
        "again": len(account.again),
        "twice": len(account.twice),
        "refused": len(account.refused),
    }
    click.echo(
        _(
            "%(rows)s rows: %(taken)s reports taken, %(again)s taken before, %(twice)s reported before, %(refused)s "
            "refused."
        )
        % said
    )
    for each in (*account.twice, *account.refused):
        click.echo(_("  line %(line)s: %(because)s") % {"line": each.line, "because": each.because}, err=True)
    if account.refused or account.twice:
        raise SystemExit(2)
