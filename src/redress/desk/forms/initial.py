"""What stands in a command's form before anybody types, as if somebody had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redress.casework import command as casework
from redress.complaints.commands.base import Command
from redress.complaints.queries.case import CaseFile
from redress.organisation.actor import Actor

_Initial = dict[str, list[str]]


def initial(command: type[Command], file: CaseFile) -> _Initial:
    """Field -> values: those by which the command itself begins, and what it presets for this case."""
    defaults = {
        name: [str(info.default)]
        for name, info in command.model_fields.items()
        if info.default and isinstance(info.default, str)
    }
    return defaults | preset(command, file.case, file.actor)


def preset(command: type[casework.Command], file: Any, actor: Actor) -> _Initial:
    """What a command on whatever kind of file presets."""
    given = command.presets(file, actor)
    return {name: typed for key, value in given.items() for name, typed in _typed(key, value)}


def _typed(name: str, value: object) -> list[tuple[str, list[str]]]:
    """The names of a form's fields with their values: a row's are `rows.0.field`."""
    if not isinstance(value, list | tuple):
        return [(name, [_word(value)])]
    rows = [each for each in value if isinstance(each, Mapping)]
    if not rows:
        return [(name, [_word(each) for each in value])]
    return [
        pair
        for place, row in enumerate(rows)
        for key, each in row.items()
        for pair in _typed(f"{name}.{place}.{key}", each)
    ]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
