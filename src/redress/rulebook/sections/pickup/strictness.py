"""A child has report calls picked up no later (CLM-02)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_pickup(pair: Pair) -> Iterator[Problem]:
    """Within as few seconds, of as many calls; what is night is not moved, for figures are compared."""
    old, new = pair.parent.pickup, pair.child.pickup
    if old is None:
        return
    if new is None:
        yield pair.looser(("pickup",), "it is not measured any more", "不再统计接报及时率")
        return
    if new.within_seconds > old.within_seconds:
        en, zh = "calls are picked up later", "接听时间放宽"
        yield pair.looser(("pickup", "within_seconds"), en, zh)
    if new.share < old.share:
        yield pair.looser(("pickup", "share"), "fewer calls are picked up in time", "及时接听的比例降低")
    if (new.night_from, new.night_until) != (old.night_from, old.night_until):
        yield pair.looser(("pickup", "night_from"), "night is another time", "夜间时段被改动")
