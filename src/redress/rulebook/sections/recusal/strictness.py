"""A child may not let anybody act whom its parent keeps out (ORG-13)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair

_WHAT = {
    "bars": ("it bars no more from", "不再禁止本人"),
    "colleagues": ("it bars colleagues no more from", "不再禁止同部门人员"),
    "links": ("who handled the earlier case is no more found by", "不再从以下关联认定经办前件的人员"),
}


def check_recusal(pair: Pair) -> Iterator[Problem]:
    """Every ground of the parent: acts, colleagues, links."""
    old, new = pair.parent.recusal, pair.child.recusal
    for kind, rule in old.conflicts.items() if old else ():
        kept = new.conflicts.get(kind) if new else None
        path = ("recusal", "conflicts", kind)
        if kept is None:
            yield pair.looser(path, "the ground is dropped", "该回避事由被删除")
            continue
        for name, (en, zh) in _WHAT.items():
            if lost := [each for each in getattr(rule, name) if each not in getattr(kept, name)]:
                names = ", ".join(lost)
                yield pair.looser((*path, name), f"{en} {names}", f"{zh}：{names}", against=path)
