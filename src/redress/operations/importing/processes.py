"""Batches of a register, done by several processes at once; what they did is told in the order of the file.

Each process has a connection of its own and writes whole batches, so that reading, checking, encrypting and the
database's own work go on side by side. Little is under way at once, and nothing is kept of what is done.

This module is imported by a process before Django is up: what needs Django is imported where it is used.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, Self

from redress.operations.patience import undisturbed

if TYPE_CHECKING:
    from redress.casework.access import Origin
    from redress.operations.importing.register import Batch
    from redress.operations.importing.work import Part, Task, Work

MOST = 8
"""Beyond these the database is what is waited for."""
WORTH = 10_000
"""Rows of a file from which on further processes, which may take seconds to begin, are worth it."""
_WAITING = 2
"""Batches a process that are read ahead."""
_BEGUN_BY = "fork" if sys.platform == "linux" else "spawn"
"""A copy of this process knows Django and the rulebook at once; to learn them takes two seconds of its processor. Other
systems have libraries that do not stand being copied."""

Told = Callable[["Part"], object]
log = logging.getLogger(__name__)


def usual() -> int:
    """As many processes as there are cores for this one."""
    return min(len(os.sched_getaffinity(0)), MOST)


class Hands(Protocol):
    """Who does the batches. `give` returns when there is room for the next one; what was done is told in order."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *ended: object) -> None: ...
    def give(self, batch: Batch) -> None: ...
    def finish(self) -> None: ...


class Alone:
    """This process does them."""

    def __init__(self, work: Work, told: Told) -> None:
        self.work, self.told = work, told
        self._given = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        pass

    def give(self, batch: Batch) -> None:
        from redress.operations.importing.work import Task

        self._given += 1
        # Ctrl-C in the middle of a trip to the database would be told as a fault of the database.
        with undisturbed(unless_repeated=True):
            self.told(self.work.do(Task(self._given, batch, self.work.run.id)))

    def finish(self) -> None:
        """Nothing is left."""


class Several(Alone):
    """Other processes do them; this one does until they have begun, and all of them where they cannot begin."""

    def __init__(self, work: Work, told: Told, processes: int) -> None:
        super().__init__(work, told)
        self._most = processes * _WAITING
        self._under_way: deque[Future[Part]] = deque()
        work.run.know_file()
        self._pool = ProcessPoolExecutor(
            processes,
            multiprocessing.get_context(_BEGUN_BY),
            initializer=_begin,
            initargs=(work, *_surroundings()),
        )
        self._begun = self._submit(_nothing)
        self._cannot_begin = False

    def __exit__(self, *ended: object) -> None:
        """What is under way is waited for and told, whatever happened, so that nobody guesses what stands."""
        try:
            self._tell_the_rest(quietly=ended[0] is not None)
        except KeyboardInterrupt:  # a second time: at once
            for process in list(self._pool._processes.values()):
                process.kill()
            raise
        finally:
            self._pool.shutdown(cancel_futures=True)

    def give(self, batch: Batch) -> None:
        from redress.operations.importing.work import Task

        if not self._ready():
            super().give(batch)
            return
        self._given += 1
        self._under_way.append(self._submit(_do, Task(self._given, batch, self.work.run.id)))
        if len(self._under_way) >= self._most:
            self._tell_first()

    def _ready(self) -> bool:
        """Whether the first of them has begun. That it cannot is no fault of the register: it is said, once."""
        if self._cannot_begin or not self._begun.done():
            return False
        if (problem := self._begun.exception()) is not None:
            self._cannot_begin = True
            log.warning("further processes could not begin, this one does all: %s", problem)
            return False
        return True

    def _submit(self, what: Callable[..., Any], *given: Any) -> Future[Any]:
        """A process may begin with it."""
        with _nobody_calling():
            return self._pool.submit(what, *given)

    def finish(self) -> None:
        while self._under_way:
            self._tell_first()

    def _tell_first(self) -> None:
        try:
            part = self._under_way[0].result()
        except Exception:  # is told now; what an interruption breaks off is told at the end
            del self._under_way[0]
            raise
        del self._under_way[0]
        self.told(part)

    def _tell_the_rest(self, *, quietly: bool) -> None:
        """`quietly`: something was told already. What else went wrong is for the log."""
        for waiting in self._under_way:
            waiting.cancel()
        for waiting in [each for each in self._under_way if not each.cancelled()]:
            try:
                self.told(waiting.result())
            except BrokenProcessPool:  # that a process has ended is the same for every batch
                if not quietly:
                    raise
            except Exception:
                if not quietly:
                    raise
                log.exception("another batch of the import failed as well")


@contextmanager
def _nobody_calling() -> Iterator[None]:
    """A new process runs again what its parent was called by: a script would begin the same import in it, and so on."""
    caller = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = caller


# What follows runs in the processes.


def _surroundings() -> tuple[dict[str, Any], list[str], Origin, str, str | None]:
    """What another process must know before it can be handed work: the database, the door, who asks, the languages."""
    from django.db import connection
    from django.utils import translation

    from redress.casework.access import origin
    from redress.operations import speech

    link: Any = connection
    asked = speech.asked() or "en"
    return link.settings_dict, link.seal_doors[:1], origin.get(), asked, translation.get_language()


_work: list[Work] = []
"""What this process does with each batch: it keeps what it has learned of the file."""
_not_ours: list[Any] = []
"""The connection of the process that this one is a copy of. Nothing is said on it here, and it is never closed: that
would end it there."""
_faults: list[str] = []
"""Why this process could not begin."""


def _begin(work: Work, *surroundings: Any) -> None:
    """Ctrl-C is for the one who reads the file; without that one this process ends.

    Why it cannot begin is told by what it is asked to do: to whoever waits, a process that fails here has only ended.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _know_django(*surroundings)
    except Exception as problem:
        log.exception("a process of an import could not begin")
        _faults.append(f"{type(problem).__name__}: {problem}")
    _work[:] = [work]


def _know_django(
    described: dict[str, Any], doors: list[str], asked: Origin, spoken: str, language: str | None
) -> None:
    from redress.operations.console import start_django

    start_django()
    from django.db import connections
    from django.utils import translation

    from redress.casework.access import origin

    _not_ours.append(connections["default"])
    del connections["default"]
    link: Any = connections["default"]
    link.settings_dict.update(described)
    link.seal_doors[:] = doors
    origin.set(asked)
    os.environ["REDRESS_LANG"] = spoken
    if language:
        translation.activate(language)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class CannotBegin(Exception):
    """A process that was to share the work knows neither Django nor the database."""


def _nothing() -> None:
    """What a process does first."""
    if _faults:
        raise CannotBegin(_faults[0])


def _do(task: Task) -> Part:
    _nothing()
    from redress.operations.garbage import rarely_collected
    from redress.organisation.acting import acting_as
    from redress.organisation.actor import SYSTEM

    with rarely_collected(), acting_as(SYSTEM):
        return _work[0].do(task)
