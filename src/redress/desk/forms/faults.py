"""Where in a form a fault is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from redress.casework import access
from redress.casework.problems import Problem
from redress.casework.refusals import Refusal
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
    return Faults({_place(each.field, typed): _told(each.message, each.rule) for each in problems})


def from_refusal(refusal: Refusal, shown: Iterable[str]) -> Faults:
    """A rule stands against it: at its field when the form shows that field, else above the form."""
    access.told(refusal)
    if refusal.field and refusal.field in set(shown):
        return Faults({refusal.field: _told(str(refusal.because), refusal.rule)})
    return Faults(refusal=refusal)


def _told(words: str, rule: str) -> SafeString:
    return format_html('{} <span class="rule">{}</span>', words, rule)


def _place(path: str, typed: reading.Typed) -> str:
    name, _dot, rest = path.partition(".")
    number, _dot, part = rest.partition(".")
    if not number.isdigit() or not part:
        return name if number.isdigit() else path
    numbers = reading.positions(typed, name)
    place = numbers[int(number)] if int(number) < len(numbers) else int(number)
    return f"{name}.{place}.{part}"
