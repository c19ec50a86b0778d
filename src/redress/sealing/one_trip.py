"""Statements that go to the database together: what is to be sent is kept until somebody wants an answer.

psycopg's own pipeline sends each statement as soon as it is given, so that the server wakes up for each, and waits for
the next: over eight small statements it sleeps four to six times instead of once, and both ends take more processor
time. Here all of them are one write to the socket, with the word that ends them.

No public way of psycopg 3.3 does that. `Cursor.executemany` is one statement many times. One text of several
statements is sent without parameters: what people wrote would stand in the text, and so in the server's log of a
statement that failed, and nothing would be planned once (ADR 15). So the four steps of its pipeline that send are
overridden; `tests/organisation/test_psycopg_is_as_known.py` fails where psycopg's are no longer those this was
written against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Pipeline
from psycopg.abc import PQGen
from psycopg.generators import send


class OneTrip(Pipeline):
    """A pipeline that sends when it must: at its end, or when an answer is looked at."""

    __module__ = __name__

    _owes_its_end = False

    def _communicate_gen(self) -> PQGen[None]:
        """A statement was given, and nobody waits for its answer yet."""
        self._owes_its_end = True
        yield from ()

    def _sync_gen(self) -> PQGen[None]:
        self._owes_its_end = False
        self._enqueue_sync()
        yield from self._fetch_gen(flush=False)

    def _exit_gen(self) -> PQGen[None]:
        """psycopg ends a trip again that COMMIT has ended."""
        if self._owes_its_end or self.command_queue:
            self._enqueue_sync()
        yield from self._fetch_gen(flush=False)

    def _fetch_gen(self, *, flush: bool) -> PQGen[None]:
        kept = list(self.command_queue)
        try:
            if kept:
                if flush:
                    kept.append(self.pgconn.send_flush_request)
                self.command_queue.clear()
                self.command_queue.append(_one_after_the_other(kept))
                yield from super()._communicate_gen()
        finally:
            yield from send(self.pgconn)  # what the socket did not take at once
            yield from super()._fetch_gen(flush=flush and not kept)


def _one_after_the_other(kept: Sequence[Callable[[], None]]) -> Callable[[], None]:
    def every() -> None:
        for each in kept:
            each()

    return every


@contextmanager
def one_trip(link: Any) -> Iterator[None]:
    """What is given to the connection inside goes in one trip, up to the first answer that is looked at.

    A trip within a trip is a part of it. Raises what the first statement that fails raises.
    """
    if link._pipeline is not None:
        with link.pipeline():
            yield
        return
    link._pipeline = trip = OneTrip(link)
    try:
        with trip:
            yield
    finally:
        link._pipeline = None
