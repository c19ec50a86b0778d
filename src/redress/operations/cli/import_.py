import sys
from pathlib import Path

import click

from redress.__main__ import INTERRUPTED
from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, help="What columns and codes mean: ct-2011, ct-2018, or a YAML file."
)
@click.option("--unit", default="", help="Code of the unit the complaints belong to; default: the mapping's.")
@click.option("--encoding", default="", help="Of a CSV file; default: the mapping's, which is UTF-8.")
@click.option(
    "--sheet", default="", help="Of a workbook; default: the mapping's, or the first with something in it."
)
@click.option(
    "--header", type=click.IntRange(1, 100), help="Row that names the columns; default: looked for."
)
@click.option("--dry-run", is_flag=True, help="Do everything and take it back.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what was found and done as JSON.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write rejected rows; default: FILE.rejects.csv."
)
@with_database
def command(
    file: Path,
    mapping: str,
    unit: str,
    encoding: str,
    sheet: str,
    header: int | None,
    dry_run: bool,
    report: Path | None,
    rejects: Path | None,
) -> None:
    """Import a register: CSV, CSV.gz or XLSX. Importing it again changes nothing (INT-17)."""
    from redress.operations.importing import mapping as mappings
    from redress.operations.importing import runner
    from redress.operations.importing.progress import steps
    from redress.operations.importing.rejects import rejects as rejected
    from redress.operations.importing.report import Report

    given = {"encoding": encoding, "sheet": sheet, "header": (header,) if header else ()}
    chosen = mappings.load(mapping).model_copy(update={name: value for name, value in given.items() if value})
    _check_encoding(chosen.encoding)
    found = Report()
    with rejected(rejects or Path(f"{file}.rejects.csv")) as kept, steps() as progress:
        found.keep = kept.write
        try:
            runner.run(
                file, chosen, unit=unit, dry_run=dry_run, progress=progress, report=found, header=kept.know
            )
        except KeyboardInterrupt:
            click.echo(runner.stopped(found), err=True)
            sys.exit(INTERRUPTED)
    for line in found.lines():
        click.echo(line)
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


def _check_encoding(name: str) -> None:
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        raise BadInput(_("There is no encoding '%(name)s'. Try utf-8 or gb18030.") % {"name": name}) from None
