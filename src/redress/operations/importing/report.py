"""What an import found and did, for people and for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from redress.complaints.commands.import_case import ImportCase
from redress.operations.importing.dates import Order
from redress.operations.importing.rows import Row
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


_COUNTED = (
    "rows",
    "matters",
    "split",
    "superseded",
    "recovered",
    "imported",
    "already_present",
    "several_companies",
)
_LISTED = ("duplicates", "changed", "extended")
_BY_WORD = ("unmapped", "by_status", "by_state")


@dataclass(slots=True)
class Report:
    """Counts add up: rows + split = matters + duplicates + rejected + superseded.

    `split` are matters beyond the first that one row lists, `superseded` rows after which another one of the same
    number holds. `keep` is told every rejected row as it comes.
    """

    file: str = ""
    mapping: str = ""
    unit: str = ""
    dry_run: bool = False
    run: int | None = None
    rows: int = 0
    blank: int = 0
    skipped_above: int = 0
    unread_sheets: list[str] = field(default_factory=list)
    matters: int = 0
    split: int = 0
    superseded: int = 0
    recovered: Decimal = Decimal("0.00")
    imported: int = 0
    already_present: int = 0
    duplicates: list[int] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    extended: list[str] = field(default_factory=list)
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    keep: Callable[[Reject], object] | None = None
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    orders: dict[str, Order] = field(default_factory=dict)
    by_status: Counter[str] = field(default_factory=Counter)
    by_state: Counter[str] = field(default_factory=Counter)
    several_companies: int = 0
    seconds: float = 0.0

    @property
    def complaints(self) -> int:
        """Complaints that could be taken, whether they were here already or not."""
        return self.imported + self.already_present

    def reject(self, row: Reject) -> None:
        """A row that was not taken."""
        self.rejected += 1
        if len(self.rejects) < MOST:
            self.rejects.append(row)
        if self.keep is not None:
            self.keep(row)

    def note(self, command: ImportCase, rows: Sequence[Row]) -> None:
        """A complaint that was taken, or was here already."""
        self.matters += len(command.matters)
        self.recovered += command.recovered
        self.several_companies += len(command.companies) > 1
        self.by_status[rows[0].status] += len(rows)
        self.by_state[command.state] += 1

    def add(self, part: Report, rejects: Iterable[Reject]) -> None:
        """What was done of a part of the file, and each of its rows that was not taken."""
        for name in _COUNTED:
            setattr(self, name, getattr(self, name) + getattr(part, name))
        for name in _LISTED:
            getattr(self, name).extend(getattr(part, name))
        for name in _BY_WORD:
            getattr(self, name).update(getattr(part, name))
        for column, order in part.orders.items():
            self.orders.setdefault(column, Order()).add(order)
        self.run = part.run if self.run is None else self.run
        for row in rejects:
            self.reject(row)

    def as_json(self) -> dict[str, Any]:
        """Plain values. Amounts are texts with two decimals; lines count from 1, the header included."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "unit": self.unit,
            "dry_run": self.dry_run,
            "import": self.run,
            "rows": self.rows,
            "complaints": self.complaints,
            "matters": self.matters,
            "recovered": f"{self.recovered:.2f}",
            "imported": self.imported,
            "already_present": self.already_present,
            "changed": len(self.changed),
            "changed_numbers": self.changed,
            "extended": len(self.extended),
            "extended_numbers": self.extended,
            "duplicates": len(self.duplicates),
            "duplicate_lines": self.duplicates,
            "rejected": self.rejected,
            "blank": self.blank,
            "rows_above_header": self.skipped_above,
            "unread_sheets": self.unread_sheets,
            "split": self.split,
            "superseded": self.superseded,
            "date_orders": {
                column: {"dates": order.dates, "read_both_ways": order.both, "one_way_only": order.decided}
                for column, order in sorted(self.orders.items())
            },
            "rejected_rows": [{"line": r.line, "because": r.because} for r in self.rejects],
            "unmapped": [
                {"column": column, "value": value, "rows": rows}
                for (column, value), rows in sorted(self.unmapped.items(), key=lambda u: (-u[1], u[0]))
            ],
            "by_status": dict(sorted(self.by_status.items())),
            "by_state": dict(sorted(self.by_state.items())),
            "several_companies": self.several_companies,
            "seconds": round(self.seconds, 2),
        }

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")

    def lines(self) -> list[str]:
        """The same for a terminal."""
        told = [
            _(
                "%(rows)s rows: %(matters)s matters of %(complaints)s complaints, %(twice)s exact duplicates, "
                "%(rejected)s rejected."
            )
            % {
                "rows": f"{self.rows:,}",
                "matters": f"{self.matters:,}",
                "complaints": f"{self.complaints:,}",
                "twice": f"{len(self.duplicates):,}",
                "rejected": f"{self.rejected:,}",
            },
            self._did(),
            *self._around(),
            *self._orders(),
        ]
        if self.extended:
            said = {"numbers": _some(self.extended)}
            told.append(_("Here from another file, further matters were added: %(numbers)s.") % said)
        if self.changed:
            said = {"numbers": _some(self.changed)}
            told.append(_("Changed in the source, left as they are here: %(numbers)s.") % said)
        if self.run is not None:
            told.append(
                _(
                    "This is import %(run)s. While nobody has worked on its cases, "
                    "'redress import --take-back %(run)s' takes it back."
                )
                % {"run": self.run}
            )
        told += self._unmapped()
        told += self._rejected()
        if self.seconds and not self.dry_run:
            pace = {"seconds": f"{self.seconds:.1f}", "pace": f"{self.rows / self.seconds:,.0f}"}
            told.append(_("%(seconds)s s, %(pace)s rows/s.") % pace)
        return told

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

    def _did(self) -> str:
        words = (
            _(
                "%(n)s complaints would be imported, %(here)s were here already, %(changed)s of those have changed "
                "in the source. Recovered: %(recovered)s."
            )
            if self.dry_run
            else _(
                "%(n)s complaints imported, %(here)s were here already, %(changed)s of those have changed in the "
                "source. Recovered: %(recovered)s."
            )
        )
        return words % {
            "n": f"{self.imported:,}",
            "here": f"{self.already_present:,}",
            "changed": f"{len(self.changed):,}",
            "recovered": f"{self.recovered:,.2f}",
        }

    def _around(self) -> list[str]:
        """What of the file was not read as rows."""
        told = []
        if self.skipped_above:
            told.append(_("Rows above the header, not read: %(n)s.") % {"n": self.skipped_above})
        if self.blank:
            told.append(_("Blank rows, not counted: %(n)s.") % {"n": f"{self.blank:,}"})
        if self.unread_sheets:
            said = {"sheets": comma().join(self.unread_sheets)}
            told.append(_("Sheets that were not read: %(sheets)s. Choose one with --sheet.") % said)
        if self.split:
            told.append(_("Matters that stand beside another in one row: %(n)s.") % {"n": f"{self.split:,}"})
        if self.superseded:
            told.append(
                _("Rows after which a later one of the same number holds: %(n)s.")
                % {"n": f"{self.superseded:,}"}
            )
        return told

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

    def _unmapped(self) -> list[str]:
        if not self.unmapped:
            return []
        said = {"codes": f"{len(self.unmapped):,}", "rows": f"{sum(self.unmapped.values()):,}"}
        head = _("%(codes)s codes without a mapping in %(rows)s places; the source's words are kept:") % said
        rows = [
            _("  %(column)s '%(value)s': %(n)s rows") % {"column": column, "value": value, "n": f"{n:,}"}
            for (column, value), n in self.unmapped.most_common(12)
        ]
        return [head, *rows]


def _some(names: list[str]) -> str:
    shown = comma().join(names[:10])
    more = len(names) - 10
    return _("%(names)s and %(n)s more") % {"names": shown, "n": more} if more > 0 else shown
