"""How many tokens are being refused: logged at most once a minute, so that guessing is seen and cannot fill the log."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 60.0
_MOST_ADDRESSES = 100
_lock = threading.Lock()
_counts: Counter[str] = Counter()
_since = float("-inf")


def refused(address: str) -> int:
    """Note one refused token. The first is logged at once, those of the next minute together with the one after it.

    How many were logged just now; 0 while the minute lasts.
    """
    global _since
    with _lock:
        _counts[address if address in _counts or len(_counts) < _MOST_ADDRESSES else "others"] += 1
        now = time.monotonic()
        if now - _since < _EVERY_SECONDS:
            return 0
        _since = now
        told = dict(_counts.most_common(10))
        total = _counts.total()
        _counts.clear()
    logger.warning("%d API tokens refused since the last such line, by address: %s", total, told)
    return total
