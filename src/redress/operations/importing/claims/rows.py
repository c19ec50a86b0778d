"""One row of a history: an event of a claim, when it was, and what the row says of the claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from redress.claims.histories import What
from redress.operations.importing.cells import Cell, Record, nothing
from redress.operations.importing.claims.codes import ClaimCodes
from redress.operations.importing.claims.mapping import ClaimMapping
from redress.operations.importing.problems import Unusable
from redress.operations.importing.reading import RowReader
from redress.operations.importing.table import Table
from redress.operations.speech import gettext as _

RULE = "INT-17"
_NAMES_A_ZONE = re.compile(r"\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?\s?(?:Z|[+-]\d{2}:?\d{2})$")


class EventRow(NamedTuple):
    """A row of the history. `at` is when it counts; `zone`: whether its time named one, None for a day alone."""

    line: int
    cells: dict[str, str]
    number: str
    event: str
    what: tuple[What, ...]
    at: datetime
    zone: bool | None
    of_claim: tuple[str, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """What the row says: two rows that say the same are duplicates."""
        return (self.number, self.event, self.at.isoformat(), *self.of_claim)


class EventReader(RowReader):
    """Understands rows of one file by a mapping. BadInput, with all of them, when their columns do not fit."""

    def __init__(self, mapping: ClaimMapping, table: Table, path: Path, codes: ClaimCodes) -> None:
        self.columns = mapping.columns
        figures = (mapping.columns.number, mapping.columns.phone, mapping.columns.policy)
        super().__init__(mapping, table, path, figures)
        self._codes, self._zone = codes, mapping.own_zone
        self._of_claim = mapping.columns.of_claim()

    def read(self, record: Record) -> EventRow:
        """Raises Unusable with field, rule and way out, in words for the person who must correct the row."""
        given, cells = self.given(record)
        columns = self.columns
        number, event = cells[columns.number], cells[columns.event]
        for column, value in ((columns.number, number), (columns.event, event)):
            if not value:
                raise Unusable(_("%(column)s is blank") % {"column": column})
        try:
            what = self._codes.events(event)
        except Unusable as problem:
            raise Unusable(f"{columns.event}: {problem} ({RULE})") from None
        began = self._moment(columns.at, given)
        if began is None:
            raise Unusable(
                _("%(column)s is blank: say when '%(event)s' was, or leave the row out (%(rule)s)")
                % {"column": columns.at, "event": event, "rule": RULE}
            )
        ended = self._moment(columns.until, given) if columns.until else None
        if ended is not None and ended < began:
            raise Unusable(
                _("%(column)s %(value)s lies before %(other)s %(begin)s; are the two swapped? (%(rule)s)")
                % {
                    "column": columns.until,
                    "value": cells[columns.until],
                    "other": columns.at,
                    "begin": cells[columns.at],
                    "rule": RULE,
                }
            )
        counts = columns.until if ended is not None else columns.at
        return EventRow(
            line=record.line,
            cells=cells,
            number=number,
            event=event,
            what=what,
            at=ended or began,
            zone=_names_zone(cells[counts]),
            of_claim=tuple(_said(cells, column) for column in self._of_claim),
        )

    def _moment(self, column: str, given: Mapping[str, Cell]) -> datetime | None:
        """When it was; in the mapping's zone where the cell names none."""
        cell = given[column]
        found = self.dates.read(column, cell)
        if found is None or self._zone is None or _names_zone(str(cell)):
            return found
        return timezone.localtime(found).replace(tzinfo=self._zone)


def _names_zone(words: str) -> bool | None:
    """Whether a time names its zone; None where it is a day without a time, which has none."""
    if ":" not in words:
        return None
    return _NAMES_A_ZONE.search(words) is not None


def _said(cells: Mapping[str, str], column: str) -> str:
    return "" if nothing(cells[column]) else cells[column]
