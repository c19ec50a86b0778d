"""A short piece of work that an interruption must not tear apart: signals wait until it is done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

INTERRUPTED = 130
"""With what a process ends that a person interrupted, as shells have it."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def undisturbed(*, unless_repeated: bool = False) -> Iterator[None]:
    """What is asked of this process meanwhile is asked of it again afterwards. Other threads hear no signals anyway.

    With `unless_repeated`, what is asked a second time is heard at once: for work that may have to wait for somebody.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def later(number: int, frame: FrameType | None) -> None:
        if unless_repeated and number in heard:
            heard.clear()
            listen_again()
            os.kill(os.getpid(), number)
        else:
            heard.append(number)

    def listen_again() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    before: dict[signal.Signals, Any] = {number: signal.signal(number, later) for number in SIGNALS}
    try:
        yield
    finally:
        listen_again()
        for told in dict.fromkeys(heard):
            os.kill(os.getpid(), told)
