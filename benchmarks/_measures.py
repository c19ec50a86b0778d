"""A measurement beside its target and beside its reference, and the table of all."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT_IN = "REDRESS_BENCH_RESULTS"
"""Names the file to which every script of one run adds what it measured."""


@dataclass(frozen=True)
class Measure:
    """`target` is a least value, or with `at_most` a greatest one; None: measured without one.

    `beside` tells the reference measured in the same run and the ratio to it.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = False
    beside: str = ""

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


def timed(works: Iterable[Callable[[], object]], warm_up: int = 0) -> list[float]:
    """Milliseconds of each after the warm-up."""
    times = []
    for work in works:
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times[warm_up:]


def tell(measures: Iterable[Measure]) -> None:
    """Print them as a table, and keep them for the table of the whole run."""
    found = list(measures)
    print(table(found), flush=True)
    if kept := os.environ.get(KEPT_IN):
        with Path(kept).open("a") as file:
            file.writelines(json.dumps(asdict(it)) + "\n" for it in found)


def kept(path: Path) -> list[Measure]:
    """What the scripts of one run measured."""
    return [Measure(**json.loads(line)) for line in path.read_text().splitlines()]


def table(measures: Sequence[Measure]) -> str:
    """One line each: name, value, target, whether it is met, reference."""
    widest = max((len(it.name) for it in measures), default=0)
    return "\n".join(
        f"{it.name:{widest}}  {_number(it.value):>12} {it.unit:9} {_target(it):15} {it.beside}".rstrip()
        for it in measures
    )


def p50_p95(milliseconds: Sequence[float]) -> tuple[float, float]:
    """Of at least two values."""
    centiles = statistics.quantiles(milliseconds, n=100, method="inclusive")
    return centiles[49], centiles[94]


def _number(value: float) -> str:
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def _target(it: Measure) -> str:
    if it.target is None:
        return ""
    return f"{'<=' if it.at_most else '>='} {it.target:,g} {'yes' if it.met else 'MISSED'}"
