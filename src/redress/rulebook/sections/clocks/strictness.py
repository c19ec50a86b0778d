"""No clock of a child may be longer, start later, stop for less or be dropped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from redress.rulebook.conditions import Condition, covers, matches, subjects
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.program import Compiled
from redress.rulebook.sections.clocks.lengths import can_be_longer, longer, longer_extension
from redress.rulebook.sections.clocks.schema import ClockRule, Trigger
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.words import Words
from redress.worktime import Calendar, shipped


@cache
def _calendar() -> Calendar:
    """Any coverage will do that has holidays and make-up days; the nation's is the one that ships."""
    return shipped.load("cn")


_CUSTOMERS: Final = frozenset({"claim_requested"})
"""What the customer does: a limit that nothing else meets is the customer's own, and no insurer cuts it short."""


def check_clocks(pair: Pair) -> Iterator[Problem]:
    """Every clock of the parent against the child's of the same key."""
    for key, old in pair.parent.clocks.items():
        path: Path = ("clocks", key)
        new = pair.child.clocks.get(key)
        if new is None:
            yield pair.looser(path, "the clock is dropped", "该时限被删除")
            continue
        yield from _triggers(pair, path, old, new)
        yield from _grounds(pair, path, old, new)
        yield from _lengths(pair, path, old, new)
    for key, added in pair.child.clocks.items():
        if pair.parent.clocks and key not in pair.parent.clocks:
            yield from _grounds_beside(pair, ("clocks", key), added)


def _triggers(pair: Pair, path: Path, old: ClockRule, new: ClockRule) -> Iterator[Problem]:
    for trigger in old.starts:
        if not _among(trigger, new.starts):
            yield pair.looser(
                (*path, "starts"),
                f"it no longer starts at '{trigger.event}'",
                f"不再自“{trigger.event}”起算",
                against=path,
            )
    for field, ours, theirs in (("stops", new.stops, old.stops), ("until", new.until, old.until)):
        for trigger in ours:
            if not _among(trigger, theirs):
                en, zh = f"'{trigger.event}' must not stop it", f"“{trigger.event}”不得使其停止"
                yield pair.looser((*path, field), en, zh, against=path)
    for field, more in (
        ("restarts", set(new.restarts) - set(old.restarts)),
        ("cancels", set(new.cancels) - set(old.cancels)),
    ):
        for event in sorted(more):
            en, zh = f"'{event}' must not be in {field}", f"{field} 不得增加“{event}”"
            yield pair.looser((*path, field), en, zh, against=path)
    for field, loose in (
        ("from", old.counts_from == "received" and new.counts_from != "received"),
        ("recurs", old.recurs and not new.recurs),
        ("per", old.per != new.per),
        ("if_later", old.if_later == "start" and new.if_later != "start"),
        ("planned", old.planned and not new.planned),
        (
            "group",
            bool(old.group) and new.group != old.group,
        ),  # of a group the earliest governs (CLK-02, CLK-12)
    ):
        if loose:
            en, zh = f"'{field}' must stay as it is", f"“{field}”不得改变"
            yield pair.looser((*path, field), en, zh, against=path)


def _among(trigger: Trigger, triggers: tuple[Trigger, ...]) -> bool:
    return any(
        other.event == trigger.event and other.step in ("", trigger.step) and covers(other.when, trigger.when)
        for other in triggers
    )


def _grounds(pair: Pair, path: Path, old: ClockRule, new: ClockRule) -> Iterator[Problem]:
    """Pauses, then extensions."""
    allowed = {pause.reason: pause for pause in old.pauses}
    for number, pause in enumerate(new.pauses):
        here = (*path, "pauses", number)
        if pause.reason not in allowed:
            en, zh = (
                f"'{pause.reason}' is no ground for a pause there",
                f"“{pause.reason}”不是可以中止计时的事由",
            )
            yield pair.looser(here, en, zh, against=path)
        elif missing := set(allowed[pause.reason].proof) - set(pause.proof):
            names = ", ".join(sorted(missing))
            yield pair.looser(here, f"the proof lacks {names}", f"证明材料缺少 {names}", against=path)
        elif missing := set(allowed[pause.reason].report) - set(pause.report):
            names = ", ".join(sorted(missing))
            yield pair.looser(here, f"the outcome lacks {names}", f"恢复计时的材料缺少 {names}", against=path)
        elif (due := allowed[pause.reason].told) and (
            pause.told is None or can_be_longer(pause.told.within, due.within)
        ):
            en, zh = "the customer may be told later", "可以更晚告知客户"
            yield pair.looser((*here, "told"), en, zh, against=path)
    yield from _extension(pair, path, old, new)


