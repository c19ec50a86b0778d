"""The fields of a form, made from what a command on a file of any kind declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from redress.casework.asking import PLAIN, Prompt
from redress.casework.command import Command
from redress.desk.form_fields import Field
from redress.desk.forms import reading
from redress.desk.forms.choices import EMPTY, offered
from redress.desk.forms.command import BLANK_ROWS, KINDS, Rows
from redress.desk.forms.faults import Faults
from redress.desk.forms.schema import Declared, declared
from redress.organisation.actor import Actor

Part = Field | Rows


def parts_of(
    command: type[Command], typed: Mapping[str, list[str]], faults: Faults, file: Any, actor: Actor
) -> list[Part]:
    """All that are asked for, as they were typed. `file`: open; None where the command makes one."""
    return [
        part_of(command, field, typed, faults, file, actor)
        for field in declared(command)
        if _wanted(command, field, file, actor)
    ]


def part_of(
    command: type[Command],
    field: Declared,
    typed: Mapping[str, list[str]],
    faults: Faults,
    file: Any,
    actor: Actor,
) -> Part:
    """A field of a form, or rows of fields."""
    if field.row is None:
        return _field(command, field, typed, faults, file, actor)
    least = command.prompts.get(field.name, PLAIN).rows
    count = max(BLANK_ROWS if least is None else least, reading.count(typed, field.name))
    rows = [
        [
            _field(command, part, typed, faults, file, actor, field.name, f"{field.name}.{number}.")
            for part in declared(field.row)
            if _wanted(command, part, file, actor, field.name)
        ]
        for number in range(count)
    ]
    return Rows(field.name, gettext(field.title), faults.of(field.name), rows)


def _prompt(command: type[Command], name: str, rows: str = "") -> Prompt:
    """How a field is asked for; one of a row by the name of its rows, or by its own."""
    return command.prompts.get(f"{rows}.{name}" if rows else name) or command.prompts.get(name, PLAIN)


def _wanted(command: type[Command], field: Declared, file: Any, actor: Actor, rows: str = "") -> bool:
    """Not what is known already, nor what there is none to choose of."""
    prompt = _prompt(command, field.name, rows)
    if prompt.unless is not None and prompt.unless(file, actor):
        return False
    return not prompt.if_any or any(each != EMPTY for each in offered(prompt, field, file, actor) or ())


def _field(
    command: type[Command],
    field: Declared,
    typed: Mapping[str, list[str]],
    faults: Faults,
    file: Any,
    actor: Actor,
    rows: str = "",
    prefix: str = "",
) -> Field:
    name, prompt = prefix + field.name, _prompt(command, field.name, rows)
    choices = offered(prompt, field, file, actor)
    if prefix and choices and choices[0] != EMPTY and not field.required:
        choices = [EMPTY, *choices]
    hint = ""
    if field.shape == "time" and field.past and not field.required and not prompt.unknown:
        hint = gettext("Empty: now")
    if prompt.when:
        hint = gettext(prompt.when)
    elif prompt.hint is not None and file is not None:
        hint = prompt.hint(file)
    return Field(
        name=name,
        label=gettext(field.title),
        kind="select" if choices is not None else KINDS[field.shape],
        value=reading.one(typed, name),
        values=list(typed.get(name, ())),
        choices=choices or (),
        multiple=field.shape == "several",
        required=field.required and not prefix,
        error=faults.of(name),
        hint=hint,
        wide=field.shape in ("text", "several") and not prefix,
        rows=2,
    )
