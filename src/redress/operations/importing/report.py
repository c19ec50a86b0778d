"""What an import of complaints found and did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from redress.complaints.importing.commands.import_case import ImportCase
from redress.operations.importing.rows import Row
from redress.operations.importing.tally import RunTally, some
from redress.operations.speech import gettext as _


@dataclass(slots=True)
class Report(RunTally):
    """Counts add up: rows + split = matters + duplicates + rejected + superseded.

    `split` are matters beyond the first that one row lists, `superseded` rows after which another one of the same
    number holds.
    """

    COUNTED: ClassVar = (
        *RunTally.COUNTED,
        "matters",
        "split",
        "superseded",
        "recovered",
        "several_companies",
    )
    LISTED: ClassVar = (*RunTally.LISTED, "extended")
    BY_WORD: ClassVar = (*RunTally.BY_WORD, "by_status", "by_state")

    matters: int = 0
    split: int = 0
    superseded: int = 0
    recovered: Decimal = Decimal("0.00")
    extended: list[str] = field(default_factory=list)
    by_status: Counter[str] = field(default_factory=Counter)
    by_state: Counter[str] = field(default_factory=Counter)
    several_companies: int = 0

    @property
    def complaints(self) -> int:
        """Complaints that could be taken, whether they were here already or not."""
        return self.files

    def note(self, command: ImportCase, rows: Sequence[Row]) -> None:
        """A complaint that was taken, or was here already."""
        self.matters += len(command.matters)
        self.recovered += command.recovered
        self.several_companies += len(command.companies) > 1
        self.by_status[rows[0].status] += len(rows)
        self.by_state[command.state] += 1

    def as_json(self) -> dict[str, Any]:
        """Amounts are texts with two decimals."""
        return RunTally.as_json(self) | {
            "complaints": self.complaints,
            "matters": self.matters,
            "recovered": f"{self.recovered:.2f}",
            "extended": len(self.extended),
            "extended_numbers": self.extended,
            "split": self.split,
            "superseded": self.superseded,
            "unmapped": [
                {"column": column, "value": value, "rows": rows}
                for (column, value), rows in sorted(self.unmapped.items(), key=lambda u: (-u[1], u[0]))
            ],
            "by_status": dict(sorted(self.by_status.items())),
            "by_state": dict(sorted(self.by_state.items())),
            "several_companies": self.several_companies,
        }

    def did(self) -> list[str]:
        return [
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
        ]

    def so_far(self) -> str:
        if self.dry_run or not self.imported:
            return _("Nothing was written.")
        return _("%(n)s complaints were imported before; run the same command again to continue.") % {
            "n": f"{self.imported:,}"
        }

    def lost(self) -> str:
        return _("The database was lost after %(done)s complaints; none is half-written.") % {
            "done": f"{self.files:,}"
        }

    def around(self) -> list[str]:
        told = []
        if self.split:
            told.append(_("Matters that stand beside another in one row: %(n)s.") % {"n": f"{self.split:,}"})
        if self.superseded:
            told.append(
                _("Rows after which a later one of the same number holds: %(n)s.")
                % {"n": f"{self.superseded:,}"}
            )
        return told

    def beside(self) -> list[str]:
        if not self.extended:
            return self._unmapped()
        said = {"numbers": some(self.extended)}
        return [
            _("Here from another file, further matters were added: %(numbers)s.") % said,
            *self._unmapped(),
        ]

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
