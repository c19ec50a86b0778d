"""The form of any command, made from its schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext

from redress.casework.asking import PLAIN, Prompt
from redress.complaints.commands.base import Command
from redress.complaints.flows import course
from redress.complaints.queries.case import CaseFile
from redress.desk.form_fields import Field, Kind
from redress.desk.forms import reading
from redress.desk.forms.choices import EMPTY, choices
from redress.desk.forms.faults import NONE, Faults
from redress.desk.forms.letters import wording
from redress.desk.forms.schema import Declared, Shape, declared

BLANK_ROWS = 3
"""Rows to fill in, where the command does not say how many."""
LONG = 32
"""A choice of more letters, a Chinese one counting twice, does not fit into half a form."""
KINDS: dict[Shape, Kind] = {
    "line": "text",
    "text": "textarea",
    "yes_no": "checkbox",
    "number": "number",
    "money": "text",
    "time": "datetime-local",
    "date": "date",
    "choice": "select",
    "several": "select",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A field of several rows, each of several fields: causes with their departments."""

    name: str
    label: str
    error: str
    rows: list[list[Field]]


Part = Field | Rows


def parts(command: type[Command], file: CaseFile, typed: reading.Typed, faults: Faults = NONE) -> list[Part]:
    """The fields of the command's form with what was typed and what is wrong with it."""
    return [
        _part(command, field, file, typed, faults)
        for field in declared(command)
        if _asked(command, field, file)
    ]


def _asked(command: type[Command], field: Declared, file: CaseFile) -> bool:
    """Not what only other flows want to know (FLW-12), nor of what there is none to choose."""
    prompt = _prompt(command, field.name)
    if prompt.if_any:
        return any(each != EMPTY for each in choices(command, field, file) or ())
    step = prompt.step
    return step is None or any(field.name in each.needs for each in course.steps(file.case, step).values())


def _prompt(command: type[Command], name: str) -> Prompt:
    return command.prompts.get(name, PLAIN)


def names(command: type[Command]) -> list[str]:
    """The names under which a refusal can find its field."""
    return list(command.model_fields)


def _part(
    command: type[Command], field: Declared, file: CaseFile, typed: reading.Typed, faults: Faults
) -> Part:
    if field.row is not None:
        return _rows(command, field, file, typed, faults)
    return make(command, field, file, typed, faults)


def _rows(
    command: type[Command], field: Declared, file: CaseFile, typed: reading.Typed, faults: Faults
) -> Rows:
    assert field.row is not None
    least = _prompt(command, field.name).rows
    count = max(BLANK_ROWS if least is None else least, reading.count(typed, field.name))
    rows = [
        [
            make(command, part, file, typed, faults, prefix=f"{field.name}.{number}.", required=False)
            for part in declared(field.row)
        ]
        for number in range(count)
    ]
    return Rows(field.name, gettext(field.title), faults.of(field.name), rows)


def make(
    command: type[Command],
    field: Declared,
    file: CaseFile,
    typed: reading.Typed,
    faults: Faults,
    *,
    prefix: str = "",
    required: bool | None = None,
) -> Field:
    """One field as the template shows it."""
    name, prompt = prefix + field.name, _prompt(command, field.name)
    found = choices(command, field, file)
    if prefix and found and found[0] != EMPTY and field.shape != "several":
        found = [EMPTY, *found]  # an only choice stands by itself, but not in a row that may stay empty
    kind: Kind = "select" if found is not None else KINDS[field.shape]
    more: dict[str, Any] = {}
    if field.shape == "money":
        more = {"hint": gettext("In yuan, for example 1200.50 or 12,000")}
    elif field.shape == "time":
        now = field.past and not field.required and not prompt.unknown
        more = {"hint": gettext("Empty: now")} if now else {}
    if prompt.when:
        more = {"hint": gettext(prompt.when)}
    elif prompt.hint is not None:
        more = {"hint": prompt.hint(file.case)}
    if field.name == "evidence" and not file.row.attachments.all():
        more = {
            "hint": gettext("The case has no file yet: attach it as evidence first, then come back here.")
        }
    if other := prompt.narrowed_by:
        more |= {"narrowed_by": prefix + other, "narrowed_to": str(getattr(file.row, other))}
    return Field(
        name=name,
        label=gettext(field.title),
        kind=kind,
        value=reading.one(typed, name),
        values=list(typed.get(name, ())),
        choices=found or (),
        multiple=field.shape == "several",
        required=field.required if required is None else required,
        error=faults.of(name),
        wide=kind == "textarea"
        or field.shape == "several"
        or any(_wide(each.label, prefix) for each in found or ()),
        rows=2 if prefix else 4,
        watch=wording(file) if field.name in command.told else "",
        **more,
    )


def _wide(label: object, prefix: str) -> bool:
    """Whether a choice needs the whole width; of rows, which belong together, only a very long one takes it."""
    length = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in str(label))
    return length > (LONG * 2 if prefix else LONG)
