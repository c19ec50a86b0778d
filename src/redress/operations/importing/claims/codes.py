"""Our events, lines and outcomes for the source's words; a word that the mapping does not know is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from redress.claims.histories import What
from redress.claims.kinds import ClaimOutcome
from redress.operations.console import BadInput
from redress.operations.importing.claims.mapping import ClaimMapping
from redress.operations.importing.codes import NONE, Lookup, inverted
from redress.operations.importing.problems import Unusable
from redress.operations.speech import gettext as _


class ClaimCodes:
    """BadInput names every word that the mapping has twice where it can mean one thing."""

    def __init__(self, mapping: ClaimMapping) -> None:
        self.mapping = mapping
        faults: list[str] = []
        self._events = _several(mapping.events)
        self._outcomes = inverted("outcomes", mapping.outcomes, faults)
        self._lines = inverted("lines", {code: line.words for code, line in mapping.lines.items()}, faults)
        self._causes = inverted("loss_causes", mapping.loss_causes, faults)
        self._losses = inverted("losses", mapping.losses, faults)
        self._units = inverted("units", mapping.units, faults)
        faults += [
            _(
                "Mapping %(mapping)s: event '%(word)s' stands under '%(list)s' and not under 'events'. Add it there."
            )
            % {"mapping": mapping.mapping, "word": word, "list": name}
            for name, words in (
                ("outcomes", [w for each in mapping.outcomes.values() for w in each]),
                ("complex", mapping.complex),
            )
            for word in words
            if word not in self._events
        ]
        if "claim_reported" not in mapping.events:
            faults.append(
                _(
                    "Mapping %(mapping)s: no event is 'claim_reported'. Say under 'events' which one is the report."
                )
                % {"mapping": mapping.mapping}
            )
        if faults:
            raise BadInput("\n".join(faults))

    def events(self, word: str) -> tuple[What, ...]:
        """Which of our events it is; none where it is known and none of ours. Raises Unusable."""
        found = self._events.get(word, self._events.get("*"))
        if found is None:
            raise Unusable(
                _("the event '%(word)s' is not known. List it in the mapping under 'events', under 'none' if no limit "
                  "hangs on it") % {"word": word}
            )  # fmt: skip
        return found

    def outcome(self, words: Iterable[str]) -> ClaimOutcome | None:
        """What was decided, by the last of these events that tells it."""
        found = None
        for word in words:
            if (told := self._outcomes.get(word)) is not None:
                found = ClaimOutcome(told)
        return found

    def is_complex(self, words: Iterable[str]) -> bool:
        return not set(self.mapping.complex).isdisjoint(words)

    def line(self, word: str) -> str:
        """Raises Unusable."""
        return self._of(self._lines, self.mapping.columns.line, "lines", word)

    def loss_cause(self, line: str, word: str) -> str:
        """By its column, else what is usual of the line. Raises Unusable."""
        if not word:
            return self.mapping.lines[line].loss_cause
        return self._of(self._causes, self.mapping.columns.loss_cause, "loss_causes", word)

    def losses(self, line: str, word: str) -> list[str]:
        """By its column, else what is usual of the line. Raises Unusable."""
        if not word:
            return [*self.mapping.lines[line].losses]
        return [self._of(self._losses, self.mapping.columns.loss, "losses", word)]

    def unit(self, word: str, usual: str) -> str:
        """By its column, else the one that was given. Raises Unusable."""
        if not self.mapping.units or not word:
            return usual
        return self._of(self._units, self.mapping.columns.unit, "units", word)

    def units(self, usual: str) -> set[str]:
        return {*self.mapping.units, usual} - {NONE}

    def all_losses(self) -> list[tuple[str, str, list[str]]]:
        """Every line, cause and losses that the mapping can give, for the rulebook to know."""
        found = [(code, line.loss_cause, [*line.losses]) for code, line in self.mapping.lines.items()]
        line, cause, losses = found[0]
        found += [(line, each, losses) for each in self.mapping.loss_causes]
        return found + [(line, cause, [each]) for each in self.mapping.losses]

    @staticmethod
    def _of(lookup: Lookup, column: str, name: str, word: str) -> str:
        found = lookup.get(word)
        if found is None:
            raise Unusable(
                _("%(column)s '%(word)s' is not known. List it in the mapping under '%(list)s'")
                % {"column": column, "word": word, "list": name}
            )
        return found


def _several(lists: Mapping[Any, tuple[str, ...]]) -> dict[str, tuple[What, ...]]:
    """An event of the source may be several of ours: a refusal that is decided and told at once."""
    found: dict[str, tuple[What, ...]] = {}
    for ours, words in lists.items():
        for word in words:
            found[word] = (*found.get(word, ()), *(() if ours == NONE else (ours,)))
    return found
