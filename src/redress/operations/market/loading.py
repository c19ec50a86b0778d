"""Takes a market's table in: every row accounted for, again it changes nothing, a later one stands beside (INS-02)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from redress.insight.taking import Line, take_in
from redress.operations.console import BadInput
from redress.operations.importing.cells import Record
from redress.operations.importing.problems import Unusable
from redress.operations.importing.table import as_words, open_table
from redress.operations.importing.tally import Reject, Tally
from redress.operations.market.mapping import MarketMapping
from redress.operations.market.reading import RULE, MarketReader, said_twice
from redress.operations.speech import gettext as _
from redress.sealing.doors import atomic

_MOST_ROWS = 200_000
_MOST_NAME = 60


class Taken(Tally):
    """rows = imported + already present + rejected; a table that is here already is present as a whole."""

    def did(self) -> list[str]:
        words = (
            _("%(rows)s rows: %(n)s would be taken in, %(here)s were here already, %(rejected)s rejected.")
            if self.dry_run
            else _("%(rows)s rows: %(n)s taken in, %(here)s were here already, %(rejected)s rejected.")
        )
        return [
            words
            % {
                "rows": f"{self.rows:,}",
                "n": f"{self.imported:,}",
                "here": f"{self.already_present:,}",
                "rejected": f"{self.rejected:,}",
            }
        ]


def load(
    path: Path,
    mapping: MarketMapping,
    market: str,
    *,
    now: datetime,
    dry_run: bool = False,
    keep: Callable[[list[str], Reject], object] | None = None,
) -> Taken:
    """Load a table for a market; `keep` is told each rejected row with the header. `now` in the insurer's time."""
    if not 0 < len(market.strip()) <= _MOST_NAME:
        raise BadInput(_("--market: name the market with at most 60 characters, such as ny-auto."))
    table = open_table(path, mapping.shape, set(mapping.read()) - mapping.constants.keys())
    reader = MarketReader(mapping, table, path, now.year)
    found = Taken(dry_run=dry_run)
    found.file, found.mapping = path.name, mapping.mapping
    found.keep = None if keep is None else lambda reject: keep(table.header, reject)
    read: list[tuple[Record, Line]] = []
    for record in table.records():
        if not record.cells:
            found.blank += 1
            continue
        found.rows += 1
        if found.rows > _MOST_ROWS:
            raise BadInput(
                _("%(path)s has more than 200,000 rows: a table of a market has a row a company.")
                % {"path": path}
            )
        try:
            read.append((record, reader.line(record)))
        except Unusable as problem:
            found.reject(_reject(record, str(problem)))
    twice = {id(record) for record, _line in said_twice(read)}
    for record, line in read:
        if id(record) in twice:
            found.reject(
                _reject(
                    record,
                    _("'%(company)s' stands more than once in %(year)s; keep the row that holds (%(rule)s)")
                    % {
                        "company": line.company.name,
                        "year": f"{line.year} {line.line}".strip(),
                        "rule": RULE,
                    },
                )
            )
    lines = [line for record, line in read if id(record) not in twice]
    if not lines:
        return found
    with atomic("import"):
        new = take_in(
            market.strip(), lines, file=path.name, mapping=mapping.mapping, rejected=found.rejected, now=now
        )
        if dry_run:
            transaction.set_rollback(True)
    found.imported, found.already_present = (0, len(lines)) if new is None else (len(lines), 0)
    return found


def _reject(record: Record, because: str) -> Reject:
    return Reject(record.line, because, [as_words(cell) for cell in record.cells])
