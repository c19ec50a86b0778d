"""What a rulebook does with a case is compared, not only what it says: no obligation may be lost on the way (ORG-14).

Bridges, flows, tables and lists of codes each look harmless by themselves; together they can take a case out of a
limit. So cases over all code sets are put to parent and child, each with its own bridges and flows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from redress.rulebook.conditions import Condition, matches
from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.program import Compiled
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.clocks.lengths import longer
from redress.rulebook.sections.handling.schema import Route
from redress.rulebook.strictness.cases import cases, seen
from redress.rulebook.strictness.compare import Pair
from redress.worktime import Calendar, shipped


class Duty(NamedTuple):
    """Something that a rulebook asks for the cases that one of its conditions meets."""

    path: Path
    when: tuple[Condition, ...]
    en: str
    zh: str

    def holds(self, subject: Mapping[str, str]) -> bool:
        return any(matches(condition, subject) for condition in self.when)


@cache
def calendar() -> Calendar:
    """Any coverage will do that has holidays and make-up days."""
    return shipped.load("cn")


def check_behaviour(pair: Pair) -> Iterator[Problem]:
    """Flows, limits, and what must precede a proposal, a dispatch, a closing."""
    yield from _flows(pair)
    yield from _routes(pair)
    yield from _clocks(pair)
    yield from _duties(pair)


def _flows(pair: Pair) -> Iterator[Problem]:
    """A case that takes a special flow under the parent takes the same under the child."""
    told: set[tuple[str, str]] = set()
    for facts in cases(pair, [{"flow": frozenset()}]):
        was, now = seen(pair.parent, facts)["flow"], seen(pair.child, facts)["flow"]
        if was in ("standard", now) or (was, now) in told:
            continue
        told.add((was, now))
        path = ("bridges", "processing") if "processing" in pair.child.bridges else ("flows", was)
        yield pair.looser(
            path,
            f"{words(facts)} takes the flow '{now}', not '{was}'",
            f"{words(facts)} 适用流程 {now}，而不是 {was}",
            against=("flows", was),
        )


def _routes(pair: Pair) -> Iterator[Problem]:
    """Whichever department had the case or a copy of it has one or the other.

    A flow that the parent does not have for the case may have a row of its own (ORG-08)."""
    old, new = pair.parent.routing, pair.child.routing
    if not old or (old, pair.parent.flows, pair.parent.bridges) == (
        new,
        pair.child.flows,
        pair.child.bridges,
    ):
        return
    told: set[tuple[str, ...]] = set()
    for facts in cases(pair, [row.when for row in (*old, *new)]):
        before, after = seen(pair.parent, facts), seen(pair.child, facts)
        row = _row(new, after)
        if before["flow"] != after["flow"] and row and _its_own(pair.child, after["flow"], row):
            continue
        lost = tuple(
            sorted((_asked(_row(old, before)) - _asked(row) - {_OWNING}) | _only_copied(old, before, row))
        )
        if not lost or lost in told:
            continue
        told.add(lost)
        names, given = ", ".join(lost), words(facts)
        number = new.index(row) if row else 0
        heard = all(name in _asked(row) for name in lost)
        en, zh = f"{names} no longer hears of it ({given})", f"{names} 不再收到该类投诉（{given}）"
        if heard:
            en, zh = (
                f"{names} gets a copy and answers for nothing ({given})",
                f"{names} 只收抄送，不再负责（{given}）",
            )
        yield pair.looser(("routing", number), en, zh, against=("routing",))


def _its_own(method: Method, flow: str, row: Route) -> bool:
    """Whether the row gives the cases of a flow to a department that has a part in it: a flow without one is no reason
    to keep them from those who answer for the class."""
    parts = {role.department for role in method.flows[flow].roles.values()} if flow in method.flows else set()
    return "flow" in row.when and row.to != _OWNING and row.to in parts


def _only_copied(old: Sequence[Route], before: Mapping[str, str], row: Route | None) -> set[str]:
    """The department that answered for the case, where customer service keeps it and sends a copy (ORG-08)."""
    was = _row(old, before)
    kept = was and row and was.to != _OWNING and row.to == _OWNING and was.to in row.copies
    return {was.to} if was and kept else set()


_OWNING: Final = "customer_service"
"""Owns every case, so that it hears of each whatever the routing says."""


def _row(rows: Sequence[Route], subject: Mapping[str, str]) -> Route | None:
    return next((row for row in rows if matches(row.when, subject)), None)


def _asked(row: Route | None) -> set[str]:
    """The main department and those with a copy."""
    return {row.to, *row.copies} if row else set()


def _clocks(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.clocks.items():
        new = pair.child.clocks.get(key)
        if new is None:
            continue
        theirs = Compiled(key, old, pair.parent, calendar())
        ours = Compiled(key, new, pair.child, calendar())
        told = set()
        for facts in cases(pair, [*theirs.conditions, *ours.conditions]):
            before = theirs.limit_for(seen(pair.parent, facts))
            after = ours.limit_for(seen(pair.child, facts))
            if before is None:
                continue
            why = longer(theirs, before, ours, after) if after else None
            name = "" if after is None else why.en if why else None
            if name is None or name in told:
                continue
            told.add(name)
            en = f"no limit for {words(facts)}" if after is None else f"{name} ({words(facts)})"
            zh = f"{words(facts)} 没有时限" if why is None else f"{why.zh}（{words(facts)}）"
            yield pair.looser(("clocks", key), en, zh)


def duties_of(method: Method) -> list[Duty]:
    """Everything that a rulebook asks by condition: gates, checks, callback, emergency, referral."""
    found = [
        Duty(("gates", key), (gate.when,), "the gate does not hold", "该前置环节不适用")
        for key, gate in method.gates.items()
    ]
    for section in ("before_closing", "dispatch_checks"):
        found += [
            Duty((section, key), check.conditions, "the condition does not hold", "该条件不适用")
            for key, check in getattr(method, section).items()
        ]
    if method.emergency:
        en, zh = "no emergency process", "不启动应急处理"
        found.append(Duty(("emergency",), (method.emergency.when,), en, zh))
    if method.callback:
        needed = tuple(rule.when for rule in method.callback.needed)
        found.append(Duty(("callback",), needed, "nobody calls back", "不需要回访"))
    found += [
        Duty(("letters", key), (letter.when,), "the letter is not for it", "该函件不适用")
        for key, letter in method.letters.items()
    ]
    found += [
        Duty(("committee", "reasons", key), (reason.when,), "it may not be referred", "不得提交委员会")
        for key, reason in method.committee.reasons.items()
    ]
    return found


def _duties(pair: Pair) -> Iterator[Problem]:
    ours = {duty.path: duty for duty in duties_of(pair.child)}
    for old in duties_of(pair.parent):
        new = ours.get(old.path)
        if new is None or new.when == old.when == ({},):
            continue
        for facts in cases(pair, [*old.when, *new.when]):
            if old.holds(seen(pair.parent, facts)) and not new.holds(seen(pair.child, facts)):
                yield pair.looser(old.path, f"{old.en} ({words(facts)})", f"{old.zh}（{words(facts)}）")
                break


def words(facts: Mapping[str, str]) -> str:
    """The case that shows it."""
    return ", ".join(f"{name}={value}" for name, value in facts.items()) or "every case"
