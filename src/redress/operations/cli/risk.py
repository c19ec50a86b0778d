import json
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from django.utils import timezone

from redress.operations.console import with_database
from redress.operations.speech import content
from redress.operations.speech import gettext as _


@click.group()
def command() -> None:
    """Points of risk of claims: how well they rank, and which points the history asks for (CLM-14)."""


@command.command("measure")
@click.option("--source", default="", help="Only claims imported from that system; default: all.")
@click.option("--rulebook", default="claims-service", show_default=True, help="Whose points.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is printed."
)
@with_database
def measure(source: str, rulebook: str, form: str) -> None:
    """Say how well the points rank claims that became disputes, and how often each reason stood before one."""
    from redress.operations import risk

    found = risk.measure(content(None), rulebook=rulebook, source=source)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for line in found.lines():
        click.echo(line)


@command.command("propose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="Only claims imported from that system; default: all.")
@click.option("--rulebook", default="claims-service", show_default=True, help="Whose points.")
@click.option("--version", default="", help="Of the proposed rulebook; default: the next one.")
@click.option(
    "--effective", type=click.DateTime(["%Y-%m-%d"]), help="Its first day; default: of the next month."
)
@with_database
def propose(file: Path, source: str, rulebook: str, version: str, effective: datetime | None) -> None:
    """Refit the points to the claims there were, and write a new version of the rulebook as FILE. It is not published:
    read it, compare it with 'redress rulebook diff', then publish it with 'redress rulebook publish'."""
    from redress.operations import risk

    day = effective.date() if effective else _next_month(timezone.localdate())
    found = risk.propose(
        content(None), version=version or risk.next_version(rulebook), effective=day, rulebook=rulebook,
        source=source,
    )  # fmt: skip
    risk.save(found, file)
    for line in found.lines():
        click.echo(line)
    click.echo(
        _("Version %(version)s is in %(file)s. Nothing was published.")
        % {"version": found.version, "file": file}
    )


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
