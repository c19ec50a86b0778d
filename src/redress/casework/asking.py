"""How the fields of a command are asked for, on any face, where their types do not say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redress.organisation.actor import Actor
from redress.rulebook.sections.special_flows.schema import StepKind


@dataclass(frozen=True, slots=True)
class Option:
    """A value and what it is called; `group` gathers options under a heading, `of` is that heading's own value."""

    value: str
    label: str
    group: str = ""
    of: str = ""


Choices = Callable[[Any, Actor], Sequence[Option]]
"""Of a file, and whoever gives the command on it: what can be chosen."""

Presets = Mapping[str, object]
"""Field -> what stands there before anybody types: a value, several, or rows, each of which is such a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """How one field is asked for. Rows of fields are fields too, by their own names."""

    choices: Choices | None = None
    """What can be chosen, instead of what the type says."""
    sure: bool = False
    """Where there is but one to choose it is that one, although the field may be left out."""
    whole: bool = False
    """To choose nothing means one of the choices, or is none."""
    if_any: bool = False
    """It is asked for only where there is something to choose."""
    unless: Callable[[Any, Actor], bool] | None = None
    """Of a file and whoever gives the command: whether it is known already, and not asked for."""
    narrowed_by: str = ""
    """The field whose choice says which of these there are."""
    rows: int | None = None
    """With how many rows it begins; None: as the face thinks fit."""
    step: StepKind | None = None
    """It is asked for only where a step of this kind, in the flow of the case, needs it (FLW-12)."""
    unknown: bool = False
    """A time that is not known when none is given, where otherwise it would be now."""
    when: str = ""
    """In which case alone it is asked for, in words to be translated."""
    hint: Callable[[Any], str] | None = None
    """Of a file: what is said beside it; '' is nothing."""


PLAIN = Prompt()
"""A field of which its type says everything."""
