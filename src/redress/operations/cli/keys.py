import click

from redress.operations.console import BadInput, with_database, with_settings
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken


@click.group()
def command() -> None:
    """Keys of personal data, and the seal of dossiers."""


@command.command()
@with_database
def rotate() -> None:
    """Write every personal value anew with the first key of REDRESS_FIELD_KEYS; may be stopped and run again."""
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM
    from redress.privacy.rotation import rotate as rotate_values

    with acting_as(SYSTEM):
        for table in rotate_values():
            click.echo(_("%(table)s: %(n)s rewritten") % {"table": table.name, "n": table.rewritten})


@command.command()
@with_settings
def public() -> None:
    """Show the public key that dossiers are verified with, and its fingerprint (COM-11)."""
    from redress.complaints.refusals import Refusal
    from redress.letters.dossier import seal
    from redress.letters.dossier.sealing import public_key

    try:
        with spoken():
            pem = public_key()
    except Refusal as refused:
        raise BadInput(str(refused.because)) from refused
    click.echo(pem.decode(), nl=False)
    click.echo(f"SHA-256 {seal.fingerprint(pem)}")
