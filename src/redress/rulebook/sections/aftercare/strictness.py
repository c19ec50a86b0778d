"""A child may not call back fewer customers, give up sooner, ask less, or check fewer closures."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.conditions import covers
from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_aftercare(pair: Pair) -> Iterator[Problem]:
    """The callback before closing, and spot checks of closures."""
    yield from _callback(pair)
    yield from _spot_checks(pair)


def _callback(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.callback, pair.child.callback
    if old is None:
        return
    if new is None:
        yield pair.looser(("callback",), "the callback is dropped", "该回访被删除")
        return
    for number, rule in enumerate(old.needed):
        if not any(covers(wider.when, rule.when) for wider in new.needed):
            path = ("callback", "needed")
            en, zh = "fewer customers are called back", "需要回访的范围缩小"
            yield pair.looser(path, en, zh, against=(*path, number))
    for name in ("attempts", "days"):
        before, after = getattr(old, name), getattr(new, name)
        if after < before:
            path = ("callback", name)
            yield pair.looser(path, f"{after} {name} are fewer than {before}", f"{after} 少于 {before}")
    if new.hours.since < old.hours.since or new.hours.until > old.hours.until:
        en, zh = "customers are called at more hours", "可以回访客户的时段扩大"
        yield pair.looser(("callback", "hours"), en, zh)
    for code, question in old.script.items():
        if question.required and not (code in new.script and new.script[code].required):
            asked = ("callback", "script", code)
            yield pair.looser(asked, "the question is no longer required", "该问题不再必问")


def _spot_checks(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.spot_checks.items():
        new = pair.child.spot_checks.get(key)
        path = ("spot_checks", key)
        if new is None:
            yield pair.looser(path, "the spot check is dropped", "该抽查被删除")
            continue
        for name in ("share", "least"):
            before, after = getattr(old, name), getattr(new, name)
            if after < before:
                yield pair.looser((*path, name), f"{after} is less than {before}", f"{after} 小于 {before}")
        for name, before, after in (
            ("strata", set(old.strata), set(new.strata)),
            ("items", set(old.items), set(new.items)),
        ):
            if lost := sorted(before - after):
                names = ", ".join(lost)
                yield pair.looser((*path, name), f"{names} is left out", f"不再包括 {names}")
