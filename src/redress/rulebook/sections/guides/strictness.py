"""A child tells customers no less, and checks their contacts no more seldom (CLM-01)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_guides(pair: Pair) -> Iterator[Problem]:
    """Each guide is there with all that it says, each term explained, contacts checked as often."""
    for key, old in pair.parent.guides.items():
        new = pair.child.guides.get(key)
        if new is None:
            yield pair.looser(("guides", key), "there is no guide any more", "该产品不再有理赔服务指南")
            continue
        for name in ("covered", "not_covered", "steps"):
            lost = [text for text in getattr(old, name) if text not in getattr(new, name)]
            if lost:
                en, zh = f"the customer is not told any more: {lost[0].en}", f"不再告知客户：{lost[0].zh}"
                yield pair.looser(("guides", key, name), en, zh)
        if new.line != old.line or not (
            set(old.losses) <= set(new.losses) and set(old.causes) <= set(new.causes)
        ):
            en, zh = "papers of fewer causes or losses are told", "告知的材料减少"
            yield pair.looser(("guides", key, "losses"), en, zh)
    for key, term in pair.parent.terms.items():
        if pair.child.terms.get(key) != term:
            en, zh = "the term is explained otherwise or not any more", "术语解释被改动或者删除"
            yield pair.looser(("terms", key), en, zh)
    before, after = pair.parent.contact_check, pair.child.contact_check
    if before is not None and (after is None or after.every_months > before.every_months):
        en, zh = "contacts are checked more seldom", "联系方式核对间隔变长"
        yield pair.looser(("contact_check", "every_months"), en, zh, against=("contact_check",))
    elif before is not None and after is not None and after.remind_days < before.remind_days:
        en, zh = "the reminder comes later", "提醒推迟"
        yield pair.looser(("contact_check", "remind_days"), en, zh)
