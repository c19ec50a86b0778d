"""The rows of further matters in a register form: as many as were asked for, never fewer than were filled (INT-09)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redress.complaints.intake.commands.new_complaint import MatterGiven
from redress.desk.form_fields import Choice, Field
from redress.desk.forms import reading
from redress.desk.forms.faults import Faults
from redress.desk.forms.schema import declared

MOST = 10
_Label = Callable[[str], str]


def rows(
    typed: reading.Typed, faults: Faults, classes: Sequence[Choice], reasons: Sequence[Choice], label: _Label
) -> list[list[Field]]:
    """One list of fields a matter. `add_matter` and `drop_matter` come from the buttons."""
    numbers = [number for number in range(_count(typed)) if str(number) != reading.one(typed, "drop_matter")]
    if reading.one(typed, "add_matter"):
        numbers.append(_count(typed))
    return [
        _row(place, number, typed, faults, classes, reasons, label)
        for place, number in enumerate(numbers[:MOST])
    ]


def _count(typed: reading.Typed) -> int:
    asked = reading.one(typed, "matter_rows")
    filled = max((number + 1 for number in reading.positions(typed, "matters")), default=0)
    return min(max(int(asked) if asked.isdecimal() and len(asked) < 3 else 0, filled), MOST)


def _row(
    place: int,
    number: int,
    typed: reading.Typed,
    faults: Faults,
    classes: Sequence[Choice],
    reasons: Sequence[Choice],
    label: _Label,
) -> list[Field]:
    choices = {"class_code": classes, "reason_code": reasons}
    return [
        Field(
            name=f"matters.{place}.{each.name}",
            label=label(each.title),
            kind="select" if each.name in choices else "textarea",
            value=reading.one(typed, f"matters.{number}.{each.name}"),
            choices=choices.get(each.name, ()),
            error=faults.of(f"matters.{number}.{each.name}"),
            wide=each.name == "facts",
            rows=2,
        )
        for each in declared(MatterGiven)
    ]
