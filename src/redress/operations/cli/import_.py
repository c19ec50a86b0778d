import sys
from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, help="What columns and codes mean: ct-2011, ct-2018, or a YAML file."
)
@click.option("--unit", default="", help="Code of the unit the complaints belong to; default: the mapping's.")
@click.option("--encoding", default="", help="Of a CSV file; default: the mapping's, which is UTF-8.")
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
    dry_run: bool,
    report: Path | None,
    rejects: Path | None,
) -> None:
    """Import a register: CSV, CSV.gz or XLSX. Importing it again changes nothing (INT-17)."""
    import codecs

    from redress.operations.importing import mapping as mappings
    from redress.operations.importing import runner
    from redress.operations.importing.progress import bar

    chosen = mappings.load(mapping)
    if encoding:
        chosen = chosen.model_copy(update={"encoding": encoding})
    try:
        codecs.lookup(chosen.encoding)
    except LookupError:
        raise BadInput(
            _("There is no encoding '%(name)s'. Try utf-8 or gb18030.") % {"name": chosen.encoding}
        ) from None
    with bar(_("Importing")) as progress:
        done = runner.run(file, chosen, unit=unit, dry_run=dry_run, progress=progress)
    for line in done.report.lines():
        click.echo(line)
    try:
        if report:
            done.report.write(report)
        if done.report.rejects:
            rejects = rejects or Path(f"{file}.rejects.csv")
            done.report.write_rejects(rejects, done.header)
    except OSError as problem:
        raise BadInput(
            _("The import is done, but its report could not be written: %(problem)s") % {"problem": problem}
        ) from problem
    if done.report.rejects:
        click.echo(
            _("Rejected rows are in %(file)s: correct and import that file.") % {"file": rejects}, err=True
        )
        sys.exit(2)
