"""A child may not drop a message that law or method ask for, nor narrow whom it reaches, nor wake people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from redress.rulebook.conditions import covers
from redress.rulebook.problems import Problem
from redress.rulebook.sections.messages.schema import MessageRule
from redress.rulebook.strictness.compare import Pair
from redress.worktime import shipped

SCREEN: Final = "screen"


def check_messages(pair: Pair) -> Iterator[Problem]:
    """A message is told of what it was told of, in the words for it, on the screen where it stood there, and not there
    alone where it went out too (COM-10). Which ways else it takes is bound where it is marked `required`, and where it
    tells customers that something happened, of whom each has an address for one of them."""
    for key, old in pair.parent.messages.items():
        new, path = pair.child.messages.get(key), ("messages", key)
        if new is not None and new.template != old.template:
            en, zh = (
                f"it says what '{new.template}' says, not '{old.template}'",
                "消息内容改为另一种消息的文字",
            )
            yield pair.looser((*path, "template"), en, zh, against=path)
        if not old.required:
            if new is not None and not _as_often(old, new):
                yield pair.looser(path, "it is sent on fewer occasions or to fewer", "发送的情形或者对象减少")
            continue
        if new is None:
            yield pair.looser(path, "a required message is dropped", "必须发送的消息被删除")
        elif not new.required:
            yield pair.looser(path, "an opt-out would hold", "改为可以退订")
        elif set(new.unless) - set(old.unless) or (new.complaints_only and not old.complaints_only):
            yield pair.looser(path, "it is sent on fewer occasions", "发送的情形减少")
        elif not (covers(new.when, old.when) and all(kept >= asked for asked, kept in _reach(old, new))):
            en = "it is sent on fewer occasions, by fewer ways or to fewer"
            yield pair.looser(path, en, "发送的情形、方式或者对象减少")
    yield from _said_too_soon(pair)


_ANY_TIME: Final = frozenset({"progress"})
"""What a customer may be told whatever has happened: how the case stands."""


def _said_too_soon(pair: Pair) -> Iterator[Problem]:
    """A customer is told that something happened when it has: accepted, extended, posted, closed (COM-10)."""
    happened: dict[str, set[str]] = {}
    for rule in pair.parent.messages.values():
        if "customer" in rule.to:
            happened.setdefault(rule.template, set()).update(rule.event)
    for key, rule in pair.child.messages.items():
        known = happened.get(rule.template)
        if known is None or "customer" not in rule.to or rule.template in _ANY_TIME:
            continue
        if early := sorted(set(rule.event) - known):
            names = ", ".join(early)
            en = f"the customer is told so on other occasions: {names}"
            yield pair.looser(
                ("messages", key, "event"),
                en,
                f"在其他情形下也这样告知客户：{names}",
                against=("messages",),
            )


@cache
def _at_work() -> frozenset[int]:
    """Minutes of a day at which people work and limits in working time run, by the nation's calendar."""
    hours = shipped.load("cn").hours
    intervals = [each for month in range(1, 13) for each in hours.at(month, 1, 0)]
    return frozenset(minute for each in intervals for minute in range(each.start, each.end))


def check_quiet_hours(pair: Pair) -> Iterator[Problem]:
    """A child may be quieter, not louder. What goes out at any hour stays as the parent has it: to fewer cases, and
    somebody learns of an emergency in the morning; to more, and people are woken for what can wait."""
    old, new = pair.parent.quiet_hours, pair.child.quiet_hours
    if old is None:
        return
    path = ("quiet_hours",)
    if new is None or not (old.minutes <= new.minutes and set(old.by) <= set(new.by)):
        yield pair.looser(path, "people are woken at more hours or by more ways", "免打扰的时段或者方式减少")
    elif (new.minutes - old.minutes) & _at_work():
        en, zh = (
            "they reach into working hours: what is urgent waits while limits run",
            "免打扰时段扩大到工作时间",
        )
        yield pair.looser(path, en, zh)
    for key, was in pair.parent.messages.items():
        now = pair.child.messages.get(key)
        if now is not None and now.at_any_hour != was.at_any_hour:
            en = "it goes out at any hour for other cases"
            yield pair.looser(("messages", key, "at_any_hour"), en, "不受免打扰时段限制的案件有变化")


def _as_often(old: MessageRule, new: MessageRule) -> bool:
    """Whether it goes out for whatever it went out for before, and to whom (CLK-08, FLW-04, COM-02)."""
    kept = all(
        set(getattr(old, name)) <= set(getattr(new, name)) for name in ("alert", "event", "to")
    ) and new.house == (old.house or new.house)
    out = set(old.by) - {
        SCREEN
    }  # who is not at the desk hears nothing without these, who has no address without it
    aside = (bool(out) and not set(new.by) - {SCREEN}) or (SCREEN in old.by and SCREEN not in new.by)
    # A customer has one address or the other: each way that is left out leaves some of them untold that it happened.
    untold = "customer" in old.to and old.template not in _ANY_TIME and bool(set(old.by) - set(new.by))
    fewer = bool(set(new.unless) - set(old.unless)) or new.complaints_only > old.complaints_only
    return kept and not aside and not untold and not fewer and covers(new.when, old.when)


def _reach(old: MessageRule, new: MessageRule) -> list[tuple[set[str | None], set[str | None]]]:
    """Occasions, ways and people, before and after."""
    names = ("alert", "event", "by", "to")
    reach = [(set(getattr(old, name)), set(getattr(new, name))) for name in names]
    return [*reach, ({old.house}, {new.house})]
