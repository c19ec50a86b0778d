import sys
from pathlib import Path

import click

from redress.operations.console import with_database
from redress.operations.speech import gettext as _


@click.group()
def command() -> None:
    """Tables of a market as its supervisor publishes them (INS-02)."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", required=True, help="What its columns mean: a YAML file.")
@click.option("--market", required=True, help="Which market it tells of, such as ny-auto.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write rejected rows; default: FILE.rejects.csv."
)
@click.option("--dry-run", is_flag=True, help="Do everything and take it back.")
@with_database
def import_(file: Path, mapping: str, market: str, rejects: Path | None, dry_run: bool) -> None:
    """Import a published table: CSV or XLSX, a row a company, year and line. Importing it again changes nothing; a
    table that says otherwise stands beside the earlier one, which can still be computed with."""
    from django.utils import timezone

    from redress.operations.importing.rejects import rejects as rejected
    from redress.operations.importing.tally import Reject
    from redress.operations.market import loading
    from redress.operations.market import mapping as mappings

    with rejected(rejects or Path(f"{file}.rejects.csv")) as kept:

        def keep(header: list[str], reject: Reject) -> None:
            kept.know(header)
            kept.write(reject)

        found = loading.load(
            file, mappings.load(mapping), market, now=timezone.localtime(), dry_run=dry_run, keep=keep
        )
    for line in found.lines():
        click.echo(line)
    if found.rejected:
        click.echo(
            _("Rejected rows are in %(file)s: correct them in the table itself and import it again, whole.")
            % {"file": kept.path},
            err=True,
        )
        sys.exit(2)


@command.command("list")
@with_database
def list_() -> None:
    """Say of which markets there are tables, and of which years."""
    from redress.insight import queries

    markets = queries.markets()
    if not markets:
        click.echo(_("There is no table of a market. 'redress market import' takes one in."))
    for market in markets:
        years = queries.years(market)
        click.echo(f"{market}\t{', '.join(map(str, years))}")
