from pathlib import Path

import click

from redress.operations.console import BadInput, start_django, with_database, with_settings
from redress.operations.speech import comma, spoken
from redress.operations.speech import gettext as _


@click.command()
@click.argument("what", nargs=-1)
@click.option(
    "--key",
    "keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A public key (PEM) that dossiers may be sealed with, besides this house's.",
)
def command(what: tuple[str, ...], keys: tuple[Path, ...]) -> None:
    """Verify dossiers, or the journal's hash chain of cases. Status 1 when something does not hold.

    WHAT are files (sealed dossiers, verified offline) or numbers of cases; nothing verifies every journal.
    """
    files = [Path(each) for each in what if Path(each).is_file()]
    lost = [each for each in what if each.lower().endswith(".zip") and not Path(each).is_file()]
    if lost:
        start_django()
        raise BadInput(_("There is no file %(name)s.") % {"name": lost[0]})
    numbers = tuple(each for each in what if not Path(each).is_file())
    whole = _dossiers(files, keys) if files else True
    if numbers or not files:
        _journals(numbers)
    if not whole:
        raise SystemExit(1)


@with_settings
def _dossiers(files: list[Path], keys: tuple[Path, ...]) -> bool:
    from redress.letters.dossier.checking import verify
    from redress.sealing.signing import fingerprint, house_keys

    try:
        own = {fingerprint(each) for each in house_keys()}
        given = [each.read_bytes() for each in keys]
        trusted = {fingerprint(each) for each in given} | own
    except ValueError as problem:
        raise BadInput(_("--key: this is no public key: %(problem)s") % {"problem": problem}) from problem
    whole = True
    for file in files:
        with spoken():
            report = verify(file, [*house_keys(), *given])
        for fault in report.faults:
            click.echo(f"{file.name}: {fault}")
        whole &= not report.faults
        if not report.faults:
            click.echo(
                _("%(file)s: %(number)s, %(files)s files, sealed %(at)s: holds")
                % {"file": file.name, "number": report.number, "files": report.files, "at": report.made_at}
            )
        if report.fingerprint:
            whose = _("this house's key") if report.fingerprint in own else _("the key you gave")
            whose = whose if report.fingerprint in trusted else _("a stranger's key")
            said = {"fingerprint": report.fingerprint, "whose": whose}
            click.echo(_("  key SHA-256 %(fingerprint)s (%(whose)s)") % said)
    return whole


@with_database
def _journals(numbers: tuple[str, ...]) -> None:
    from redress.complaints.journal import verify_all
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    checked = faulty = 0
    unknown = set(numbers)
    with acting_as(SYSTEM):
        for number, faults in verify_all(numbers):
            unknown.discard(number)
            checked += 1
            faulty += bool(faults)
            for fault in faults:
                click.echo(f"{fault.number} #{fault.sequence}: {_(fault.what)}")
    said = {"checked": checked, "faulty": faulty}
    click.echo(_("%(checked)s journals checked, %(faulty)s with faults") % said)
    if unknown:
        names = comma().join(sorted(unknown))
        raise BadInput(
            _("There is no case %(number)s. Give a number such as L2026-0000123.") % {"number": names}
        )
    if faulty:
        raise SystemExit(1)
