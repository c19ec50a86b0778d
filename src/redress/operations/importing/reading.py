"""What stands in a row: its cells by column, in words, or why they cannot be taken. The same for every kind of file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from redress.operations.console import BadInput
from redress.operations.importing.amounts import unit_of, unit_said
from redress.operations.importing.cells import Cell, Faulty, Record
from redress.operations.importing.dates import Dates
from redress.operations.importing.headers import compared, unlettered
from redress.operations.importing.mapping import Form
from redress.operations.importing.problems import Unusable
from redress.operations.importing.table import Table, as_words
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.privacy.visible import unfit, visible

EXTRA = ("rejected_line", "rejected_because")
"""Columns that a file of rejects has beside the source's own; such a file, corrected, can be imported again."""
EVERYTHING = "*"
_SHORT = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2,3}|\d\.\d+[Ee]\d{2,3}")
"""As a spreadsheet shows, and saves as text, a number that is too long for its column: 1.23457E+15."""
_LOST = re.compile("\ufffd|锟斤拷")
"""What stands where another program could not read a character."""
_AS_TEXT = re.compile(r"['`‘’′] ?(?=\d+[Xx]?$)|(?<=\d{5})\.0+$")
"""What programs put around figures that count nothing: a sign that they are text, a decimal that they never had."""


class RowReader:
    """Takes rows of one file apart by a mapping. BadInput, with all of them, when its columns do not fit.

    `figures`: columns of numbers that a spreadsheet may have shortened; `strange`: faults of the mapping itself.
    """

    def __init__(
        self, mapping: Form, table: Table, path: Path, figures: Sequence[str], strange: Sequence[str] = ()
    ) -> None:
        header, bare = table.header, table.bare
        self.header, self._delimited = header, table.delimited
        self.wider: list[int] = []
        """Lines of rows with more cells than there are columns, of which the last are blank."""
        self.garbled: list[int] = []
        """Lines of rows in which characters stand that were lost before."""
        self.dates = Dates(mapping.dates, shift=table.shift)
        self._constants, self._figures = mapping.constants, tuple(filter(None, figures))
        self._number = mapping.number
        wanted = mapping.read()
        lost = [column for column in wanted if column not in header and column not in mapping.constants]
        # A wanted column has its own name already, as `headers.find` gave it.
        ignored = {*map(compared, mapping.ignore)}
        known = {*map(compared, (*EXTRA, *bare)), *ignored}
        everything = EVERYTHING in mapping.ignore
        twice = [column for column in mapping.constants if column in header]
        self._bare = (
            []
            if everything
            else sorted(column for column in bare - {*wanted} if compared(column) not in ignored)
        )
        beyond = [column for column in header if column not in wanted]
        more = (
            [] if everything else [column for column in beyond if compared(unlettered(column)) not in known]
        )
        faults = [
            *_both(twice, path, mapping),
            *_lost(lost, header, path, mapping),
            *_more(more, path, mapping),
            *strange,
        ]
        faults += _uncounted(table.title, mapping, path)
        if faults:
            raise BadInput("\n".join(faults))

    def given(self, record: Record) -> tuple[dict[str, Cell], dict[str, str]]:
        """The cells by column, as they are and in words. Raises Unusable, in words for who must correct the row."""
        given: dict[str, Cell] = dict(zip(self.header, self._fitting(record), strict=True)) | self._constants
        plain = _all_plain(given)
        if plain is None:
            for column, value in given.items():
                _check(column, value)
        for column in self._bare:
            if given[column]:
                raise Unusable(
                    _("%(column)s holds something, but the column has no name") % {"column": column}
                )
        cells = plain or self._in_words(given)
        if not (whole := "\0".join(cells.values())).isascii() and _LOST.search(whole):
            self.garbled.append(record.line)
        for column in self._figures:
            value = cells[column]
            if value.isalnum():
                continue
            if _SHORT.fullmatch(value):
                raise Unusable(
                    _("%(column)s '%(value)s' was shortened by a spreadsheet: its last digits are lost")
                    % {"column": column, "value": value}
                )
            if column != self._number and (bare := _AS_TEXT.sub("", value)) != value:
                cells = cells | {column: bare}
        return given, cells

    def _in_words(self, given: dict[str, Cell]) -> dict[str, str]:
        """A number that looks like another one is the same: what nobody sees is no part of it."""
        cells = {column: as_words(value) for column, value in given.items()}
        return cells | {self._number: visible(cells[self._number])}

    def _fitting(self, record: Record) -> list[Cell]:
        """As many cells as there are columns: blank ones beyond are nothing. Where a comma stands without quotes they
        are all that shows that the others are one column off."""
        cells, wide = record.cells, len(self.header)
        if len(cells) == wide:
            return cells
        if len(cells) > wide and not any(cells[wide:]):
            if self._delimited:
                self.wider.append(record.line)
            return cells[:wide]
        if len(cells) == 1 and isinstance(cells[0], Faulty):  # a row that could not be taken apart
            raise Unusable(cells[0].because)
        raise Unusable(
            _("%(expected)s cells expected, %(found)s found") % {"expected": wide, "found": len(cells)}
        )


