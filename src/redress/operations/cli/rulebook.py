import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from redress.operations.console import BadInput, with_database
from redress.operations.speech import asked, content
from redress.operations.speech import gettext as _
from redress.rulebook import Rulebook, RulebookError, check, diff, load
from redress.rulebook.naming import Told, told


@click.group()
def command() -> None:
    """Rulebooks: check, compare, publish, simulate, migrate."""


@command.command("check")
@click.argument("file")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), help="By default that of the environment, or zh."
)
def check_file(file: str, language: str | None) -> None:
    """Say what is wrong with FILE, or with a shipped rulebook: file, line, rule. Status 2 when anything is."""
    problems, chosen = check(file), content(language)
    for problem in problems:
        click.echo(problem.get(chosen))
    zh = chosen == "zh"
    if problems:
        many = len(problems)
        raise BadInput(
            f"{file}：有 {many} 处问题，请修改后再检查。"
            if zh
            else f"{file}: {many} problem(s). Mend them and check again."
        )
    book = load(file)
    click.echo(
        f"{file}：{book.name} {book.version} 符合要求。"
        if zh
        else f"{file}: {book.name} {book.version} holds."
    )


@command.command("diff")
@click.argument("a")
@click.argument("b")
@click.option("--json", "as_json", is_flag=True, help="Raw places and values as well, for programs.")
def compare(a: str, b: str, as_json: bool) -> None:
    """What changes from rulebook A to B (files, or names of shipped ones), in people's words."""
    old, new, language = _load(a), _load(b), content(None)
    changes = diff(old, new)
    found = [told(change, old, new, language) for change in changes]
    if as_json:
        raw = (
            {"path": each.path, "kind": each.kind, "before": each.before, "after": each.after}
            for each in changes
        )
        rows = [plain | {"words": asdict(words)} for plain, words in zip(raw, found, strict=True)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for each in found:
        small = click.style(f"[{each.path}]", dim=True)
        click.echo(f"{_SIGNS[each.kind]} {each.place}{_colon(language)}{_values(each)}  {small}")


_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "


def _values(change: Told) -> str:
    return " → ".join(value for value in (change.before, change.after) if value)


@command.command()
@click.argument("file")
@with_database
def publish(file: str) -> None:
    """Keep FILE (or a shipped rulebook) as a version that new cases may follow."""
    from redress.administration import publishing
    from redress.casework.refusals import Refusal
    from redress.organisation.actor import SYSTEM
    from redress.rulebook.loader import text_of

    try:
        version = publishing.publish(SYSTEM, *text_of(file))
    except (RulebookError, Refusal) as error:
        raise BadInput(_said(error)) from error
    said = {"version": version, "day": version.effective}
    click.echo(_("%(version)s is published; cases registered from %(day)s follow it.") % said)
    for child in publishing.said_of_children(version.name):
        click.echo(child)


@command.command()
@click.option("--rulebook", "name", required=True, help="A file, or the name of a shipped rulebook.")
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Registered from.")
@click.option(
    "--to", "last", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Registered until, inclusive."
)
@click.option("--unit", default="", help="Code of a unit: its cases and those below it.")
@click.option("--calendar", default="", help="Another working calendar for all units.")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path, dir_okay=False), help="Write every tally here."
)
@click.option(
    "--processes", default=min(4, os.cpu_count() or 1), show_default=True, type=click.IntRange(1, 32)
)
@with_database
def simulate(
    name: str, first: datetime, last: datetime, unit: str, calendar: str, table: Path | None, processes: int
) -> None:
    """Replay the journals of a period: which limits would have been broken under another rulebook or calendar."""
    from redress.operations.simulating import ask, show, write

    if last < first:
        raise BadInput(_("--to lies before --from; give the first and the last day of the period."))
    report = ask(_load(name), first.date(), last.date(), unit, calendar, processes)
    show(report)
    if table:
        write(report, table)


@command.command()
@click.option("--from", "source", required=True, help="'name version' that the cases follow.")
@click.option("--to", "target", required=True, help="'name version' that they shall follow.")
@click.option("--unit", default="", help="Code of a unit: its cases and those below it.")
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="YAML: old codes to new ones."
)
@click.option("--apply", is_flag=True, help="Do it; without this, say what would happen.")
@click.option("--reason", default="", help="Why; the journal of every case keeps it.")
@with_database
def migrate(source: str, target: str, unit: str, mapping: Path | None, apply: bool, reason: str) -> None:
    """Move open cases to another published version: which deadlines would move, which codes come along."""
    from redress.complaints.rulebooks import rulebook_migration
    from redress.operations import migrating
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    if apply and not reason.strip():
        raise BadInput(_("Give --reason: the journal of every case keeps why its deadlines moved."))
    plan = migrating.plan(source, target, unit, mapping)
    with acting_as(SYSTEM):
        if not apply:
            migrating.show(rulebook_migration.preview(SYSTEM, plan))
            return
        migrating.show_done(rulebook_migration.carry_out(SYSTEM, plan, reason))


def _load(name: str) -> Rulebook:
    try:
        return load(name)
    except RulebookError as error:
        raise BadInput(_said(error)) from error


def _said(error: Exception) -> str:
    """Problems of a rulebook in the language of the command line; these need no Django."""
    language = asked() or "en"
    if isinstance(error, RulebookError):
        return "\n".join(problem.get(language) for problem in error.problems)
    return str(error)
