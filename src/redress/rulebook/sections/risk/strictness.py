"""A child lists no fewer claims as likely to become complaints (CLM-14)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_risk(pair: Pair) -> Iterator[Problem]:
    """No rule dropped, none that asks for more or gives less, and the list begins no later."""
    old, new = pair.parent.risk, pair.child.risk
    if old is None:
        return
    if new is None or new.listed_from > old.listed_from:
        en, zh = "fewer claims are listed", "列入名单的赔案减少"
        yield pair.looser(("risk", "listed_from"), en, zh, against=("risk",))
    for key, rule in old.rules.items():
        now = new.rules.get(key) if new else None
        if now is None or now.fact != rule.fact or now.points < rule.points or now.at_least > rule.at_least:
            en, zh = "it gives fewer points, or in fewer cases", "分值或者适用情形减少"
            yield pair.looser(("risk", "rules", key), en, zh)
