import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.group()
def command() -> None:
    """How soon report calls are picked up (CLM-02)."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", required=True, help="What its columns mean: a YAML file.")
@click.option("--unit", default="", help="Code of the unit the rows belong to; default: the mapping's.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write rejected rows; default: FILE.rejects.csv."
)
@click.option("--dry-run", is_flag=True, help="Do everything and take it back.")
@with_database
def import_(file: Path, mapping: str, unit: str, rejects: Path | None, dry_run: bool) -> None:
    """Import the call centre's records: CSV or XLSX. Importing them again changes nothing."""
    from redress.operations.importing.rejects import rejects as rejected
    from redress.operations.importing.tally import Reject
    from redress.operations.pickup import loading

    with rejected(rejects or Path(f"{file}.rejects.csv")) as kept:

        def keep(header: list[str], reject: Reject) -> None:
            kept.know(header)
            kept.write(reject)

        found = loading.load(file, loading.load_mapping(mapping), unit=unit, dry_run=dry_run, keep=keep)
    for line in found.lines():
        click.echo(line)
    if found.rejected:
        click.echo(
            _("Rejected rows are in %(file)s: correct and import that file.") % {"file": kept.path}, err=True
        )
        sys.exit(2)


@command.command("figures")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day; default: 31 days.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day; default: today.")
@click.option("--unit", default="", help="Only of that unit.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is printed."
)
@with_database
def figures(since: datetime | None, until: datetime | None, unit: str, form: str) -> None:
    """Say which share of the calls was answered in time, by unit and day, nights apart."""
    from redress.claims.queries import pickup
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with acting_as(SYSTEM):
        rule = pickup.rule(SYSTEM)
        if rule is None:
            raise BadInput(
                _("The claims standard in force has no section 'pickup'. Publish one that has it.")
            )
        found = pickup.figures(
            SYSTEM,
            rule,
            since=since.date() if since else None,
            until=until.date() if until else None,
            unit=unit,
        )
    if form == "json":
        days = [
            asdict(day) | {"day": day.day.isoformat(), "share": round(day.share, 4)} for day in found.days
        ]
        whole = {name: asdict(each) | {"share": round(each.share, 4)} for name, each in
                 (("day", found.by_day), ("night", found.by_night))}  # fmt: skip
        told = {
            "within_seconds": rule.within_seconds, "asked": rule.share / 100,
            "since": found.since.isoformat(), "until": found.until.isoformat(), **whole, "days": days,
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    from redress.operations.pickup.told import lines

    for line in lines(found):
        click.echo(line)
