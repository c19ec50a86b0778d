"""A child may not ask less when a case comes in or is passed on, nor let phrases be said that its parent forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.conditions import covers, matches, subjects
from redress.rulebook.problems import Problem
from redress.rulebook.sections.handling.schema import FormalCase
from redress.rulebook.strictness.compare import Pair


def check_intake(pair: Pair) -> Iterator[Problem]:
    """Ways in, conditions of dispatch, formal cases, taboo phrases, system causes."""
    yield from _channels(pair)
    for key, old in pair.parent.dispatch_checks.items():
        new = pair.child.dispatch_checks.get(key)
        if new is None or not covers(new.when, old.when):
            en, zh = "the condition holds in fewer cases", "该分派条件的适用范围缩小"
            yield pair.looser(("dispatch_checks", key), en, zh)
    yield from _formal_cases(pair)
    forbidden = {each.phrase for each in pair.child.taboo}
    for number, taboo in enumerate(pair.parent.taboo):
        if taboo.phrase not in forbidden:
            en, zh = f"'{taboo.phrase}' may be said", f"不再禁用“{taboo.phrase}”"
            yield pair.looser(("taboo",), en, zh, against=("taboo", number))
    for code, cause in pair.parent.causes.items():
        now = pair.child.causes.get(code)
        if cause.system and now is not None and not now.system:
            en, zh = (
                "no longer a system cause: the head of IT need not sign",
                "不再是系统原因，信息技术部门负责人不再签字",
            )
            yield pair.looser(("causes", code, "system"), en, zh, against=("causes", code))


def _formal_cases(pair: Pair) -> Iterator[Problem]:
    """The first row that holds decides, so what each case becomes is compared, not only which rows are there."""
    old, new = pair.parent.formal_cases, pair.child.formal_cases
    told: set[int] = set()
    for subject in subjects([row.when for row in (*old, *new)], pair.values) if old else ():
        number, was = _moved(old, subject)
        _at, now = _moved(new, subject)
        if was is None or number in told or (now and (now.source, now.to) == (was.source, was.to)):
            continue
        told.add(number)
        en = f"fewer matters move from {was.source} to {was.to} as formal cases"
        zh = f"由 {was.source} 移交 {was.to} 立案的情形减少"
        yield pair.looser(("formal_cases",), en, zh, against=("formal_cases", number))


def _moved(rows: tuple[FormalCase, ...], subject: dict[str, str]) -> tuple[int, FormalCase | None]:
    return next(((n, row) for n, row in enumerate(rows) if matches(row.when, subject)), (0, None))


def _channels(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.channels.items():
        new, path = pair.child.channels.get(key), ("channels", key)
        if new is None:
            yield pair.looser(path, "the way in is dropped", "该投诉渠道被删除")
            continue
        if less := sorted(set(old.needs) - set(new.needs)):
            names = ", ".join(less)
            yield pair.looser((*path, "needs"), f"no longer asks for {names}", f"登记时不再要求 {names}")
        if sorted(set(new.needs) & _OF_THE_CUSTOMER - set(old.needs)):
            en, zh = "the complainant is asked for more: a signature", "增加了对投诉人的要求：签字"
            yield pair.looser((*path, "needs"), en, zh)
        if old.source and new.source != old.source:
            en, zh = f"no longer counts as passed on by the {old.source}", f"不再视为 {old.source} 转办"
            yield pair.looser((*path, "source"), en, zh)
        if old.confirm_by and (
            more := sorted(set(new.confirm_by) - set(old.confirm_by)) or _any(new.confirm_by)
        ):
            names = ", ".join(more)
            en, zh = f"acceptance may be told by {names} too", f"还可以用 {names} 确认受理"
            yield pair.looser((*path, "confirm_by"), en, zh)


_OF_THE_CUSTOMER: Final = frozenset({"visit_signature"})
"""What the register form asks of the complainant and not of who takes the complaint: where it cannot be given, the way
in is shut (2020-3 Art. 13)."""


def _any(means: tuple[str, ...]) -> list[str]:
    """None named is any."""
    return [] if means else ["any means"]
