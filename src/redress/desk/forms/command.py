"""The form of any command, made from its schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext, gettext_noop

from redress.casework.listing import listed
from redress.complaints import findings, flows
from redress.complaints.commands.base import Command
from redress.complaints.queries.case import CaseFile
from redress.desk.form_fields import Field, Kind
from redress.desk.forms import reading
from redress.desk.forms.choices import EMPTY, choices
from redress.desk.forms.faults import NONE, Faults
from redress.desk.forms.letters import wording
from redress.desk.forms.schema import Declared, Shape, declared
from redress.rulebook.schema.special_flows import StepKind

BLANK_ROWS = 3
ROWS = {("set_representatives", "people"): 5, ("record_finding", "further"): 0}
"""Rows to fill in where three do not fit: a group has up to five representatives (INT-12); of findings there are as
many as are still owed."""
UNKNOWN = frozenset({"delivered_at", "transferred_at"})
"""Times that are not known when nothing is entered."""
OF_A_FLOW: dict[tuple[str, str], StepKind] = {
    ("dispatch", "transferred_at"): "dispatch",
    ("dispatch", "their_opinion"): "dispatch",
}
"""Fields that are there for the steps of special flows, and the kind of step (FLW-12)."""
WHEN: dict[tuple[str, str], str] = {
    ("give_feedback", "objections"): gettext_noop("When the customer does not accept"),
    ("decide_review", "decision"): gettext_noop("When the decision is changed"),
    ("decide_review", "basis"): gettext_noop("When the decision is changed"),
}
"""Fields that are asked for in one case only, and which."""
NARROWED: dict[tuple[str, str], str] = {("reclass", "reason_code"): "class_code"}
"""Fields whose choices belong to what is chosen in another one (CLS-01)."""
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
        if _asked((command.name, field.name), file)
    ]


def _asked(name: tuple[str, str], file: CaseFile) -> bool:
    """What only some flows want to know is asked for only in these."""
    if name not in OF_A_FLOW:
        return True
    steps = flows.steps(file.case, OF_A_FLOW[name]).values()
    return any(name[1] in step.needs for step in steps)


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
    least = ROWS.get((command.name, field.name), BLANK_ROWS)
    count = max(least, reading.count(typed, field.name))
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
    name = prefix + field.name
    found = choices(command, field, file)
    if prefix and found and found[0] != EMPTY and field.shape != "several":
        found = [EMPTY, *found]  # an only choice stands by itself, but not in a row that may stay empty
    kind: Kind = "select" if found is not None else KINDS[field.shape]
    more: dict[str, Any] = {}
    if field.shape == "money":
        more = {"hint": gettext("In yuan, for example 1200.50 or 12,000")}
    elif field.shape == "time":
        now = field.past and not field.required and field.name not in UNKNOWN
        more = {"hint": gettext("Empty: now")} if now else {}
    if words := WHEN.get((command.name, field.name)):
        more = {"hint": gettext(words)}
    if (command.name, field.name) == ("record_finding", "kind"):
        owed = [kind.label for kind in findings.missing(file.case)]
        more = {"hint": gettext("Still missing: %(missing)s.") % {"missing": listed(owed)}} if owed else {}
    if field.name == "evidence" and not file.row.attachments.all():
        more = {
            "hint": gettext("The case has no file yet: attach it as evidence first, then come back here.")
        }
    if other := NARROWED.get((command.name, field.name)):
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
