"""Connections that several clients keep alive, each with requests that were prepared beforehand."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
CONNECTIONS = 8


class Line:
    """A kept-alive connection. Requests are prepared and answers read with little ado: the client's own work, which
    shares the machine, is not what is measured."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.reader = self.socket.makefile("rb")

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_failed: object) -> None:
        self.reader.close()
        self.socket.close()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self.socket.sendall(request)
        status, length = int(self.reader.readline().split()[1]), 0
        while (header := self.reader.readline()).strip():
            name, _colon, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return status, self.reader.read(length)


SPREAD = 0.05
"""Seconds between two clients' first requests: nobody's eight clerks begin within the same millisecond."""


def together(work: Callable[[Iterator[T]], None], items: Sequence[T]) -> None:
    """Each connection takes the next item when it has done its last: all of them work until there is none left."""
    waiting = deque(items)
    workers = [threading.Thread(target=work, args=(_taken(waiting),)) for _ in range(CONNECTIONS)]
    for worker in workers:
        worker.start()
        time.sleep(SPREAD)
    for worker in workers:
        worker.join()


def _taken(waiting: deque[T]) -> Iterator[T]:
    while True:
        try:
            yield waiting.popleft()
        except IndexError:
            return
