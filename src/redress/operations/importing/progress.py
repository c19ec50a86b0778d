"""A progress bar on a terminal; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Told = Callable[[int], object]


class Steps(Protocol):
    """Says how far each step of some work is."""

    def begin(self, title: str, total: int | None) -> Told:
        """A step of `total` parts, unknown if None; gives a function that is told how many more are done."""


class Silent:
    """Says nothing."""

    def begin(self, title: str, total: int | None) -> Told:
        return lambda _more: None


class _Shown:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def begin(self, title: str, total: int | None) -> Told:
        task = self._progress.add_task(title, total=total)
        return lambda more: self._progress.advance(task, more)


Start = Callable[[int], Told]


@contextmanager
def bar(title: str) -> Iterator[Start]:
    """Gives a function that takes the total and gives one that takes how many more are done."""
    with steps() as shown:
        yield lambda total: shown.begin(title, total)


@contextmanager
def steps() -> Iterator[Steps]:
    """Steps of some work below each other."""
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with shown:
        yield _Shown(shown)
