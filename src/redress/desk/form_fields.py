"""One field of a form as the template shows it, whatever made it (a Pydantic command, a filter, a Django form).

{% include "desk/components/field.html" with field=field %}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

Kind = Literal[
    "text", "textarea", "select", "checkbox", "number", "date", "datetime-local", "tel", "email", "password",
    "file", "hidden",
]  # fmt: skip
Label = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select; `group` gathers options that follow one another."""

    value: str
    label: Label
    group: Label = ""
    of: str = ""
    """The value of the other field that its group belongs to."""


@dataclass(frozen=True, slots=True)
class Field:
    """Name, label, what was typed, and what is wrong with it.

    `error` is shown beside the field and announced to screen readers; `hint` stands beneath. `wide` fields take the
    whole width of a form's two columns. `rows` is the height of a textarea.
    """

    name: str
    label: Label
    kind: Kind = "text"
    value: str = ""
    values: Sequence[str] = ()
    """What is chosen where several may be."""
    choices: Sequence[Choice] = field(default=())
    multiple: bool = False
    required: bool = False
    error: Label = ""
    hint: Label = ""
    placeholder: Label = ""
    wide: bool = False
    rows: int = 4
    max_length: int | None = None
    autofocus: bool = False
    autocomplete: str = "off"
    lists: str = ""
    """Id of a datalist with suggestions."""
    accept: str = ""
    """Which files a file field offers first."""
    narrowed_by: str = ""
    """Name of the field whose choice says which groups of this one's choices fit."""
    narrowed_to: str = ""
    """What that field stands for while nothing is chosen in it."""
    watch: str = ""
    """Address asked by htmx when the value changes; it gets the whole form and answers into #<id>-watch."""

    @property
    def id(self) -> str:
        return f"id_{self.name.replace('.', '_')}"

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self.values) if self.multiple else frozenset({self.value})
