from pathlib import Path

import click

from redress.operations.console import BadInput, with_database
from redress.rulebook import Rulebook, RulebookError, check, diff, load


@click.group()
def command() -> None:
    """Rulebooks: check, compare, publish."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def check_file(file: Path, language: str) -> None:
    """Say what is wrong with FILE: file, line, rule. Status 2 when anything is."""
    problems = check(file)
    for problem in problems:
        click.echo(problem.get(language))
    if problems:
        raise BadInput(f"{file}: {len(problems)} problem(s). Mend them and check again.")
    book = load(file)
    click.echo(f"{file}: {book.name} {book.version} holds.")


@command.command("diff")
@click.argument("a")
@click.argument("b")
def compare(a: str, b: str) -> None:
    """What changes from rulebook A to B (files, or names of shipped ones)."""
    for change in diff(_load(a), _load(b)):
        click.echo(str(change))


@command.command()
@click.argument("file")
@with_database
def publish(file: str) -> None:
    """Keep FILE (or a shipped rulebook) as a version that new cases may follow."""
    from redress.complaints import rulebooks
    from redress.complaints.refusals import Refusal

    try:
        version = rulebooks.publish(file)
    except (RulebookError, Refusal) as error:
        raise BadInput(str(error)) from error
    click.echo(f"{version} is published; cases registered from {version.effective} follow it.")


def _load(name: str) -> Rulebook:
    try:
        return load(name)
    except RulebookError as error:
        raise BadInput(str(error)) from error