def _grounds_beside(pair: Pair, path: Path, added: ClockRule) -> Iterator[Problem]:
    """A further clock stands still on no other ground, and for no less proof, than the parent's do (CLK-05)."""
    asked: dict[str, set[str]] = {}
    for rule in pair.parent.clocks.values():
        for pause in rule.pauses:
            asked.setdefault(pause.reason, set()).update(pause.proof)
    for number, pause in enumerate(added.pauses):
        here = (*path, "pauses", number)
        if pause.reason not in asked:
            en, zh = (
                f"'{pause.reason}' is no ground for a pause there",
                f"“{pause.reason}”不是可以中止计时的事由",
            )
            yield pair.looser(here, en, zh, against=("clocks",))
        elif missing := asked[pause.reason] - set(pause.proof):
            names = ", ".join(sorted(missing))
            en, zh = f"the proof lacks {names}", f"证明材料缺少 {names}"
            yield pair.looser(here, en, zh, against=("clocks",))


def _extension(pair: Pair, path: Path, old: ClockRule, new: ClockRule) -> Iterator[Problem]:
    if new.extends is None:
        return
    here = (*path, "extends")
    if old.extends is None:
        yield pair.looser(here, "it may not be extended at all", "不得延长", against=path)
        return
    if new.extends.times > old.extends.times:
        yield pair.looser(here, "it may be extended more often", "延长次数增加")
    if not covers(old.extends.when, new.extends.when):
        yield pair.looser(here, "it may be extended in more cases", "可以延长的情形增加")
    if old.extends.holds_from == "telling" and new.extends.holds_from != "telling":
        en, zh = "it holds although the customer was not told", "未告知客户即延长"
        yield pair.looser((*here, "holds_from"), en, zh, against=path)
    if missing := set(old.extends.needs) - set(new.extends.needs):
        names = ", ".join(sorted(missing))
        yield pair.looser(here, f"the extension no longer needs {names}", f"延长不再要求 {names}")


def _lengths(pair: Pair, path: Path, old: ClockRule, new: ClockRule) -> Iterator[Problem]:
    """For every subject that the conditions can tell apart; one report for each way of being longer."""
    calendar = _calendar()
    theirs = Compiled(str(path[-1]), old, pair.parent, calendar)
    ours = Compiled(str(path[-1]), new, pair.child, calendar)
    conditions: list[Condition] = [*theirs.conditions, *ours.conditions]
    conditions += [rule.extends.when for rule in (old, new) if rule.extends]
    told: set[str] = set()
    for subject in subjects(conditions, pair.values):
        before, after = theirs.limit_for(subject), ours.limit_for(subject)
        if before is None:
            continue
        facts = ", ".join(f"{name}={value}" for name, value in subject.items()) or "every case"
        if after is None:
            if "dropped" not in told:
                told.add("dropped")
                yield pair.looser((*path, "for"), f"no limit for {facts}", f"{facts} 没有时限", against=path)
            continue
        field, why = "limit", longer(theirs, before, ours, after)
        if (
            why is None
            and {each.event for each in old.stops} <= _CUSTOMERS
            and longer(ours, after, theirs, before)
        ):
            why = Words("客户自己的期间被缩短", "the customer's own time is cut short")
        if why is None and old.extends and new.extends and matches(new.extends.when, subject):
            field, why = "extends", longer_extension(theirs, before, ours, after)
        if why and why.en not in told:
            told.add(why.en)
            yield pair.looser((*path, field), f"{why.en} ({facts})", f"{why.zh}（{facts}）", against=path)
