"""The processes that `redress run` starts, brings back when they die, and must not leave behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType

import click

from redress.operations.run.part import Part
from redress.operations.speech import early as _

PATIENCE_SECONDS = 20


class Children:
    """Leaving the block stops them all: first they are asked, then they are made to."""

    def __init__(self, most_deaths: int) -> None:
        self._parts: list[Part] = []
        self._most = most_deaths

    def start(self, name: str, *arguments: str) -> None:
        part = Part(name, *arguments)
        self._parts.append(part)
        part.start()

    def tend(self, *, counts: bool) -> Part | None:
        """Bring back what has died; the part that dies again and again, if there is one. `counts`: see Part."""
        for part in self._parts:
            if not part.tend(counts=counts):
                continue
            if part.deaths >= self._most:
                return part
            words = _("The %(name)s process ended (status %(status)s); it is started again.")
            click.secho(words % {"name": part.name, "status": part.status}, fg="yellow", err=True)
        return None

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts:
            part.ask()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for part in self._parts:
            part.wait(max(0.1, deadline - time.monotonic()))
            part.kill()


def hopeless(part: Part) -> Iterator[str]:
    """What is said when a part cannot be kept alive."""
    yield _("The %(name)s process ended %(times)d times within a minute; stopping everything.") % {
        "name": part.name,
        "times": part.deaths,
    }
    yield _("The last it said (status %(status)s):") % {"status": part.status}
    yield part.last_words() or _("(nothing)")
