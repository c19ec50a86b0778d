import csv
import json
import sys
from datetime import datetime

import click

from redress.insight.kinds import Formula
from redress.insight.rounding import Mode
from redress.operations.console import with_database


@click.command()
@click.option("--market", required=True, help="Whose table: see 'redress market list'.")
@click.option("--year", required=True, type=int, help="Of which year.")
@click.option("--line", help="Of which line of business; default: all lines, summed up by company.")
@click.option(
    "--formula", required=True, type=click.Choice([each.value for each in Formula]),
    help="How companies are compared: docs/market.md tells each in words.",
)  # fmt: skip
@click.option(
    "--confirmed/--all", default=None, help="Count confirmed complaints, or all; default: the formula's."
)
@click.option(
    "--round", "rounding", default="", help="Decimals, such as 'share:5,index:2'; default: the formula's."
)
@click.option(
    "--half", type=click.Choice([each.value for each in Mode]), default=Mode.HALF_UP.value, show_default=True,
    help="How is rounded.",
)  # fmt: skip
@click.option("--floor", help="A company with a smaller denominator has no rank.")
@click.option("--as-known", type=click.DateTime(), help="By the tables that were here then; default: now.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How it is printed.",
)  # fmt: skip
@with_database
def command(
    market: str, year: int, line: str | None, formula: str, confirmed: bool | None, rounding: str, half: str,
    floor: str | None, as_known: datetime | None, form: str,
) -> None:  # fmt: skip
    """Compare the companies of a market: complaints, denominator, value and rank of each (INS-02, INS-03). A value that
    cannot be computed is blank, and why is said beside the table."""
    from redress.operations.market import indexing

    found = indexing.ask(
        market, year, line, Formula(formula), confirmed=confirmed, rounding=indexing.rounding(rounding, Mode(half)),
        floor=indexing.floor(floor), as_known=as_known,
    )  # fmt: skip
    for said in found.said():
        click.echo(said, err=True)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([indexing.COLUMNS, *found.rows()])
    else:
        for row in found.lines():
            click.echo(row)
