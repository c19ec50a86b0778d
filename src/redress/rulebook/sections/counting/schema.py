"""Which counting rules an insurer uses, in which version (CLO-09)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from redress.rulebook.counting import RULES
from redress.rulebook.schema.base import Rule
from redress.rulebook.words import Title


def _known(name: str) -> str:
    if name not in RULES:
        raise ValueError(f"'{name}' is not a counting rule; there are {', '.join(RULES)}")
    return name


CountingName = Annotated[str, StringConstraints(max_length=40), AfterValidator(_known)]


class Counting(Rule):
    """A counting rule with the insurer's word for it; `version` is that of the rule in `rulebook.counting`."""

    title: Title
    version: str = "1"
