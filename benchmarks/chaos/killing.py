"""Ends processes with signal 9, each kind in turn, whichever of the kind."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import suppress

import psutil

from benchmarks.chaos.house import House

_random = random.SystemRandom()


class Killer:
    """`kills` by kind; `returns`: seconds from each death of the postmaster until all was well."""

    def __init__(self, house: House) -> None:
        self.kills: Counter[str] = Counter()
        self.returns: list[str] = []
        self._house = house

    def kill_one(self) -> None:
        """One of the kind that was killed least."""
        found = {kind: those for kind, those in self._house.parts().items() if those}
        if not found:
            return
        fewest = min(self.kills[kind] for kind in found)
        kind = _random.choice([each for each in sorted(found) if self.kills[each] == fewest])
        with suppress(psutil.NoSuchProcess):
            _random.choice(found[kind]).kill()
            self.kills[kind] += 1
            if kind == "postmaster":
                began = time.monotonic()
                time.sleep(0.5)
                self._house.until_well()
                self.returns.append(f"{time.monotonic() - began:.1f}")
