"""A child may not let a deputy act for longer (ORG-12)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_deputies(pair: Pair) -> Iterator[Problem]:
    """The longest time stays, or becomes shorter."""
    old, new = pair.parent.deputies, pair.child.deputies
    if old is None:
        return
    path = ("deputies", "longest")
    if new is None:
        yield pair.looser(("deputies",), "deputies act without a longest time", "代理期限的上限被删除")
    elif new.longest.n > old.longest.n:
        en = f"{new.longest} are more than {old.longest}"
        yield pair.looser(path, en, f"{new.longest.get('zh')}长于{old.longest.get('zh')}")
