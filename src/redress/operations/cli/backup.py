from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import gettext as _


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@with_database
def command(target: Path) -> None:
    """Write a backup to TARGET, a new folder or a file ending in .tar: database, files, hashes. Never the keys."""
    from redress.operations.backup import making
    from redress.operations.backup.tools import ToolFailed

    if target.exists():
        raise BadInput(_("%(path)s is there already; name a new one.") % {"path": target})
    try:
        made = making.make(target)
    except (ToolFailed, OSError) as problem:
        raise BadInput(_("No backup was made: %(problem)s") % {"problem": problem}) from problem
    size = sum(each.bytes for each in made.files.values())
    said = {"path": target, "files": len(made.files), "mb": size / 1_000_000}
    click.echo(_("%(path)s: %(files)d files, %(mb).1f MB.") % said)
    keys = ", ".join(f"{name} {' '.join(ids)}".removesuffix(" -") for name, ids in made.keys.items() if ids)
    click.echo(_("Keep apart from it, or nobody reads it again: %(keys)s") % {"keys": keys})
