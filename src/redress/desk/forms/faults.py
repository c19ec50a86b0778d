"""Where in a form a fault is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from redress.complaints.commands.errors import Problem
from redress.complaints.refusals import Refusal
from redress.desk.forms import reading


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a form: by field, and the refusals that are about no field shown."""

    by_field: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None

    def of(self, name: str) -> str:
        return self.by_field.get(name, "")

    def __bool__(self) -> bool:
        return bool(self.by_field) or self.refusal is not None


NONE = Faults()


def from_problems(problems: Iterable[Problem], typed: reading.Typed) -> Faults:
    """Faults of the input; those of rows are moved to the number the row has on the page."""
    return Faults({_place(problem.field, typed): str(problem) for problem in problems})


def from_refusal(refusal: Refusal, shown: Iterable[str]) -> Faults:
    """A rule stands against it: at its field when the form shows that field, else above the form."""
    if refusal.field and refusal.field in set(shown):
        return Faults({refusal.field: str(refusal)})
    return Faults(refusal=refusal)


def _place(path: str, typed: reading.Typed) -> str:
    name, _dot, rest = path.partition(".")
    number, _dot, part = rest.partition(".")
    if not number.isdigit() or not part:
        return name if number.isdigit() else path
    numbers = reading.positions(typed, name)
    place = numbers[int(number)] if int(number) < len(numbers) else int(number)
    return f"{name}.{place}.{part}"
