"""Finds the header of a table: registers begin with a title, or say a column's name in two rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from redress.operations.console import BadInput
from redress.operations.importing.cells import Record
from redress.operations.speech import gettext as _
from redress.privacy.visible import half_width, visible

_LETTER = re.compile(r" \[[A-Z]{1,3}\]$")


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns, the last line they stand on, and how many filled rows stand above.

    `bare` are columns without a name in which nothing stands as far as was looked; `title` is what the rows above say.
    """

    names: list[str]
    last_line: int
    skipped: int
    bare: frozenset[str] = frozenset()
    title: str = ""


def find(path: Path, top: list[Record], named: tuple[int, ...], wanted: set[str]) -> Header:
    """The rows that `named` says; else the first row with all wanted columns; else the first row that is filled.

    A column without a name is called by its letter in brackets, '[I]'; so a mapping can ignore it. Broken
    lines, blanks, width and case make no other name.
    """
    as_wanted = {compared(name): name for name in wanted}
    bare_wanted = {compared(unlettered(name)) for name in wanted}
    by_line = {record.line: record for record in top}
    if named:
        if lost := next((line for line in named if line not in by_line or not by_line[line].cells), None):
            raise BadInput(
                _("%(path)s has nothing on row %(row)s, where the mapping looks for the header.")
                % {"path": path, "row": lost}
            )
        rows = [by_line[line] for line in named]
    else:
        filled = [record for record in top if record.cells]
        rows = [next((each for each in filled if bare_wanted <= {*map(compared, _texts(each))}), filled[0])]
    names = _named(rows)
    names = [
        name if name in wanted or names.count(name) > 1 else as_wanted.get(compared(name), name)
        for name in names
    ]
    names = _told_apart(path, names, wanted)
    above = [record for record in top if record.cells and record.line < rows[0].line]
    below = [_texts(record) for record in top if record.line > rows[-1].line]
    bare = frozenset(
        name
        for place, name in enumerate(names)
        if name == _letter(place) and not any(len(row) > place and row[place] for row in below)
    )
    title = "\n".join(words for record in above for words in _texts(record))
    return Header(names, rows[-1].line, len(above), bare, title)


def _told_apart(path: Path, names: list[str], wanted: set[str]) -> list[str]:
    """Several columns of one name have their letters behind it, so that a mapping can read one and ignore the others.

    Refuses those of which it reads one without saying which.
    """
    told = [f"{name} {_letter(n)}" if names.count(name) > 1 else name for n, name in enumerate(names)]
    for name in sorted(wanted):
        if twice := [each for each, own in zip(told, names, strict=True) if own == name != each]:
            raise BadInput(
                _(
                    "%(path)s has two columns named '%(column)s'. Rename one, or call it '%(told)s' in the mapping."
                )
                % {"path": path, "column": name, "told": twice[0]}
            )
    return told


def unlettered(name: str) -> str:
    """The name of a column as its header has it, without the letter that tells it apart."""
    return _LETTER.sub("", name)


def covers(top: list[Record], named: tuple[int, ...], wanted: set[str]) -> bool:
    """Whether a row has all wanted columns, or the rows that are named together; names as `find` takes them."""
    bare = {compared(unlettered(name)) for name in wanted}
    if not named:
        return any(bare <= {*map(compared, _texts(record))} for record in top)
    rows = [record for record in top if record.line in named]
    alone = {compared(text) for record in rows for text in _texts(record)}
    return bool(rows) and bare <= alone | {compared(name) for name in _named(rows)}


def compared(name: str) -> str:
    """A column's name as it is compared: broken lines, blanks, width, case and what nobody sees make no other name."""
    return "".join(half_width(name).split()).casefold()


def _texts(record: Record) -> list[str]:
    return [visible(cell) if isinstance(cell, str) else str(cell) for cell in record.cells]


def _named(rows: list[Record]) -> list[str]:
    """Of several rows, the lowest one names a column; what stands above speaks where it says nothing.

    Where several are named alike, as by 投诉人 and 被投诉人 with a 姓名 each, what stands above tells them apart.
    """
    width = max(len(record.cells) for record in rows)
    names = [""] * width
    groups = [""] * width
    for record in rows:
        texts = _texts(record) + [""] * (width - len(record.cells))
        groups = [_above(groups, names, place, words) for place, words in enumerate(texts)]
        names = [words or name for words, name in zip(texts, names, strict=True)]
    same = [*map(compared, names)]
    twice = {name for name in same if name and same.count(name) > 1}
    told = [f"{group} / {name}" if compared(name) in twice and group else name
            for name, group in zip(names, groups, strict=True)]  # fmt: skip
    return [name or _letter(place) for place, name in enumerate(told)]


def _above(groups: list[str], names: list[str], place: int, words: str) -> str:
    """What stands over a cell of a row below: a cell that was merged over several columns stands in the first."""
    if not words:
        return groups[place]
    return next((names[left] for left in range(place, -1, -1) if names[left]), "")


def _letter(place: int) -> str:
    return f"[{get_column_letter(place + 1)}]"
