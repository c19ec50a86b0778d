"""Rows of a village's list as what a report is given; what a row does not say the catastrophe does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language

from redress.casework.rulebooks import rulebook_of
from redress.claims.catastrophes.queries import Row as Catastrophe
from redress.operations.console import BadInput
from redress.operations.importing.cells import Faulty, Record, nothing
from redress.operations.importing.dates import day
from redress.operations.importing.table import Shape, Table, as_words, open_table
from redress.operations.reports.columns import NAMES, NEEDED, WANTED, places
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.rulebook.sections.papers.schema import InsuredLine, Loss

ENCODINGS: Final = ("utf-8", "gb18030")
_DATES: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


@dataclass(frozen=True, slots=True)
class Given:
    """A row: where it stands, and what a report is given, or what is wrong with a cell."""

    line: int
    given: Mapping[str, Any]
    fault: str = ""


def read(path: Path, row: Catastrophe, name: str) -> Iterator[Given]:
    """The rows below the header, blank ones left out. `name`: what people call the file.

    Raises BadInput when nothing of it can be read.
    """
    table = _opened(path)
    columns = places(table.header)
    missing = [NAMES[field][0] for field in NEEDED if field not in columns]
    if missing:
        raise BadInput(
            _("%(path)s has no column %(columns)s. It has: %(header)s.")
            % {"path": name, "columns": comma().join(missing), "header": comma().join(table.header)}
        )
    reading = _Reading(row, columns)
    return (reading.given(record) for record in table.records() if record.cells)


def _opened(path: Path) -> Table:
    """As UTF-8, else as older programs of China write it."""
    for encoding in ENCODINGS[:-1]:
        try:
            table = open_table(path, Shape(encoding=encoding), set(WANTED))
            for _record in table.records():
                pass
            return table
        except BadInput:
            continue
    return open_table(path, Shape(encoding=ENCODINGS[-1]), set(WANTED))


class _Reading:
    def __init__(self, row: Catastrophe, columns: Mapping[str, int]) -> None:
        self._row, self._columns, self._method = row, columns, rulebook_of(row).method

    def given(self, record: Record) -> Given:
        said: dict[str, str] = {}
        for field, place in self._columns.items():
            cell = record.cells[place] if place < len(record.cells) else ""
            if isinstance(cell, Faulty):
                return Given(record.line, {}, cell.because)
            words = as_words(cell).strip()
            said[field] = "" if nothing(words) else words
        try:
            return Given(record.line, self._report(said))
        except ValueError as wrong:
            return Given(record.line, {}, str(wrong))

    def _report(self, said: Mapping[str, str]) -> dict[str, Any]:
        row = self._row
        person = {name: said.get(name, "") for name in ("name", "phone", "id_number")}
        return {
            "catastrophe": row.number,
            "unit": row.unit.code,
            "policy_number": said.get("policy_number", ""),
            "people": [person],
            "line": self._code(said.get("line", ""), self._lines()),
            "loss_cause": row.loss_causes[0],
            "losses": [self._code(said.get("losses", ""), self._method.losses) or "property"],
            "occurred_at": self._when(said.get("occurred_at", "")),
            "place": said.get("place") or row.places[0],
            "course": said.get("course") or row.title,
            "estimate": said.get("estimate") or None,
            "account": said.get("account", ""),
            "account_holder": said.get("account_holder") or (said["name"] if said.get("account") else ""),
        }

    def _lines(self) -> dict[str, InsuredLine]:
        return {code: self._method.lines[code] for code in self._row.lines}

    def _code(self, words: str, known: Mapping[str, InsuredLine] | Mapping[str, Loss]) -> str:
        """The code that is meant: itself, or its title; '' of nothing said where that leaves only one."""
        if not words:
            return next(iter(known)) if len(known) == 1 else ""
        for code, each in known.items():
            if words in (code, each.title.zh, each.title.en):
                return code
        titles = comma().join(each.title.get(get_language() or "zh") for each in known.values())
        raise ValueError(
            _("'%(value)s' is none of: %(known)s. Write one of them.") % {"value": words, "known": titles}
        )

    def _when(self, words: str) -> str:
        """The time; of a day alone its beginning, or that of the catastrophe where it began on that day."""
        began = timezone.localtime(self._row.began_at)
        if not words:
            return began.isoformat()
        found = day(words, _DATES)
        if len(words) > len("2026年03月02日") or found is None:
            return words  # the report says what is wrong with it
        if found == began.date():
            return began.isoformat()
        return timezone.make_aware(datetime.combine(found, datetime.min.time())).isoformat()
