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
        """BadInput names every word that the mapping has twice."""
        self.mapping = mapping
        self.unmapped: Counter[tuple[str, str]] = Counter()
        faults: list[str] = []
        self._reasons = {
            word: inverted(f"classes.{word}", entry.where, faults) for word, entry in mapping.classes.items()
        }
        self._classes = Lookup({word: word for word in mapping.classes})
        self._coverages = inverted("coverages", mapping.coverages, faults)
        self._channels = inverted("channels", mapping.channels, faults)
        self._units = inverted("units", mapping.units, faults)
        self._states = inverted("states", mapping.states, faults)
        self._validity = {
            col: inverted(f"validity.{col}", lists, faults) for col, lists in mapping.validity.items()
        }
        self._levels = {
            col: inverted(f"levels.{col}", lists, faults) for col, lists in mapping.levels.items()
        }
        if faults:
            raise BadInput("\n".join(faults))

    def all_classes(self) -> set[tuple[str, str]]:
        """Every (class, reason) that the mapping can give."""
        found = {(self.mapping.unmapped_class, "")}
        for word, entry in self.mapping.classes.items():
            found |= {(entry.to, ""), *(_split(entry.to, to) for to in self._reasons[word].values())}
        return found

    def class_of(self, row: Row) -> tuple[str, str]:
        """Class and reason; class 'other' for a word the mapping does not know."""
        columns = self.mapping.columns.reason
        word = self._classes.get(row.reason[0])
        if word is None:
            self.unmapped[columns[0], row.reason[0]] += 1
            return self.mapping.unmapped_class, ""
        entry = self.mapping.classes[word]
        if len(columns) == 1:
            return entry.to, ""
        to = self._reasons[word].get(row.reason[1])
        if to is None:
            self.unmapped[columns[1], row.reason[1]] += 1
            return entry.to, ""
        return _split(entry.to, to)

    def channel_of(self, row: Row) -> str:
        """By the channel's column; the mapping's own channel for a word it does not know."""
        return self._of(self.mapping.columns.channel, self._channels, row) or self.mapping.channel

    def unit_of(self, row: Row, otherwise: str) -> str:
        """Code of the unit by its column; the one that the import names for a word the mapping does not know."""
        return self._of(self.mapping.columns.unit, self._units, row) or otherwise

    def _of(self, column: str, lookup: Lookup, row: Row) -> str | None:
        if not column:
            return None
        found = lookup.get(row.value(column))
        if found is None:
            self.unmapped[column, row.value(column)] += 1
        return found

    def all_channels(self) -> set[str]:
        """Every channel that the mapping can give."""
        return {self.mapping.channel, *self._channels.values()}

    def all_units(self, otherwise: str) -> set[str]:
        """Every unit that the mapping can give."""
        return {otherwise, *self._units.values()}

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


class Lookup:
    """Our code for a word of the source: the word itself, else the longest beginning, else what stands for any."""

    def __init__(self, codes: dict[str, str]) -> None:
        self._exact = {word: code for word, code in codes.items() if not word.endswith("*")}
        self._begins = sorted(
            ((word[:-1], code) for word, code in codes.items() if word.endswith("*")),
            key=lambda pair: -len(pair[0]),
        )

    def get(self, word: str) -> str | None:
        found = self._exact.get(word)
        if found is None and self._begins:
            found = next((code for begin, code in self._begins if word.startswith(begin)), None)
        return found

    def values(self) -> list[str]:
        return [*self._exact.values(), *(code for _begin, code in self._begins)]

    def __bool__(self) -> bool:
        return bool(self._exact or self._begins)


def inverted(where: str, lists: Dict[T, tuple[str, ...]], faults: list[str]) -> Lookup:
    found: dict[str, str] = {}
    for ours, words in lists.items():
        for word in words:
            if word in found:
                faults.append(
                    _("The mapping lists '%(word)s' twice under %(where)s. Keep it in one place.")
                    % {"word": word, "where": where}
                )
            found.setdefault(word, str(ours))
    return Lookup(found)
