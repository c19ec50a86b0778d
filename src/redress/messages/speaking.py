"""What a kind of file tells, and whom. This room writes, sends and records messages, and knows no kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.conf import settings
from django.utils import translation

from redress.casework.by_kind import ByKind
from redress.casework.kinds import KINDS
from redress.casework.models import File, ServedFile
from redress.messages.composing.writing import Facts
from redress.messages.models import Medium
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, Unit
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.words import Language, language_of


class Customer(Protocol):
    """Who is told as the customer of a file, and where."""

    @property
    def name(self) -> Any: ...
    @property
    def phone(self) -> Any: ...
    @property
    def email(self) -> Any: ...
    @property
    def address(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file as alerts name it - an order: its place in the file, its kind, its department."""

    place: str
    kind: str
    department: Department


class Speaking:
    """Of one kind of file. Files are open: their rows, their rulebooks, what the command at hand adds to them."""

    model: type[File]
    handlers: frozenset[Duty] = frozenset()
    """Duties that carry such a file on; they decide about its messages."""

    def __init__(self, model: type[File] | None = None, handlers: frozenset[Duty] = frozenset()) -> None:
        self.model, self.handlers = model or self.model, handlers or self.handlers

    def silent(self, file: Any) -> bool:
        """Whether nobody hears of what happens to it now: it was told elsewhere, if it was."""
        return False

    def counts(self, file: Any) -> bool:
        """Whether rules speak of it that speak only of what counts (CLO-08)."""
        return True

    def customers(self, files: Sequence[Any]) -> Mapping[int, Customer]:
        """Whom of each file messages to the customer go to, by its key: a fixed number of queries. Its row, where that
        has name and address."""
        return {file.row.pk: file.row for file in files}

    def preferred(self, file: Any) -> Medium | None:
        """The way the customer of the file wants to be told by, where one that messages go by was chosen."""
        return None

    def departments(self, files: Sequence[Any]) -> Mapping[int, Collection[int]]:
        """The departments that were given work of each file, by its key: one query."""
        return {}

    def chairs(self, units: Collection[Unit]) -> Mapping[int, int]:
        """Who presides over the committee of each of these units, where one was set up."""
        return {}

    def known(self, spoken: Sequence[tuple[Any, MessageRule]]) -> Any:
        """What `facts` needs of these files for texts of these rules, read at once."""
        return None

    def facts(self, file: Any, language: str, known: Any) -> Facts:
        """What texts may say of the file and of the house."""
        return of_house(file.row, language_of(language))

    def parts(self, numbers: Collection[str]) -> Mapping[str, Part]:
        """The parts of files with these numbers: one query."""
        return {}


SPEAKING: Final[ByKind[Speaking]] = ByKind(Speaking)


def of_house(row: ServedFile, language: Language) -> Facts:
    """What every text may say, of whatever kind the file is: what it is, its number, its unit, whom to call."""
    unit = row.unit
    with translation.override("zh-hans" if language == "zh" else language):
        thing = str(KINDS.of(row.pk).label)
    return {
        "thing": thing,
        "number": row.number,
        "unit": unit.name if language == "zh" or not unit.name_en else unit.name_en,
        "hotline": settings.REDRESS_HOTLINE,
    }
