"""Signals: an interrupt while preparing, a flag while serving."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """Whether the user, the terminal or the system has asked us to stop."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._gently = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> "Stop":
        self._before = {number: signal.signal(number, self._heard) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def asked(self) -> bool:
        return self._event.is_set()

    def gently(self) -> None:
        """From now on a signal is noted, and interrupts nothing."""
        self._gently = True

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        first = not self._event.is_set()
        self._event.set()
        if first and not self._gently:
            raise KeyboardInterrupt
