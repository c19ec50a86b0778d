"""What every rule has: where it comes from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from redress.rulebook.words import Title

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""A code that the database, the API and the rulebook share."""


def as_list(raw: Any) -> Any:
    """One word may stand for a list of one."""
    return [raw] if isinstance(raw, str) else raw


Words1 = Annotated[tuple[str, ...], BeforeValidator(as_list), Field(min_length=1)]
"""One word or several, at least one."""

Cites = Annotated[tuple[str, ...], BeforeValidator(as_list), Field(min_length=1)]
"""Keys of `sources`: the articles or requirements a rule comes from."""


class Part(BaseModel):
    """A piece of a rulebook: unchangeable, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Rule(Part):
    """A rule says where it comes from, or that it does not come from the method and why it is there."""

    cite: Cites
    not_from_method: bool = False
    note: Title | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Rule:
        if self.not_from_method and self.note is None:
            raise ValueError(
                "a rule marked not_from_method needs a note that says where its value comes from"
            )
        return self
