"""What an import found and did, for people and for programs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from redress.operations.importing.rows import EXTRA
from redress.operations.speech import comma
from redress.operations.speech import gettext as _


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken, and why."""

    line: int
    because: str
    cells: list[str]


@dataclass(slots=True)
class Report:
    """Counts add up: rows = matters + duplicates + rejected, complaints = imported + already_present + changed."""

    file: str
    mapping: str
    unit: str
    dry_run: bool
    rows: int = 0
    complaints: int = 0
    matters: int = 0
    recovered: Decimal = Decimal("0.00")
    imported: int = 0
    already_present: int = 0
    duplicates: list[int] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    by_state: Counter[str] = field(default_factory=Counter)
    several_companies: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain values. Amounts are texts with two decimals; lines count from 1, the header included."""
        return {
            "file": self.file,
            "mapping": self.mapping,
            "unit": self.unit,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "complaints": self.complaints,
            "matters": self.matters,
            "recovered": f"{self.recovered:.2f}",
            "imported": self.imported,
            "already_present": self.already_present,
            "changed": len(self.changed),
            "changed_numbers": self.changed,
            "duplicates": len(self.duplicates),
            "duplicate_lines": self.duplicates,
            "rejected": len(self.rejects),
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

    def write_rejects(self, path: Path, header: list[str]) -> None:
        """The rejected rows as CSV in the source's own columns, so that they can be corrected and imported."""
        own = [name for name in header if name not in EXTRA]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*own, *EXTRA])
            for reject in self.rejects:
                cells = [c for n, c in zip(header, reject.cells, strict=False) if n not in EXTRA]
                cells += [""] * (len(own) - len(cells))
                writer.writerow([*cells, reject.line, reject.because])

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
                "rejected": f"{len(self.rejects):,}",
            },
            self._did(),
        ]
        if self.changed:
            said = {"numbers": _some(self.changed)}
            told.append(_("Changed in the source, left as they are here: %(numbers)s.") % said)
        told += self._unmapped()
        told += [
            _("  line %(line)s: %(why)s") % {"line": reject.line, "why": reject.because}
            for reject in self.rejects[:10]
        ]
        if self.seconds and not self.dry_run:
            pace = {"seconds": f"{self.seconds:.1f}", "pace": f"{self.rows / self.seconds:,.0f}"}
            told.append(_("%(seconds)s s, %(pace)s rows/s.") % pace)
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
