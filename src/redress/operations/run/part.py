"""One process that `redress run` starts, watches, and starts again when it has died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress

from redress.operations.lifeline import PARENT
from redress.settings.database import OWNER

FIRST_WAIT, LONGEST_WAIT = 0.3, 4.0
"""Seconds until it is started again: doubled with each death of the last minute."""
WITHIN_SECONDS = 60.0
LINES = 15


class Part:
    """`died` is looked at often; `deaths` are those of the last minute that were its own fault."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.name = name
        self.status: int | None = None
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque()
        self._again_at = 0.0
        self._lines: deque[str] = deque(maxlen=LINES)
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "redress", *self._arguments],
            # How the owner of the tables logs in is nothing that a serving process should know.
            env={name: said for name, said in os.environ.items() if name != OWNER}
            | {PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches the whole terminal; we pass it on in our own order.
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=[self._process], daemon=True)
        self._reader.start()

    def tend(self, *, counts: bool) -> bool:
        """Start it again if it is dead and has waited long enough; True when it has just been found dead.

        `counts`: whether it is its own fault; it is not when the database is away.
        """
        now = time.monotonic()
        if self._process is None:
            if now >= self._again_at:
                self.start()
            return False
        if (status := self._process.poll()) is None:
            return False
        self.status = status
        self.kill()
        self._process = None
        while self._deaths and self._deaths[0] < now - WITHIN_SECONDS:
            self._deaths.popleft()
        if counts:
            self._deaths.append(now)
        self._again_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** max(0, len(self._deaths) - 1))
        return True

    @property
    def deaths(self) -> int:
        return len(self._deaths)

    def last_words(self) -> str:
        """The end of what it wrote."""
        return "\n".join(self._lines)

    def ask(self) -> None:
        """Ask it to stop."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)

    def kill(self) -> None:
        """End it and what it may have started and left: its session is its process group."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._reader is not None:
            self._reader.join(timeout=2)

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        """Pass on what it writes, and remember the end of it."""
        if process.stdout is None:
            return
        for line in process.stdout:
            self._lines.append(line.decode(errors="replace").rstrip())
            sys.stderr.buffer.write(line)
            sys.stderr.buffer.flush()
