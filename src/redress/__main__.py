"""The command line: `redress`, or `python -m redress`."""

from __future__ import annotations

import os
import signal
import sys
from threading import Timer
from typing import TYPE_CHECKING

from redress.operations.patience import INTERRUPTED, undisturbed

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN = 0.01
"""Seconds until an interruption that fell into a void is made again."""


def main() -> None:
    sys.unraisablehook = _not_lost
    try:
        with (
            undisturbed()
        ):  # libraries make a fault of their own of an interruption while they build their classes
            from redress.operations.console import redress

        redress(prog_name="redress")
    except KeyboardInterrupt:  # before the command itself listens: Ctrl-C is no fault to print a trace of
        sys.exit(INTERRUPTED)


def _not_lost(fault: UnraisableHookArgs) -> None:
    """Ctrl-C in the middle of a finaliser, from which Python lets nothing through, comes again a moment later."""
    if isinstance(fault.exc_value, KeyboardInterrupt):
        Timer(AGAIN, os.kill, (os.getpid(), signal.SIGINT)).start()
    else:
        sys.__unraisablehook__(fault)


if __name__ == "__main__":
    main()
