"""What an importer asks of any kind of file: which are here already, and would what is said fit (INT-17)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from redress.casework.journal import Journal
from redress.casework.refusals import Refusal, Unavailable
from redress.privacy.cipher import keyed
from redress.privacy.kinds import Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Here:
    """A file that was imported: its key, its number of ours, and a hash of what each import said of it."""

    key: int
    number: str
    marks: frozenset[str]


def known(
    journal: Journal[Any], commands: Collection[str], source: str, numbers: Sequence[str]
) -> dict[str, Here]:
    """Which of these numbers of that register were imported, by commands of these names: two queries, however many.

    The files are read first and their entries by id: a join of both would have the planner guess, and it guesses
    badly right after a large import, before the tables are analysed.
    """
    prints = {keyed(number, Kind.EXTERNAL): number for number in numbers if number}
    files: Any = journal.files._default_manager
    rows = files.filter(external_source=source, external_number_index__in=list(prints))
    found = {
        pk: (prints[bytes(mark)], number)
        for pk, mark, number in rows.values_list("pk", "external_number_index", "number")
    }
    if not found:
        return {}
    marks: dict[int, set[str]] = {key: set() for key in found}
    of: dict[str, Any] = {f"{journal.file}__in": list(found), "command__in": list(commands)}
    entries: Any = journal.entries._default_manager
    for key, mark in entries.filter(**of).order_by().values_list(journal.file, "facts__fingerprint"):
        marks[key].add(mark)
    return {theirs: Here(key, number, frozenset(marks[key])) for key, (theirs, number) in found.items()}


def refusals(place: Callable[[], T], checks: Iterable[Callable[[T], None]]) -> list[str]:
    """Why nothing can be entered at that place, or what of it does not fit there: all of it at once, each once."""
    try:
        there = place()
    except Unavailable:
        raise
    except Refusal as refusal:
        return [str(refusal)]
    said = []
    for check in checks:
        try:
            check(there)
        except Unavailable:
            raise
        except Refusal as refusal:
            said.append(str(refusal))
    return list(dict.fromkeys(said))
