import shutil
from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken


@click.command()
@click.argument("number")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write.",
)
@click.option(
    "--purpose", default="authority", show_default=True, help="contact, identity, payment, authority."
)
@click.option("--masked", is_flag=True, help="Personal data masked.")
@with_database
def command(number: str, output: Path, purpose: str, masked: bool) -> None:
    """Write the sealed dossier of case NUMBER: PDF, letters, evidence, journal, hashes and signature (COM-11)."""
    from redress.casework.refusals import Refusal
    from redress.letters.dossier.making import dossier
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    try:
        with (
            spoken(),
            acting_as(SYSTEM),
            dossier(SYSTEM, number, purpose, masked=masked) as archive,
            output.open("wb") as out,
        ):
            shutil.copyfileobj(archive, out)
    except Refusal as refused:
        raise BadInput(str(refused)) from refused
    click.echo(
        _("%(file)s is written (%(bytes)s bytes). Verify it: redress verify %(file)s")
        % {"file": output, "bytes": f"{output.stat().st_size:,}"}
    )
