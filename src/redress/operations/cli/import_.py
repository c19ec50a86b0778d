from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redress.operations.console import BadInput, with_database
from redress.operations.patience import INTERRUPTED
from redress.operations.speech import gettext as _

if TYPE_CHECKING:
    from redress.operations.importing.tally import Tally


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--mapping", help="What columns and codes mean: ct-2011, ct-2018, claims-log, or a YAML file.")
@click.option("--unit", default="", help="Code of the unit the rows belong to; default: the mapping's.")
@click.option("--encoding", default="", help="Of a CSV file; default: the mapping's, which is UTF-8.")
@click.option(
    "--sheet", default="", help="Of a workbook; default: the mapping's, or the first with something in it."
)
@click.option(
    "--header", type=click.IntRange(1, 100), help="Row that names the columns; default: looked for."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), envvar="REDRESS_IMPORT_PROCESSES",
    help="So many share the work; default: one a core, at most 8.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Do everything and take it back.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what was found and done as JSON.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write rejected rows; default: FILE.rejects.csv."
)
@click.option(
    "--take-back", type=click.IntRange(1), metavar="IMPORT",
    help="Take back a whole import while nobody has worked on its cases.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is printed."
)
@click.option("--list", "listing", is_flag=True, help="Show the imports there were.")
@with_database
def command(
    file: Path | None,
    mapping: str | None,
    unit: str,
    encoding: str,
    sheet: str,
    header: int | None,
    processes: int | None,
    dry_run: bool,
    report: Path | None,
    rejects: Path | None,
    take_back: int | None,
    form: str,
    listing: bool,
) -> None:
    """Import a register of complaints, or a history of claims: CSV, CSV.gz or XLSX. Importing it again changes
    nothing (INT-17)."""
    from redress.operations.importing import kinds, runner, runs
    from redress.operations.importing.processes import usual
    from redress.operations.importing.progress import steps
    from redress.operations.importing.rejects import rejects as rejected

    if take_back is not None or listing:
        if file or mapping or (listing and take_back is not None):
            raise click.UsageError(
                _("--take-back and --list stand alone: they speak of imports there were, not of a file.")
            )
        for line in runs.listed() if take_back is None else runs.taken_back(take_back):
            click.echo(line)
        return
    if file is None or not mapping:
        raise click.UsageError(
            _(
                "Say which FILE, and with --mapping what its columns mean; or use --list, or --take-back IMPORT."
            )
        )
    given = {"encoding": encoding, "sheet": sheet, "header": (header,) if header else ()}
    chosen = kinds.load(mapping).model_copy(update={name: value for name, value in given.items() if value})
    _check_encoding(chosen.encoding)
    found = kinds.kind_of(chosen).report()
    with rejected(rejects or Path(f"{file}.rejects.csv")) as kept, steps() as progress:
        found.keep = kept.write
        try:
            runner.run(
                file, chosen, unit=unit, dry_run=dry_run, progress=progress, report=found, header=kept.know,
                hands=processes or usual(),
            )  # fmt: skip
        except KeyboardInterrupt:
            click.echo(runner.stopped(found), err=True)
            sys.exit(INTERRUPTED)
    _tell(found, form)
    try:
        if report:
            found.write(report)
    except OSError as problem:
        raise BadInput(
            _("The import is done, but its report could not be written: %(problem)s") % {"problem": problem}
        ) from problem
    if found.rejected:
        click.echo(
            _("Rejected rows are in %(file)s: correct and import that file.") % {"file": kept.path}, err=True
        )
        sys.exit(2)


def _tell(found: Tally, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for line in found.lines():
        click.echo(line)


def _check_encoding(name: str) -> None:
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        raise BadInput(_("There is no encoding '%(name)s'. Try utf-8 or gb18030.") % {"name": name}) from None
