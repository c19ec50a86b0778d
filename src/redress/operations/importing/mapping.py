"""A mapping: which column is what, and which of our codes stands for each of the source's. A YAML file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from redress.complaints.kinds import Source, Validity
from redress.operations.console import BadInput
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.rulebook import State

_SHIPPED = files("redress.operations.importing") / "mappings"


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One column or several; several are told apart by ' / '."""
Lists = dict[str, Names]
"""Our code -> the source's codes for it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Part):
    """Headers of the source's columns. Of `reason`, the first decides the class, the second the reason."""

    number: str
    received: str
    closed: str = ""
    company: str = ""
    coverage: Names = ()
    reason: Names = Field(min_length=1, max_length=2)
    disposition: Names = ()
    recovered: str = ""
    status: str = ""

    def all(self) -> list[str]:
        """Every header that the mapping reads, each once."""
        single = [self.number, self.received, self.closed, self.company, self.recovered, self.status]
        return list(dict.fromkeys(filter(None, [*single, *self.coverage, *self.reason, *self.disposition])))


class ClassMap(_Part):
    """Our class for a source's reason; `where` gives our reason code, or 'class/reason' where the class differs.

    `none` in `where` lists codes that are known and have no reason of ours.
    """

    to: str
    where: Lists = {}


class Mapping(_Part):
    """See docs/import.md."""

    mapping: str
    title: str
    source: str = Field(min_length=1, max_length=40)
    unit: str = ""
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    dates: str
    columns: Columns
    ignore: Names = ()

    channel: str
    came_from: Source = Source.DIRECT
    level: str = "general"
    unmapped_class: str = "other"
    open_cases: Literal["clocks", "no_clocks"] = "no_clocks"

    classes: dict[str, ClassMap]
    coverages: Lists = {}
    states: dict[State, Names] = {}
    keep: Names = ()
    validity: dict[str, dict[Validity | Literal["none"], Names]] = {}
    levels: dict[str, Lists] = {}


def load(name_or_path: str) -> Mapping:
    """A shipped mapping by name, or one's own by path. BadInput says what is wrong with it."""
    shipped = _SHIPPED / f"{name_or_path}.yaml"
    try:
        if "/" not in name_or_path and shipped.is_file():
            text = shipped.read_text("utf-8")
        else:
            text = Path(name_or_path).read_text("utf-8")
    except FileNotFoundError:
        raise BadInput(
            _("There is no mapping '%(name)s'. Shipped are: %(known)s; or give the path of a YAML file.")
            % {"name": name_or_path, "known": comma().join(names())}
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            _("The mapping %(name)s cannot be read: %(problem)s") % {"name": name_or_path, "problem": problem}
        ) from problem
    try:
        return Mapping.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as problem:
        raise BadInput(
            _("The mapping %(name)s is not YAML: %(problem)s") % {"name": name_or_path, "problem": problem}
        ) from problem
    except ValidationError as problem:
        raise BadInput(
            _("The mapping %(name)s does not hold:") % {"name": name_or_path} + "\n" + _lines(problem)
        ) from problem


def names() -> list[str]:
    """Names of the shipped mappings."""
    return sorted(
        entry.name.removesuffix(".yaml") for entry in _SHIPPED.iterdir() if entry.name.endswith(".yaml")
    )


def _lines(problem: ValidationError) -> str:
    return "\n".join(f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in problem.errors()[:10])
