"""Two `redress run` in one data folder would be two of everything; the second is told where the first is."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redress.operations.console import BadInput
from redress.operations.speech import early as _

FILE = ".running"


@contextmanager
def sole(data: Path, address: str) -> Iterator[None]:
    """Ours alone while the block runs; the kernel forgets a process that died. Raises BadInput."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            where = {"folder": data, "address": file.read().strip() or "?"}
            raise BadInput(
                _(
                    "Redress already runs with the folder %(folder)s: %(address)s. Use that one, stop it, "
                    "or name another folder: REDRESS_DATA=..."
                )
                % where
            ) from None
        file.truncate(0)
        file.write(address)
        file.flush()
        yield
