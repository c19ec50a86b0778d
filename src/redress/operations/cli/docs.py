from pathlib import Path

import click

from redress.operations.console import with_settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=Path("docs/commands.md"))
def command(file: Path) -> None:
    """Write the reference of commands and states to FILE."""
    from redress.operations import catalogue

    catalogue.compile_all()  # before Django starts, which keeps the words that it finds then
    _write(file)
    click.echo(f"{file} is written.")


@with_settings
def _write(file: Path) -> None:
    from redress.operations.manual import manual

    file.write_text(manual(), "utf-8")
