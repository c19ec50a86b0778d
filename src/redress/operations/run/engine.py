"""Watches the embedded PostgreSQL and starts it again when it was killed."""

from __future__ import annotations

import threading
import time
from collections import deque
from pathlib import Path

import click
import psutil

from redress.operations import embedded, leftovers
from redress.operations.run.part import FIRST_WAIT, LONGEST_WAIT, WITHIN_SECONDS
from redress.operations.speech import early as _

RECOVERED_SECONDS = 10.0
"""So long after its return, the death of a part that uses it is not that part's fault."""


class Engine:
    """None is watched where DATABASE_URL names a server: that one is somebody else's to keep."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder.resolve() if folder else None
        self._process = self._find()
        self._reviving: threading.Thread | None = None
        self._deaths: deque[float] = deque()
        self._well_since = self._again_at = 0.0
        self.fault = ""

    @property
    def steady(self) -> bool:
        """Whether it has been up for a while."""
        return self._reviving is None and time.monotonic() - self._well_since > RECOVERED_SECONDS

    @property
    def deaths(self) -> int:
        return len(self._deaths)

    def look(self) -> None:
        """Begin to revive it if it is dead. Takes no time: its log is replayed while we go on."""
        if self._folder is None:
            return
        if self._reviving is not None:
            if not self._reviving.is_alive():
                self._reviving, self._process = None, self._find()
                self._well_since = time.monotonic()
        elif self._process is None or not _lives(self._process):
            now = time.monotonic()
            if now < self._again_at:
                return
            while self._deaths and self._deaths[0] < now - WITHIN_SECONDS:
                self._deaths.popleft()
            self._deaths.append(now)
            self._again_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** len(self._deaths))
            click.secho(_("The database server ended; it is started again."), fg="yellow", err=True)
            self._reviving = threading.Thread(target=self._revive, daemon=True, name="revive")
            self._reviving.start()

    def last_words(self) -> str:
        return self.fault or (embedded.last_words(self._folder) if self._folder else "")

    def _revive(self) -> None:
        if self._folder is None:
            return
        try:
            embedded.revive(self._folder)
        except (OSError, RuntimeError) as fault:
            self.fault = str(fault)

    def _find(self) -> psutil.Process | None:
        return leftovers.postmaster(self._folder) if self._folder else None


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
