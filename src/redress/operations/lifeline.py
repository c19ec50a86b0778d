"""A child of `redress run` ends when `redress run` is gone, even if that was killed and could tell nobody."""

import os
import signal
import threading
import time

PARENT = "REDRESS_PARENT"
EVERY_SECONDS = 1.0


def stop_with_parent() -> None:
    """Watch the parent that the environment names, if any; when it is gone, end this process as SIGTERM does."""
    parent = os.environ.pop(PARENT, "")
    if parent:
        threading.Thread(target=_watch, args=[int(parent)], daemon=True, name="lifeline").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
