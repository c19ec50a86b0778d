from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redress.operations.console import BadInput, start_django, with_database, with_settings
from redress.operations.speech import comma, spoken
from redress.operations.speech import gettext as _

if TYPE_CHECKING:
    from redress.operations.verifying.report import Fault


@click.command()
@click.argument("what", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="Everything, not only what came since the last time.")
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept elsewhere: is it a beginning of what is there now?",
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A public key (PEM) to trust, besides this house's.",
)
def command(what: tuple[str, ...], whole: bool, checkpoint: Path | None, keys: tuple[Path, ...]) -> None:
    """Verify what was sealed: everything, cases, dossiers, proofs. Status 1 when something does not hold.

    WHAT are files (sealed dossiers and proofs, verified offline) or numbers of cases. Without it journals, rows,
    checkpoints and files are verified: what came since the last time and a seventh of the rest, or --all.
    """
    files = [Path(each) for each in what if Path(each).is_file()]
    lost = [each for each in what if each.lower().endswith((".zip", ".json")) and not Path(each).is_file()]
    if lost:
        start_django()
        raise BadInput(_("There is no file %(name)s.") % {"name": lost[0]})
    numbers = tuple(each for each in what if not Path(each).is_file())
    holds = _files(files, keys) if files else True
    if checkpoint:
        holds &= _checkpoint(checkpoint, keys)
    if numbers:
        holds &= _cases(numbers)
    if not (files or numbers or checkpoint):
        holds &= _everything(whole)
    if not holds:
        raise SystemExit(1)


@with_settings
def _files(files: list[Path], keys: tuple[Path, ...]) -> bool:
    given = _given(keys)
    found = [_proof(file, given) if file.suffix == ".json" else _dossier(file, given) for file in files]
    return all(found)


def _given(keys: tuple[Path, ...]) -> list[bytes]:
    from redress.sealing.signing import fingerprint

    try:
        given = [each.read_bytes() for each in keys]
        for each in given:
            fingerprint(each)
    except ValueError as problem:
        raise BadInput(_("--key: this is no public key: %(problem)s") % {"problem": problem}) from problem
    return given


def _dossier(file: Path, given: list[bytes]) -> bool:
    from redress.letters.dossier.checking import verify
    from redress.sealing.signing import fingerprint, house_keys

    own = {fingerprint(each) for each in house_keys()}
    with spoken():
        report = verify(file, [*house_keys(), *given])
    for fault in report.faults:
        click.echo(f"{file.name}: {fault}")
    if not report.faults:
        click.echo(
            _("%(file)s: %(number)s, %(files)s files, sealed %(at)s: holds")
            % {"file": file.name, "number": report.number, "files": report.files, "at": report.made_at}
        )
    if report.fingerprint:
        whose = (
            _("the key you gave") if report.fingerprint in map(fingerprint, given) else _("a stranger's key")
        )
        whose = _("this house's key") if report.fingerprint in own else whose
        said = {"fingerprint": report.fingerprint, "whose": whose}
        click.echo(_("  key SHA-256 %(fingerprint)s (%(whose)s)") % said)
    return not report.faults


def _proof(file: Path, given: list[bytes]) -> bool:
    from redress.sealing.proofs import BadProof, verify

    try:
        with spoken():
            proven = verify(file.read_text(encoding="utf-8"), given)
    except (BadProof, UnicodeDecodeError) as bad:
        click.echo(f"{file.name}: {bad}")
        return False
    click.echo(
        _("%(file)s: holds; sealed %(at)s, leaf %(leaf)s of %(size)s") % {"file": file.name, **proven.place}
    )
    for name, value in proven.entry.items():
        click.echo(f"  {name}: {value}")
    return True


@with_database
def _checkpoint(file: Path, keys: tuple[Path, ...]) -> bool:
    from redress.operations.verifying.older import BadCheckpoint, compare
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    try:
        with acting_as(SYSTEM), spoken():
            found = compare(file.read_text(encoding="utf-8"), _given(keys))
    except (BadCheckpoint, UnicodeDecodeError) as bad:
        click.echo(f"{file.name}: {bad}")
        return False
    click.echo(
        _("%(file)s: holds; its %(size)s seals are the beginning of the %(now)s of today")
        % {"file": file.name, "size": f"{found.size:,}", "now": f"{found.now:,}"}
    )
    return True


@with_database
def _cases(numbers: tuple[str, ...]) -> bool:
    from redress.operations.verifying.engine import verify_cases

    reports, unknown = verify_cases(numbers)
    for report in reports:
        _tell(report.faults)
    faulty = sum(bool(report.faults) for report in reports)
    said = {"checked": len(reports), "faulty": faulty}
    click.echo(_("%(checked)s journals checked, %(faulty)s with faults") % said)
    if unknown:
        names = comma().join(unknown)
        raise BadInput(
            _("There is no case %(number)s. Give a number such as L2026-0000123.") % {"number": names}
        )
    return not faulty


@with_database
def _everything(whole: bool) -> bool:
    from redress.operations.verifying.engine import silent, verify
    from redress.operations.verifying.report import LOOKED_AT

    tell = _progress if sys.stderr.isatty() else silent
    report = verify(whole=whole, tell=tell)
    _tell(report.faults)
    for name in LOOKED_AT:
        click.echo(f"{_(name)}: {report.looked_at.get(name, 0):,}")
    click.echo(_("%(faulty)s faults") % {"faulty": len(report.faults)})
    return not report.faults


def _tell(faults: list[Fault]) -> None:
    for fault in faults:
        click.echo(f"{fault.where}: {_(fault.what)}")


def _progress(what: str) -> None:
    click.echo(f"\r\x1b[K{what}", nl=False, err=True)
