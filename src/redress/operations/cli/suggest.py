from pathlib import Path

import click

from redress.operations.console import BadInput, with_database, with_settings
from redress.operations.speech import gettext as _


@click.group()
def command() -> None:
    """Suggestions while registering: learn them from closed files, measure how good they are (INT-16)."""


@command.command()
@click.option(
    "--unit", "code", required=True, help="Code of the unit whose closed files, and those below, teach."
)
@click.option(
    "--most", default=20_000, show_default=True, type=click.IntRange(50, 200_000), help="Newest files."
)
@with_database
def train(code: str, most: int) -> None:
    """Learn a new version from closed files. It is used once somebody chooses it on the page of the unit."""
    from redress.operations.suggesting import needs_the_extra, shown, unit_of
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.suggestions import learning
    from redress.suggestions.training import TooFew

    needs_the_extra()
    with acting_as(SYSTEM):
        unit = unit_of(code)
        try:
            row = learning.learn(SYSTEM, unit, most)
        except TooFew as few:
            raise BadInput(
                _(
                    "The closed files of %(unit)s are too few, or too much alike, to learn from. Try again later."
                )
                % {"unit": unit}
            ) from few
    said = {"version": row.version, "unit": unit, "files": row.files, "digest": row.digest[:16]}
    click.echo(
        _("Version %(version)s of %(unit)s was learned from %(files)s files; digest %(digest)s.") % said
    )
    for line in shown(row.measures):
        click.echo(line)
    click.echo(_("Nothing is suggested by it until somebody chooses it on the page of the unit."))


@command.group()
def measure() -> None:
    """How good suggestions are, on files that nothing was learned from."""


@measure.command("unit")
@click.argument("code")
@click.option("--version", default=0, help="By default the newest.")
@with_database
def of_unit(code: str, version: int) -> None:
    """What was measured when a version of the unit CODE was learned."""
    from redress.operations.suggesting import shown, unit_of
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.suggestions.queries import versions

    with acting_as(SYSTEM):
        rows = versions(SYSTEM, unit_of(code), most=1_000)
        row = next((each for each in rows if version in (0, each.version)), None)
    if row is None:
        raise BadInput(
            _("No such version was learned. Learn one: redress suggest train --unit %(code)s")
            % {"code": code}
        )
    click.echo(_("Version %(version)s, %(files)s files") % {"version": row.version, "files": row.files})
    for line in shown(row.measures):
        click.echo(line)


@measure.command("file")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--text", "texts", required=True, multiple=True, help="Column with text; may be given several times."
)
@click.option("--label", required=True, help="Column with what shall be suggested.")
@click.option("--whose", default="", help="Column that tells rows of the same person; these stay together.")
@with_settings
def of_file(table: Path, texts: tuple[str, ...], label: str, whose: str) -> None:
    """What labelled texts of a CSV file would teach: it learns from four fifths and asks about the rest."""
    from redress.operations.suggesting import examples_of, needs_the_extra, shown
    from redress.suggestions.kinds import LEAST
    from redress.suggestions.measuring import measure
    from redress.suggestions.training import TooFew

    needs_the_extra()
    try:
        found = measure(examples_of(table, texts, label, whose), LEAST / 100)
    except TooFew as few:
        raise BadInput(
            _("%(file)s has too few rows, or only one label, to learn from.") % {"file": table}
        ) from few
    for line in shown([each.said for each in found]):
        click.echo(line)
