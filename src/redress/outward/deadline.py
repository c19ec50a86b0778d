"""An end to a talk that the far end drags out. A time limit on each read is none on all of them together."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from types import TracebackType


class Deadline:
    """After that many seconds every connection it watches is cut: whoever reads or writes there gets an error at once.

    with Deadline(20) as deadline:
        deadline.watch(sock)
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = False

    def watch(self, line: socket.socket) -> None:
        """Cut this connection as well; it stays the caller's to close."""
        # Of our own: the caller's may be wrapped in TLS, or closed and its number given to another.
        ours = socket.socket(fileno=os.dup(line.fileno()))
        with self._lock:
            self._watched.append(ours)
            if self._over:
                _cut(ours)

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for line in self._watched:
                line.close()
            self._watched.clear()

    def _cut(self) -> None:
        with self._lock:
            self._over = True
            for line in self._watched:
                _cut(line)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        line.shutdown(socket.SHUT_RDWR)
