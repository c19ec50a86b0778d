"""Signals: an interrupt while preparing, a flag while serving."""

import signal
import sys
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
        self._hook = sys.unraisablehook

    def __enter__(self) -> "Stop":
        self._before = {number: signal.signal(number, self._heard) for number in SIGNALS}
        self._hook, sys.unraisablehook = sys.unraisablehook, self._lost
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.unraisablehook = self._hook
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

    def _lost(self, fault: Any) -> None:
        """An interrupt within a finaliser went nowhere: the next, which `redress.__main__` makes, is the first."""
        if isinstance(fault.exc_value, KeyboardInterrupt):
            self._event.clear()
        self._hook(fault)
