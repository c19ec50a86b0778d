"""A child leaves no milestone untold, and says of each what its parent says (CLM-05)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_milestones(pair: Pair) -> Iterator[Problem]:
    """Every event that the customer hears of under the parent is heard of under the child, in the same words: others
    might say what has not happened."""
    told = {milestone.event for milestone in pair.child.milestones.values()}
    for key, old in pair.parent.milestones.items():
        if old.event not in told:
            en, zh = "the customer is not told of it any more", "该节点不再告知客户"
            yield pair.looser(("milestones", key), en, zh)
    for key, new in pair.child.milestones.items():
        said = {old.text.zh for old in pair.parent.milestones.values() if old.event == new.event}
        if said and new.text.zh not in said:
            en, zh = "the customer is told other words of it", "告知客户的文字被改动"
            yield pair.looser(("milestones", key, "text"), en, zh, against=("milestones",))
