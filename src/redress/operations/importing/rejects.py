"""Rejected rows as CSV in the source's own columns, so that they can be corrected and imported."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from redress.operations.importing.reading import EXTRA
from redress.operations.importing.tally import Reject


class Rejects:
    """Writes each row as it comes; without one no file is made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: list[str] = []
        self._file: IO[str] | None = None
        self._writer: Any = None

    def know(self, header: list[str]) -> None:
        """The columns of the source, before its first row comes."""
        self.header = header

    def write(self, reject: Reject) -> None:
        """Add a row, with its line and what was said against it."""
        own = [name for name in self.header if name not in EXTRA]
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", errors="surrogateescape", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*own, *EXTRA])
        cells = [c for n, c in zip(self.header, reject.cells, strict=False) if n not in EXTRA]
        cells += [""] * (len(own) - len(cells))
        self._writer.writerow([*cells, reject.line, reject.because])

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def rejects(path: Path) -> Iterator[Rejects]:
    """A file of rejects, closed at the end whatever happens."""
    found = Rejects(path)
    try:
        yield found
    finally:
        found.close()