def _lost(lost: list[str], header: list[str], path: Path, mapping: Form) -> list[str]:
    if not lost:
        return []
    said = {"path": path, "mapping": mapping.mapping, "header": comma().join(header)}
    if len(lost) == 1:
        return [
            _(
                "%(path)s has no column '%(column)s', which mapping %(mapping)s reads. It has: %(header)s. "
                "Add the column, or correct the mapping."
            )
            % (said | {"column": lost[0]})
        ]
    return [
        _(
            "%(path)s has no columns '%(columns)s', which mapping %(mapping)s reads. It has: %(header)s. "
            "Add them, name the header's row, or correct the mapping."
        )
        % (said | {"columns": "', '".join(lost)})
    ]


def _both(twice: list[str], path: Path, mapping: Form) -> list[str]:
    """A constant would stand in the place of what every row says itself."""
    return [
        _(
            "%(path)s has a column '%(column)s', for which mapping %(mapping)s gives a constant. "
            "Take it out of 'constants', or call the constant otherwise."
        )
        % {"path": path, "column": column, "mapping": mapping.mapping}
        for column in twice
    ]


def _more(more: list[str], path: Path, mapping: Form) -> list[str]:
    if not more:
        return []
    said = {"path": path, "mapping": mapping.mapping}
    if len(more) == 1:
        return [
            _(
                "%(path)s has a column '%(column)s' that mapping %(mapping)s does not name. "
                "Map it under 'columns', or list it under 'ignore'."
            )
            % (said | {"column": more[0]})
        ]
    shown = "', '".join(more[:20]) + ("', …" if len(more) > 20 else "'")
    return [
        _(
            "%(path)s has %(n)s columns that mapping %(mapping)s does not name: '%(columns)s. "
            "Map them under 'columns', list them under 'ignore', or ignore all others with ignore: \"*\"."
        )
        % (said | {"n": len(more), "columns": shown})
    ]


def _uncounted(title: str, mapping: Form, path: Path) -> list[str]:
    """A title that counts money in ten thousands, of columns that do not say so: nobody would see it in the figures."""
    said = unit_said(title)
    silent = [each for each in mapping.money() if each not in mapping.amounts and not unit_of(each)]
    if said in ("", "元"):
        return []
    return [
        _(
            "%(path)s says above its header that money is in %(unit)s. Say in the mapping what '%(column)s' counts: "
            "amounts: {%(column)s: %(unit)s}, or 元."
        )
        % {"path": path, "unit": said, "column": column}
        for column in silent
    ]


def _all_plain(given: dict[str, Cell]) -> dict[str, str] | None:
    """The cells of a row that is all text that everybody sees, as most are: none of them need be looked at alone."""
    said = cast("dict[str, str]", given)
    try:
        return said if "".join(said.values()).isprintable() else None
    except TypeError:  # a date, or a cell that is faulty
        return None


def _check(column: str, value: Cell) -> None:
    if isinstance(value, Faulty):
        raise Unusable(f"{column}: {value.because}")
    if isinstance(value, str) and not value.isprintable() and (found := unfit(value)) is not None:
        what = {"column": column, "code": found.code, "byte": found.code[-2:]}
        if found.why == "half" and found.code.startswith(
            "DC"
        ):  # a byte that was no text, as `text.rows` reads it
            raise Unusable(_("%(column)s contains the byte 0x%(byte)s, which is no text") % what)
        if found.why in ("control", "half"):
            raise Unusable(_("%(column)s contains the control character U+%(code)s") % what)
        raise Unusable(
            _("%(column)s contains U+%(code)s, which no computer shows alike; write it otherwise") % what
        )
