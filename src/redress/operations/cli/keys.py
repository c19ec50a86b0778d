from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

import click

from redress.operations.console import BadInput, with_database, with_settings
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken

if TYPE_CHECKING:
    from redress.privacy.rotation import Rotated


@click.group()
def command() -> None:
    """Keys of personal data, and the seal of dossiers."""


@command.command()
@with_database
def rotate() -> None:
    """Write every personal value anew with the first key of REDRESS_FIELD_KEYS; may be stopped and run again.

    Blind indexes are computed anew as well.

    A value that does not open is listed and left as it is; the exit status is then 1.
    """
    from redress.operations.rotating import rotate_factors, rotate_files
    from redress.privacy.indexing import renew_all
    from redress.privacy.rotation import rotate as rotate_values
    from redress.sealing.doors import door

    with door("keys rotate"):  # as the owner of the database: the registers let nobody else write
        tell(chain(rotate_values(), renew_all(), [rotate_factors(), rotate_files()]), rewritten=True)


@command.command()
@with_database
def check() -> None:
    """Open every personal value, file and second factor and change nothing; lists what does not open.

    The exit status is then 1.
    """
    from redress.operations.rotating import check_factors, check_files
    from redress.privacy.rotation import check as check_values

    tell(chain(check_values(), (each() for each in (check_factors, check_files))), rewritten=False)


def tell(columns: Iterable[Rotated], *, rewritten: bool) -> None:
    """Say what became of each column; ends the command with 1 when there is a value that does not open."""
    broken = 0
    for column in columns:
        if rewritten:
            click.echo(_("%(table)s: %(n)s rewritten") % {"table": column.name, "n": column.rewritten})
        for key in column.unreadable:
            click.echo(
                _("%(table)s, row %(key)s: does not open") % {"table": column.name, "key": key}, err=True
            )
        broken += len(column.unreadable)
    if broken:
        raise click.exceptions.Exit(1)


@command.command()
@with_settings
def public() -> None:
    """Show the public key that dossiers are verified with, and its fingerprint (COM-11)."""
    from redress.casework.refusals import Refusal
    from redress.letters.dossier import seal
    from redress.letters.dossier.sealed import public_key

    try:
        with spoken():
            pem = public_key()
    except Refusal as refused:
        raise BadInput(str(refused.because)) from refused
    click.echo(pem.decode(), nl=False)
    click.echo(f"SHA-256 {seal.fingerprint(pem)}")
