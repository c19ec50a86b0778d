"""What a kind of file says of itself in a sealed dossier. The archive is made alike for every kind (COM-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from redress.casework.by_kind import ByKind
from redress.casework.models import File
from redress.letters.paper import lines
from redress.letters.writing import WRITING
from redress.privacy.masks import mask

PERSONAL: Final = ("name", "id_number", "phone", "email", "address", "account")
"""Columns of a person in the order of the table of people; one that a kind does not keep is empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said, under its title; `reasons` stand below it."""

    title: str
    words: str
    reasons: str = ""


class Contents:
    """Of one kind of file; `file` is such a file, opened. Unless the kind says more, its number and its unit."""

    model: type[File]
    title = "案卷"

    def __init__(self, model: type[File] | None = None) -> None:
        if model is not None:
            self.model = model

    def facts(self, file: Any) -> list[dict[str, Any]]:
        """The head, without the people: these have a table of their own, masked or not."""
        return lines(("编号", file.row.number), ("单位", file.row.unit.name))

    def people(self, file: Any) -> Sequence[Any]:
        """Who is named in it, with a role and whatever of `PERSONAL` is kept of such people; the row itself where it
        has a name."""
        return (file.row,) if hasattr(file.row, "name") else ()

    def told(self, file: Any) -> list[Words]:
        """What the customer said."""
        return []

    def found(self, file: Any) -> list[Words]:
        """What was found and decided."""
        return []

    def state(self, file: Any, code: str) -> str:
        """How a state is called."""
        return str(dict(type(file.row)._meta.get_field("state").flatchoices).get(code, code))


def person(party: Any, *, whole: bool) -> list[str]:
    """A row of the table of people."""
    known = {field.name: field for field in type(party)._meta.concrete_fields}
    shown = []
    for name in PERSONAL:
        value = str(getattr(party, name, "") or "")
        shown.append(value if whole or not value else mask(value, known[name].kind))
    role = getattr(party, "get_role_display", str)
    return [str(role()), *shown]


CONTENTS: Final[ByKind[Contents]] = ByKind(Contents)


def of(row: File) -> Contents:
    """What the kind of that file says, or what is said of any."""
    return CONTENTS.get(row) or Contents(type(row))


def has_dossier(row: File) -> bool:
    """Of every kind that has letters."""
    return WRITING.get(row) is not None
