from pathlib import Path

import click

from redress.operations.console import BadInput, redress, with_database
from redress.operations.speech import gettext as _


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--verify/--no-verify", default=True, help="Verify everything afterwards.")
@with_database
def command(source: Path, verify: bool) -> None:
    """Put the backup SOURCE back, into an empty database and data folder, and verify it."""
    from redress.operations import checkpointing
    from redress.operations.backup import restoring
    from redress.operations.backup.tools import ToolFailed
    from redress.operations.run import prepare

    try:
        restored = restoring.restore(source)
    except (ToolFailed, restoring.NotRestored) as problem:
        raise BadInput(_("Nothing was restored: %(problem)s") % {"problem": problem}) from problem
    prepare.database()
    prepare.checkpoint()
    checkpointing.keep_missing()
    said = {"at": restored.made_at, "version": restored.version, "files": len(restored.files)}
    click.echo(_("Restored as of %(at)s (version %(version)s, %(files)d files).") % said)
    check = redress.get_command(click.Context(redress), "verify")
    if verify and check is not None:
        check.main([], standalone_mode=False)
