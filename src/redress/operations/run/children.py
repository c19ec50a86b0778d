"""The processes that `redress run` starts and must not leave behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import TracebackType

from redress.operations.lifeline import PARENT

PATIENCE_SECONDS = 20


class Children:
    """Leaving the block stops them all: first they are asked, then they are made to."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> None:
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", "redress", *arguments],
            env=os.environ | {PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            # Ctrl-C reaches the whole terminal; we pass it on in our own order.
            start_new_session=True,
        )

    def first_to_die(self) -> str | None:
        for name, process in self._running.items():
            if (status := process.poll()) is not None:
                return f"The {name} process (status {status})"
        return None

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            # Also what it may have started and left: its session is its process group.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
