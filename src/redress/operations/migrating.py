"""Moving open cases to another rulebook version, at the command line (CLK-09, CLS-07)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from redress.complaints.rulebooks import rulebook_migration as migration
from redress.complaints.rulebooks.queries import rulebooks
from redress.complaints.rulebooks.queries.rulebooks import UnknownRulebook, Version
from redress.operations.console import BadInput
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.organisation.models import Unit
from redress.rulebook.coverage import NO_MAP, CodeMap, Coverage, Way
from redress.worktime import plainyaml

MOST_REFUSALS = 20


def plan(source: str, target: str, unit: str, mapping: Path | None) -> migration.Plan:
    """`source` and `target` are 'name version'. Raises BadInput."""
    path = ""
    if unit:
        found = Unit.objects.filter(code=unit).first()
        if found is None:
            raise BadInput(
                _("There is no unit with code '%(code)s'. Choose one of the list.") % {"code": unit}
            )
        path = found.path
    return migration.Plan(_version(source), _version(target), path, _map(mapping))


def _version(text: str) -> Version:
    name, _space, version = text.partition(" ")
    try:
        return rulebooks.published(name, version)
    except UnknownRulebook as unknown:
        known = comma().join(f"'{each}'" for each in rulebooks.every())
        raise BadInput(
            _("No version '%(version)s' is published; published are: %(known)s.")
            % {"version": text, "known": known}
        ) from unknown


def _map(path: Path | None) -> CodeMap:
    """A YAML file: `classes: {old: new}` and `reasons: {old/reason: new/reason}`."""
    if path is None:
        return NO_MAP
    try:
        said = plainyaml.load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, plainyaml.Unreadable) as problem:
        raise BadInput(
            _("%(path)s: cannot be read as YAML: %(problem)s") % {"path": path, "problem": problem}
        ) from problem
    if not isinstance(said, dict) or not set(said) <= {"classes", "reasons"}:
        raise BadInput(_("%(path)s: give 'classes' and 'reasons', each a list of old: new.") % {"path": path})
    return CodeMap(_codes(path, said.get("classes")), _pairs(_codes(path, said.get("reasons"))))


def _codes(path: Path, given: Any) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(
        isinstance(part, str) for pair in given.items() for part in pair
    ):
        raise BadInput(_("%(path)s: every line says old: new, both codes.") % {"path": path})
    return dict(given)


def _pairs(given: dict[str, str]) -> dict[tuple[str, str], tuple[str, str]]:
    return {_pair(old): _pair(new) for old, new in given.items()}


def _pair(text: str) -> tuple[str, str]:
    code, _slash, reason = text.partition("/")
    return code, reason


def show(found: migration.Preview) -> None:
    """What would move, and which codes come along how."""
    click.echo(_("%(n)s open cases.") % {"n": f"{found.cases:,}"})
    for (clock, how), number in sorted(found.by_clock.items()):
        click.echo(f"  {clock}: {number:,} {how}")
    for moved in found.sample[:10]:
        click.echo(f"    {moved.number} {moved.clock}: {moved.before or '-'} -> {moved.after or '-'}")
    show_codes(found.codes)


def show_codes(codes: Coverage) -> None:
    """The coverage report of a code set."""
    said = {"covered": f"{codes.cases - codes.lost:,}", "cases": f"{codes.cases:,}"}
    click.echo(_("Codes: %(covered)s of %(cases)s cases covered.") % said)
    for row in codes.rows:
        if row.carried.way is not Way.SAME:
            to = "/".join(filter(None, row.carried.to)) or "-"
            code = "/".join(filter(None, row.code))
            said = {"way": row.carried.way, "code": code, "to": to, "n": f"{row.cases:,}"}
            click.echo(_("  %(way)s: %(code)s -> %(to)s (%(n)s cases)") % said)


def show_done(done: migration.Done) -> None:
    """How many were moved, and what was refused."""
    said = {"moved": f"{done.moved:,}", "refused": f"{len(done.refused):,}", "busy": f"{len(done.busy):,}"}
    click.echo(_("%(moved)s cases moved, %(refused)s refused, %(busy)s busy.") % said)
    for number, why in list(done.refused.items())[:MOST_REFUSALS]:
        click.echo(f"  {number}: {why}")
    if done.busy:
        names = comma().join(done.busy[:MOST_REFUSALS])
        click.echo(_("  busy, try again: %(names)s") % {"names": names})
