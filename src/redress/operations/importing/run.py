"""The import that the cases of a file came with: made with the first of them, gone on with after a kill."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from redress.importing import runs
from redress.operations.importing.mapping import Form
from redress.operations.importing.register import Prepared

_MANY = 1_000


class Run:
    """`id` is None until something is written; a dry run, and a file of which all is here, make none.

    `settle` is done when many have come in, and at the end.
    """

    def __init__(
        self,
        path: Path,
        mapping: Form,
        unit: str,
        *,
        dry_run: bool,
        settle: Callable[[], None],
    ) -> None:
        self.mapping, self.unit, self.dry_run = mapping, unit, dry_run
        self.id: int | None = None
        self._path, self._settle = path, settle
        self._file: runs.File | None = None
        self._next = _MANY

    def of(self, new: Sequence[Prepared]) -> list[Prepared]:
        """The same, knowing which import they come with."""
        if self.dry_run or not new:
            return list(new)
        run = self._begun()
        if all(each.command.run == run for each in new):
            return list(new)
        return [replace(each, command=each.command.model_copy(update={"run": run})) for each in new]

    def finish(self, many: int) -> None:
        """Every row was read, `many` cases are new; also of an import that was killed between last batch and end."""
        if self.dry_run:
            return
        if many:
            self._settle()
        run = self.id if self.id is not None else runs.unfinished(self._known())
        if run is not None:
            runs.finish(run)

    def grown(self, imported: int) -> None:
        """Tell how many files are written: after the first thousand, then each time there are ten times as many, the
        database learns anew which words are rare, for whoever compares texts while the import still runs."""
        if imported >= self._next and not self.dry_run:
            self._settle()
            while self._next <= imported:
                self._next *= 10

    def know_file(self) -> None:
        """Learn what is imported before others share the work: each of them would read the file for its digest."""
        if not self.dry_run:
            self._known()

    def _begun(self) -> int:
        if self.id is None:
            self.id = runs.begun(self._known())
        return self.id

    def _known(self) -> runs.File:
        if self._file is None:
            with self._path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            self._file = runs.File(
                self.mapping.source,
                self.mapping.mapping,
                self._path.name,
                digest,
                self.unit,
                self.mapping.kind,
            )
        return self._file
