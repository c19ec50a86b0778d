"""What an import of any kind of file counts and tells, for people and for programs."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

from redress.operations.importing.dates import Order
from redress.operations.speech import comma
from redress.operations.speech import gettext as _


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken, and why."""

    line: int
    because: str
    cells: list[str]


_VALUE = re.compile(r"“[^”]*”|'[^']*'|\d[\d/.:-]*")
"""What differs between rows that are wrong in the same way: quoted values, dates and numbers."""
_KINDS, _LINES = 10, 3
"""Kinds of faults, and lines of each, that a terminal shows."""
MOST = 10_000
"""So many rejects are kept to be told; the file of rejects has all."""


@dataclass(slots=True)
class Tally(ABC):
    """What every import counts: rows, files that came in or were here, rows that were not taken.

    A kind adds what it counts beside, and names it in `COUNTED` (numbers that add up), `LISTED` and `BY_WORD`.
    `keep` is told every rejected row as it comes.
    """

    COUNTED: ClassVar[tuple[str, ...]] = ("rows", "imported", "already_present")
    LISTED: ClassVar[tuple[str, ...]] = ("duplicates", "changed", "wider", "garbled")
    BY_WORD: ClassVar[tuple[str, ...]] = ("unmapped",)

    file: str = ""
    mapping: str = ""
    unit: str = ""
    dry_run: bool = False
    run: int | None = None
    rows: int = 0
    blank: int = 0
    wider: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    skipped_above: int = 0
    unread_sheets: list[str] = field(default_factory=list)
    imported: int = 0
    already_present: int = 0
    duplicates: list[int] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    keep: Callable[[Reject], object] | None = None
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    orders: dict[str, Order] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """Files that could be taken, whether they were here already or not."""
        return self.imported + self.already_present

    def reject(self, row: Reject) -> None:
        """A row that was not taken."""
        self.rejected += 1
        if len(self.rejects) < MOST:
            self.rejects.append(row)
        if self.keep is not None:
            self.keep(row)

    def add(self, part: Self, rejects: Iterable[Reject]) -> None:
        """What was done of a part of the file, and each of its rows that was not taken."""
        for name in self.COUNTED:
            setattr(self, name, getattr(self, name) + getattr(part, name))
        for name in self.LISTED:
            getattr(self, name).extend(getattr(part, name))
        for name in self.BY_WORD:
            getattr(self, name).update(getattr(part, name))
        for column, order in part.orders.items():
            self.orders.setdefault(column, Order()).add(order)
        self.run = part.run if self.run is None else self.run
        for row in rejects:
            self.reject(row)

    def as_json(self) -> dict[str, Any]:
        """Plain values; lines count from 1, the header included."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "unit": self.unit,
            "dry_run": self.dry_run,
            "import": self.run,
            "rows": self.rows,
            "imported": self.imported,
            "already_present": self.already_present,
            "changed": len(self.changed),
            "changed_numbers": self.changed,
            "duplicates": len(self.duplicates),
            "duplicate_lines": self.duplicates,
            "rejected": self.rejected,
            "blank": self.blank,
            "rows_above_header": self.skipped_above,
            "longer_than_header_lines": self.wider,
            "lost_characters_lines": self.garbled,
            "unread_sheets": self.unread_sheets,
            "date_orders": {
                column: {"dates": order.dates, "read_both_ways": order.both, "one_way_only": order.decided}
                for column, order in sorted(self.orders.items())
            },
            "rejected_rows": [{"line": r.line, "because": r.because} for r in self.rejects],
            "seconds": round(self.seconds, 2),
        }

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")

    def lines(self) -> list[str]:
        """The same for a terminal."""
        told = [*self.did(), *self._around(), *self._orders()]
        if self.changed:
            said = {"numbers": some(self.changed)}
            told.append(_("Changed in the source, left as they are here: %(numbers)s.") % said)
        if self.run is not None:
            told.append(
                _(
                    "This is import %(run)s. While nobody has worked on its cases, "
                    "'redress import --take-back %(run)s' takes it back."
                )
                % {"run": self.run}
            )
        told += self.beside()
        told += self._rejected()
        if self.seconds and not self.dry_run:
            pace = {"seconds": f"{self.seconds:.1f}", "pace": f"{self.rows / self.seconds:,.0f}"}
            told.append(_("%(seconds)s s, %(pace)s rows/s.") % pace)
        return told

    @abstractmethod
    def did(self) -> list[str]:
        """What was found and done, in the words of the kind."""

    def beside(self) -> list[str]:
        """What the kind tells beside."""
        return []

    def around(self) -> list[str]:
        """What else of the file was not read as rows."""
        return []

    def _rejected(self) -> list[str]:
        """One line a kind of fault: three rows that need a hand are not lost behind thousands of one kind."""
        kinds: dict[str, list[Reject]] = {}
        for reject in self.rejects:
            kinds.setdefault(_VALUE.sub("…", reject.because), []).append(reject)
        told = []
        for alike in sorted(kinds.values(), key=len, reverse=True)[:_KINDS]:
            lines = comma().join(str(each.line) for each in alike[:_LINES])
            words = (
                _("  line %(lines)s: %(why)s")
                if len(alike) <= _LINES
                else _("  line %(lines)s and others, %(n)s rows: %(why)s")
            )
            told.append(words % {"lines": lines, "n": f"{len(alike):,}", "why": alike[0].because})
        if len(kinds) > _KINDS:
            told.append(_("  and %(n)s other kinds of faults; --report and --rejects have them all") % {
                "n": len(kinds) - _KINDS
            })  # fmt: skip
        return told

    def _around(self) -> list[str]:
        """What of the file was not read as rows."""
        told = []
        if self.skipped_above:
            told.append(_("Rows above the header, not read: %(n)s.") % {"n": self.skipped_above})
        if self.blank:
            told.append(_("Blank rows, not counted: %(n)s.") % {"n": f"{self.blank:,}"})
        if (
            self.wider and 2 * len(self.wider) <= self.rows
        ):  # of all of them a spreadsheet has made its own columns
            told.append(
                _(
                    "Rows with more cells than the header, blank at the end: %(n)s, line %(lines)s. Where a cell holds "
                    "the sign between cells and no quotes, what follows is one column off: compare these rows."
                )
                % {"n": f"{len(self.wider):,}", "lines": some([*map(str, self.wider)])}
            )
        if self.garbled:
            told.append(
                _(
                    "Rows with characters that were lost before they came here: %(n)s, line %(lines)s. "
                    "Have the register saved again in UTF-8."
                )
                % {"n": f"{len(self.garbled):,}", "lines": some([*map(str, self.garbled)])}
            )
        if self.unread_sheets:
            said = {"sheets": comma().join(self.unread_sheets)}
            told.append(_("Sheets that were not read: %(sheets)s. Choose one with --sheet.") % said)
        return told + self.around()

    def _orders(self) -> list[str]:
        """Whether the order of day and month is sure."""
        return [
            (
                _(
                    "%(column)s: %(both)s of %(dates)s dates read with day and month changed as well; "
                    "%(decided)s fit the order of the mapping alone."
                )
                if order.decided
                else _(
                    "%(column)s: all %(dates)s dates read with day and month changed as well. Nothing in the file "
                    "says which order is right: ask who made it."
                )
            )
            % {
                "column": column,
                "both": f"{order.both:,}",
                "dates": f"{order.dates:,}",
                "decided": f"{order.decided:,}",
            }
            for column, order in sorted(self.orders.items())
            if order.both and (order.decided < order.dates)
        ]


def some(names: list[str]) -> str:
    """The first ten, and how many more there are."""
    shown = comma().join(names[:10])
    more = len(names) - 10
    return _("%(names)s and %(n)s more") % {"names": shown, "n": more} if more > 0 else shown


@dataclass(slots=True)
class RunTally(Tally):
    """The tally of a run that takes its file in by batches, and says what stands when it is broken off."""

    @abstractmethod
    def so_far(self) -> str:
        """What stands when an import ends before its time."""

    @abstractmethod
    def lost(self) -> str:
        """What stands when the database is lost."""
