"""A child may not drop a report on people, nor allow more time for it."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.kinds import UNITS
from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_reports(pair: Pair) -> Iterator[Problem]:
    """Each change that the parent wants reported is reported under some rule of the child, as soon at least."""
    for key, old in pair.parent.reports.items():
        for duty in sorted(old.duties):
            for unit in sorted(old.units or UNITS):
                days = [new.within.n for new in pair.child.reports.values() if new.concerns(duty, unit)]
                if not days or min(days) > old.within.n:
                    path = ("reports", key)
                    en = f"{duty} at {unit} is reported later or not at all"
                    yield pair.looser(path, en, f"{unit} 的 {duty} 变更报告推迟或者取消")
        new_rule = pair.child.reports.get(key)
        if new_rule and new_rule.remind.n < old.remind.n:
            en = f"reminded {new_rule.remind} before, not {old.remind}"
            zh = f"提前{new_rule.remind.get('zh')}提醒，晚于提前{old.remind.get('zh')}"
            yield pair.looser(("reports", key, "remind"), en, zh)
