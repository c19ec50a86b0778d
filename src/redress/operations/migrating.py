"""Moving open cases to another rulebook version, at the command line (CLK-09, CLS-07)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import yaml

from redress.complaints import rulebook_migration as migration
from redress.complaints.queries import rulebooks
from redress.complaints.queries.rulebooks import UnknownRulebook, Version
from redress.operations.console import BadInput
from redress.organisation.models import Unit
from redress.rulebook.coverage import NO_MAP, CodeMap, Coverage, Way

MOST_REFUSALS = 20


def plan(source: str, target: str, unit: str, mapping: Path | None) -> migration.Plan:
    """`source` and `target` are 'name version'. Raises BadInput."""
    path = ""
    if unit:
        found = Unit.objects.filter(code=unit).first()
        if found is None:
            raise BadInput(f"There is no unit with code '{unit}'.")
        path = found.path
    return migration.Plan(_version(source), _version(target), path, _map(mapping))


def _version(text: str) -> Version:
    name, _, version = text.partition(" ")
    try:
        return rulebooks.published(name, version)
    except UnknownRulebook as unknown:
        known = ", ".join(f"'{each}'" for each in rulebooks.every())
        raise BadInput(f"No version '{text}' is published; published are: {known}.") from unknown


def _map(path: Path | None) -> CodeMap:
    """A YAML file: `classes: {old: new}` and `reasons: {old/reason: new/reason}`."""
    if path is None:
        return NO_MAP
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise BadInput(f"{path}: cannot be read as YAML: {problem}") from problem
    if not isinstance(said, dict) or not set(said) <= {"classes", "reasons"}:
        raise BadInput(f"{path}: give 'classes' and 'reasons', each a list of old: new.")
    return CodeMap(_codes(path, said.get("classes")), _pairs(_codes(path, said.get("reasons"))))


def _codes(path: Path, given: Any) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(
        isinstance(part, str) for pair in given.items() for part in pair
    ):
        raise BadInput(f"{path}: every line says old: new, both codes.")
    return dict(given)


def _pairs(given: dict[str, str]) -> dict[tuple[str, str], tuple[str, str]]:
    return {_pair(old): _pair(new) for old, new in given.items()}


def _pair(text: str) -> tuple[str, str]:
    code, _, reason = text.partition("/")
    return code, reason


def show(found: migration.Preview) -> None:
    """What would move, and which codes come along how."""
    click.echo(f"{found.cases:,} open cases.")
    for (clock, how), number in sorted(found.by_clock.items()):
        click.echo(f"  {clock}: {number:,} {how}")
    for moved in found.sample[:10]:
        click.echo(f"    {moved.number} {moved.clock}: {moved.before or '-'} -> {moved.after or '-'}")
    show_codes(found.codes)


def show_codes(codes: Coverage) -> None:
    """The coverage report of a code set."""
    click.echo(f"Codes: {codes.cases - codes.lost:,} of {codes.cases:,} cases covered.")
    for row in codes.rows:
        if row.carried.way is not Way.SAME:
            to = "/".join(filter(None, row.carried.to)) or "-"
            click.echo(
                f"  {row.carried.way}: {'/'.join(filter(None, row.code))} -> {to} ({row.cases:,} cases)"
            )


def show_done(done: migration.Done) -> None:
    """How many were moved, and what was refused."""
    click.echo(f"{done.moved:,} cases moved, {len(done.refused):,} refused, {len(done.busy):,} busy.")
    for number, why in list(done.refused.items())[:MOST_REFUSALS]:
        click.echo(f"  {number}: {why}")
    if done.busy:
        click.echo(f"  busy, try again: {', '.join(done.busy[:MOST_REFUSALS])}")
