"""Looks the source's codes up in a mapping, and counts those it does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Dict
from typing import TypeVar

from redress.complaints.kinds import Validity
from redress.operations.console import BadInput
from redress.operations.importing.mapping import Mapping
from redress.operations.importing.rows import Row
from redress.operations.speech import gettext as _
from redress.rulebook import State

NONE = "none"
T = TypeVar("T", bound=str)


class Codes:
    """Our codes for a row's words. `unmapped` counts rows by (column, value); a blank is a value like any other."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.unmapped: Counter[tuple[str, str]] = Counter()
        self._reasons = {
            word: _inverted(f"classes.{word}", entry.where) for word, entry in mapping.classes.items()
        }
        self._coverages = _inverted("coverages", mapping.coverages)
        self._states = _inverted("states", mapping.states)
        self._validity = {col: _inverted(f"validity.{col}", lists) for col, lists in mapping.validity.items()}
        self._levels = {col: _inverted(f"levels.{col}", lists) for col, lists in mapping.levels.items()}
        for column in [*mapping.validity, *mapping.levels]:
            if column not in mapping.columns.all():
                raise BadInput(
                    _("Mapping %(mapping)s: '%(column)s' is not among its columns. Add it there.")
                    % {"mapping": mapping.mapping, "column": column}
                )

    def all_classes(self) -> set[tuple[str, str]]:
        """Every (class, reason) that the mapping can give."""
        found = {(self.mapping.unmapped_class, "")}
        for word, entry in self.mapping.classes.items():
            found |= {(entry.to, ""), *(_split(entry.to, to) for to in self._reasons[word].values())}
        return found

    def class_of(self, row: Row) -> tuple[str, str]:
        """Class and reason; class 'other' for a word the mapping does not know."""
        columns = self.mapping.columns.reason
        entry = self.mapping.classes.get(row.reason[0])
        if entry is None:
            self.unmapped[columns[0], row.reason[0]] += 1
            return self.mapping.unmapped_class, ""
        if len(columns) == 1:
            return entry.to, ""
        to = self._reasons[row.reason[0]].get(row.reason[1])
        if to is None:
            self.unmapped[columns[1], row.reason[1]] += 1
            return entry.to, ""
        return _split(entry.to, to)

    def product_line(self, row: Row) -> str:
        """Our words for the coverage, or the source's own."""
        if not row.coverage:
            return ""
        found = self._coverages.get(row.coverage[0])
        if found is None and self._coverages:
            self.unmapped[self.mapping.columns.coverage[0], row.coverage[0]] += 1
        return (row.coverage[0] if found is None else found.replace(NONE, ""))[:60]

    def state_of(self, row: Row) -> State:
        """By the status; for a status that is not mapped, by whether it was closed."""
        found = self._states.get(row.status)
        if found is None:
            if self.mapping.columns.status:
                self.unmapped[self.mapping.columns.status, row.status] += 1
            return State.ARCHIVED if row.closed else State.REGISTERED
        return State(found)

    def validity_of(self, row: Row) -> Validity | None:
        """By the first column that says something."""
        for column, lists in self._validity.items():
            value = row.value(column)
            found = lists.get(value)
            if found is None:
                self.unmapped[column, value] += 1
            elif found != NONE:
                return Validity(found)
        return None

    def level_of(self, row: Row) -> str:
        """By the first column that says something; the mapping's own level otherwise."""
        for column, lists in self._levels.items():
            if found := lists.get(row.value(column)):
                return found
        return self.mapping.level


def _split(own_class: str, to: str) -> tuple[str, str]:
    class_code, slash, reason = to.rpartition("/")
    return class_code if slash else own_class, "" if reason == NONE else reason


def _inverted(where: str, lists: Dict[T, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, words in lists.items():
        for word in words:
            if word in found:
                raise BadInput(
                    _("The mapping lists '%(word)s' twice under %(where)s. Keep it in one place.")
                    % {"word": word, "where": where}
                )
            found[word] = str(ours)
    return found
