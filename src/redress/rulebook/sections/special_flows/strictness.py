"""A child may not take cases out of a flow, nor steps, or what steps ask for, out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.conditions import matches, subjects
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.special_flows.schema import Flow, FlowStep
from redress.rulebook.strictness.compare import Pair


def check_flows(pair: Pair) -> Iterator[Problem]:
    """Which flow a case takes, for every subject; then the steps one by one (FLW-11, FLW-12, FLW-13)."""
    yield from _chosen(pair)
    for key, old in pair.parent.flows.items():
        new = pair.child.flows.get(key)
        if new is None:
            if old.when is None:
                yield pair.looser(("flows", key), "the flow is dropped", "该流程被删除")
            continue
        for code, step in old.steps.items():
            path = ("flows", key, "steps", code)
            if code not in new.steps:
                yield pair.looser(path, "the step is dropped", "该环节被删除")
            elif lost := _lost(step, new.steps[code]):
                names = ", ".join(lost)
                yield pair.looser(path, f"the step no longer asks for {names}", f"该环节不再要求 {names}")
            elif wider := _wider(step, new.steps[code]):
                names = ", ".join(wider)
                yield pair.looser(path, f"the step allows more: {names}", f"该环节放宽：{names}")
        yield from _further(pair, key, old, new)
        if lost_roles := [role for role in old.ladder if role not in new.ladder]:
            names = ", ".join(lost_roles)
            yield pair.looser(
                ("flows", key, "ladder"), f"the ladder leaves out {names}", f"升级路径缺少 {names}"
            )


def _further(pair: Pair, key: str, old: Flow, new: Flow) -> Iterator[Problem]:
    """A step beside the parent's is no way round one that does the same: by the same roles, asking as much (ORG-10).

    Handing on with a main order is a dispatch.
    """
    for code, step in new.steps.items():
        does = _does(step)
        there = [each for each in old.steps.values() if _does(each) == does]
        if code in old.steps or does not in _SINGLE or not there:
            continue
        if not any(_as_much(each, step) for each in there):
            en, zh = (
                "a further step is a way round the one that does the same",
                "新增环节可以绕开原有环节的要求",
            )
            yield pair.looser(("flows", key, "steps", code), en, zh, against=("flows", key))


def _does(step: FlowStep) -> str:
    return "dispatch" if step.does == "hand_on" and step.order == "main" else step.does


def _as_much(old: FlowStep, new: FlowStep) -> bool:
    return old.does == new.does and not _lost(old, new) and not _wider(old, new)


_SINGLE: Final = ("verify", "grade", "dispatch")
"""Done once, by whoever has the role: what it says is what holds for the case."""


def _chosen(pair: Pair) -> Iterator[Problem]:
    rules = [flow.when for side in (pair.parent, pair.child) for flow in side.flows.values() if flow.when]
    told = set()
    for subject in subjects(rules, pair.values) if pair.parent.flows else ():
        was, now = _flow(pair.parent, subject), _flow(pair.child, subject)
        if was is None or now == was or was in told:
            continue
        told.add(was)
        en, zh = f"cases take {now or 'no flow'} instead", f"改为适用 {now or '无流程'}"
        yield pair.looser(("flows", was), en, zh)


def _flow(method: Method, subject: dict[str, str]) -> str | None:
    found = (key for key, flow in method.flows.items() if flow.when is not None)
    return next((key for key in found if matches(method.flows[key].when or {}, subject)), None)


def _lost(old: FlowStep, new: FlowStep) -> list[str]:
    """Ways of telling, facts and earlier steps that are no longer asked for."""
    pairs = ((old.means, new.means), (old.needs, new.needs), (old.after, new.after))
    return [code for before, after in pairs for code in before if code not in after]


def _wider(old: FlowStep, new: FlowStep) -> list[str]:
    """Who else may take it, grades it did not have, and orders or conditions that fell away."""
    more = [role for role in new.by if role not in old.by]
    more += [grade for grade in (*new.grades, *new.levels) if grade not in (*old.grades, *old.levels)]
    if new.order != old.order and old.order != "none":
        more.append(f"order {new.order}")
    for name in ("does", "to", "clock"):
        before, after = getattr(old, name), getattr(new, name)
        if before and after != before:
            more.append(f"{name} {after or '-'}")
    if old.rejected and not new.rejected:
        more.append("rejected")
    return more
