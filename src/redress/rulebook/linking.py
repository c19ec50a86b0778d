"""What a further filing would be: a repeat, an escalation, a merge, related, or new (CLO-06, CLO-07, CLO-08).

Pure: looks at a pair, the later filing and the earlier case, and at the `linking` section of a rulebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from redress.rulebook.conditions import Match, explain, matches
from redress.rulebook.sections.linking.schema import Linking, LinkRule
from redress.rulebook.subject import FIXED
from redress.rulebook.words import Words


class Pair(StrEnum):
    """What the rules of linking can ask of two cases."""

    PERSON = "person"
    CONTRACT = "contract"
    MATTER = "matter"
    EARLIER = "earlier"
    LEGAL_PERIOD = "legal_period"
    LIMIT = "limit"
    FOUND = "found"
    GOES = "goes"


NAMES: Final[dict[str, Words]] = {
    Pair.PERSON: Words("投诉人", "complainant"),
    Pair.CONTRACT: Words("保单或者赔案", "policy or claim"),
    Pair.MATTER: Words("投诉事项", "matter"),
    Pair.EARLIER: Words("前一投诉件", "earlier case"),
    Pair.LEGAL_PERIOD: Words("法定处理期限", "legal period"),
    Pair.LIMIT: Words("办理时限", "limit of handling"),
    Pair.FOUND: Words("认定结果", "finding"),
    Pair.GOES: Words("投诉去向", "addressed to"),
}
VALUES: Final[dict[str, dict[str, Words]]] = {
    Pair.PERSON: {
        "same": Words("同一人", "the same"),
        "different": Words("不同的人", "another"),
        "unknown": Words("无法判断", "not known"),
    },
    Pair.CONTRACT: {
        "same": Words("相同", "the same"),
        "different": Words("不同", "another"),
        "unknown": Words("未提供", "not given"),
    },
    Pair.MATTER: {
        "same": Words("同一事项", "the same"),
        "class": Words("同类、事由不同", "the same class, another reason"),
        "different": Words("不同事项", "another"),
    },
    Pair.EARLIER: {
        "open": Words("办理中", "open"),
        "closed": Words("已结案", "closed"),
        "withdrawn": Words("已撤回", "withdrawn"),
        "transferred": Words("已转出", "transferred out"),
        "declined": Words("不予受理", "declined"),
        "merged": Words("已并案", "merged"),
    },
    Pair.LEGAL_PERIOD: {
        "inside": Words("期限内", "inside"),
        "outside": Words("期限外", "outside"),
    },
    Pair.LIMIT: {
        "running": Words("未到期", "still running"),
        "kept": Words("按时办结", "kept"),
        "passed": Words("按时办结、时限已过", "kept, and passed since"),
        "overrun": Words("已超期", "overrun"),
    },
    Pair.FOUND: {
        "substantiated": Words("有效", "substantiated"),
        "unsubstantiated": Words("无效", "unsubstantiated"),
        "undetermined": Words("尚未认定", "not determined"),
    },
    Pair.GOES: {
        "higher": Words("上级、媒体或者监管机构", "a superior, the media or the regulator"),
        "unit": Words("原受理渠道", "the unit itself"),
    },
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the later filing would be to the earlier case, by which rule; `rule` None: a new case."""

    kind: str
    rule: LinkRule | None
    facts: Mapping[str, str]

    @property
    def cite(self) -> tuple[str, ...]:
        return self.rule.cite if self.rule else ()

    @property
    def because(self) -> tuple[Match, ...]:
        """Each condition of the rule with the fact it met."""
        return explain(self.rule.when, self.facts) if self.rule else ()


NEW: Final = "new"


def verdict(linking: Linking, facts: Mapping[str, str]) -> Verdict:
    """The first rule that holds for the pair; without one the filing is a new case of its own."""
    rule = next((rule for rule in linking.rules if matches(rule.when, facts)), None)
    return Verdict(rule.becomes if rule else NEW, rule, facts)


def rank(linking: Linking, found: Verdict) -> int:
    """Verdicts of an earlier rule come first; 'new' last. For choosing among several earlier cases."""
    return linking.rules.index(found.rule) if found.rule else len(linking.rules)


def goes_higher(linking: Linking, subject: Mapping[str, str], unit: str = "") -> bool:
    """Whether a filing was addressed above the unit: to a superior, the media or the regulator (CLO-07).

    `unit`: the level of the unit that handled the earlier case; a filing that a higher one took directly went higher.
    """
    higher = linking.higher
    if higher is None:
        return False
    if any(matches(condition, subject) for condition in higher.any_of):
        return True
    direct = higher.direct is not None and matches(higher.direct, subject)
    return direct and _rank(subject.get("unit", "")) < _rank(unit)


def _rank(level: str) -> int:
    """Levels of units from the highest; counters are alike."""
    levels = [each for each in FIXED["unit"] if not each.startswith("counter")]
    return levels.index(level) if level in levels else len(levels)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two texts have in common (Jaccard), 0 to 1; bigrams as `search.tokens` makes them."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0
