from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken


@click.command()
@click.argument("number")
@click.argument("sequence", type=int, default=0)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the proof."
)
@with_database
def command(number: str, sequence: int, output: Path | None) -> None:
    """Prove that a journal entry stands in the last checkpoint (SEC-04).

    NUMBER is a case, SEQUENCE its entry, by default the last. The proof is verified by `redress verify FILE` with the
    house's public key alone.
    """
    from redress.complaints import journal_chains
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.sealing import proofs

    with acting_as(SYSTEM), spoken():
        entry = journal_chains.entry_of(number, sequence)
        if entry is None:
            raise BadInput(_("Case %(number)s has no such entry.") % {"number": number})
        try:
            proof = proofs.make("complaints_journalentry", entry)
        except proofs.BadProof as bad:
            raise BadInput(str(bad)) from bad
    path = output or Path(f"{number}-proof.json")
    path.write_text(proof, encoding="utf-8")
    click.echo(_("%(path)s is written.") % {"path": path})
