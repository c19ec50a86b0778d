"""What an import of claims found and did, row for row, and which limits the clocks say were missed (CLM-09)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import get_language

from redress.claims import histories
from redress.claims.commands.import_claim import ImportClaim
from redress.claims.imported import CANCELLED, MET, MISSED, RUNS, RUNS_LATE, Ended
from redress.operations.importing.tally import RunTally
from redress.operations.speech import gettext as _
from redress.rulebook.words import Title


@dataclass(slots=True)
class Most:
    """The greatest of what was counted, by name."""

    found: dict[str, int] = field(default_factory=dict)

    def update(self, other: Most | dict[str, int]) -> None:
        for name, value in (other.found if isinstance(other, Most) else other).items():
            self.found[name] = max(value, self.found.get(name, 0))


@dataclass(slots=True)
class ClaimReport(RunTally):
    """Counts add up: rows = events + duplicates + rejected, where events are of claims that came in or were here."""

    COUNTED: ClassVar = (*RunTally.COUNTED, "events")
    BY_WORD: ClassVar = (*RunTally.BY_WORD, "by_state", "limits", "worst", "titles")

    events: int = 0
    by_state: Counter[str] = field(default_factory=Counter)
    limits: Counter[tuple[str, str]] = field(default_factory=Counter)
    worst: Most = field(default_factory=Most)
    titles: dict[str, Title] = field(default_factory=dict)

    def note(self, command: ImportClaim) -> None:
        """A claim that was taken, or was here already."""
        self.events += len(command.happened)
        state, _since = histories.stands(histories.in_order(command.happened))
        self.by_state[state.value] += 1

    def count(self, ended: Iterable[Ended]) -> None:
        """What became of the limits of claims."""
        for each in ended:
            self.limits[each.clock, each.how] += 1
            self.worst.update({each.clock: each.days_late})

    def as_json(self) -> dict[str, Any]:
        return RunTally.as_json(self) | {
            "claims": self.files,
            "events": self.events,
            "by_state": dict(sorted(self.by_state.items())),
            "limits": [
                {
                    "clock": key,
                    "title": self.titles[key].get(get_language() or "") if key in self.titles else key,
                    **{how: self.limits[key, how] for how in (MET, MISSED, RUNS, RUNS_LATE, CANCELLED)},
                    "worst_days": self.worst.found.get(key, 0),
                }
                for key in self._clocks()
            ],
        }

    def _clocks(self) -> list[str]:
        """Those that ran, in the order of the standard."""
        ran = {key for key, _how in self.limits}
        return [*(key for key in self.titles if key in ran), *sorted(ran - self.titles.keys())]

    def did(self) -> list[str]:
        words = (
            _(
                "%(n)s claims would be imported, %(here)s were here already, %(changed)s of those have changed "
                "in the source."
            )
            if self.dry_run
            else _(
                "%(n)s claims imported, %(here)s were here already, %(changed)s of those have changed in the "
                "source."
            )
        )
        return [
            _(
                "%(rows)s rows: %(events)s events of %(claims)s claims, %(twice)s exact duplicates, "
                "%(rejected)s rejected."
            )
            % {
                "rows": f"{self.rows:,}",
                "events": f"{self.events:,}",
                "claims": f"{self.files:,}",
                "twice": f"{len(self.duplicates):,}",
                "rejected": f"{self.rejected:,}",
            },
            words
            % {
                "n": f"{self.imported:,}",
                "here": f"{self.already_present:,}",
                "changed": f"{len(self.changed):,}",
            },
        ]

    def beside(self) -> list[str]:
        """The limits, a line each: how many were held, missed, and run still."""
        found = self.as_json()["limits"]
        if not found:
            return []
        head = (_("met"), _("missed"), _("runs"), _("runs, passed"), _("void"), _("worst, days"), _("limit"))
        rows = [
            (
                *(f"{each[how]:,}" for how in (MET, MISSED, RUNS, RUNS_LATE, CANCELLED, "worst_days")),
                each["title"],
            )
            for each in found
        ]
        wide = [max(_width(row[place]) for row in (head, *rows)) for place in range(len(head) - 1)]
        return [
            _("Limits as the clocks count them:"),
            *(
                "  ".join(
                    [*(" " * (width - _width(cell)) + cell for cell, width in zip(row, wide, strict=False)), row[-1]]
                )
                for row in (head, *rows)
            ),
        ]  # fmt: skip

    def so_far(self) -> str:
        if self.dry_run or not self.imported:
            return _("Nothing was written.")
        return _("%(n)s claims were imported before; run the same command again to continue.") % {
            "n": f"{self.imported:,}"
        }

    def lost(self) -> str:
        return _("The database was lost after %(done)s claims; none is half-written.") % {
            "done": f"{self.files:,}"
        }


def _width(words: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if ord(each) > 0x2E7F else 1 for each in words)
