"""A progress bar on a terminal; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Start = Callable[[int], Callable[[int], object]]


@contextmanager
def bar(title: str) -> Iterator[Start]:
    """Gives a function that takes the total and gives one that takes how many more are done."""
    shown = Progress(
        TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip

    def start(total: int) -> Callable[[int], object]:
        task = shown.add_task(title, total=total)
        return lambda more: shown.advance(task, more)

    with shown:
        yield start
