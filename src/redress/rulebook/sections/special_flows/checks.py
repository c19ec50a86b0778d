"""Roles, steps and clocks of the flows point at each other; no flow is chosen by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from redress.rulebook.events import DEPARTMENTS
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.special_flows.schema import Flow
from redress.rulebook.validate import did_you_mean

VERDICTS: Final = ("within", "beyond")
"""What a verification can say of the authority; clocks may wait for either."""


def check_flows(method: Method, marks: Marks) -> Iterator[Problem]:
    """Names that lead nowhere, and conditions that turn in a circle."""
    for path, name, known in _pointers(method):
        if name not in known:
            en, zh = did_you_mean(name, list(known))
            yield marks.problem(
                path, f"'{name}' does not exist{en}", f"“{name}”不存在{zh}", rule=dotted(path[:2])
            )
    for code, flow in method.flows.items():
        if flow.when and "flow" in flow.when:
            yield marks.problem(
                ("flows", code, "when"),
                "a flow cannot be chosen by the flow",
                "流程不能以流程本身为条件",
                rule=dotted(("flows", code)),
            )
        yield from _never(code, flow, marks)


def _never(code: str, flow: Flow, marks: Marks) -> Iterator[Problem]:
    """A step waits for none that comes after it, nor for one that a case may never come to (FLW-17)."""
    for key, step in flow.steps.items():
        here = ("flows", code, "steps", key, "after")
        if key in _before(flow, key):
            en, zh = f"'{key}' waits for itself", f"“{key}”等待自身完成"
            yield marks.problem(here, en, zh, rule=dotted(here[:4]))
        for other in sorted(_before(flow, key) - {key}):
            if flow.steps[other].rejected and not step.rejected:
                en = f"'{key}' waits for '{other}', which follows only where the customer has rejected an opinion"
                zh = f"“{key}”等待“{other}”，而后者只在客户不接受处理意见时才有"
                yield marks.problem(here, en, zh, rule=dotted(here[:4]))


def _before(flow: Flow, key: str) -> set[str]:
    """The steps that must have been taken, and those before these."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        step = flow.steps.get(waiting.pop())
        fresh = [each for each in (step.after if step else ()) if each in flow.steps and each not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _pointers(method: Method) -> Iterator[tuple[Path, str, Sequence[str]]]:
    steps: set[str] = {*VERDICTS, DEPARTMENTS}
    for code, flow in method.flows.items():
        steps |= flow.steps.keys()
        for rung in flow.ladder:
            yield ("flows", code, "ladder"), rung, list(flow.roles)
        for key, step in flow.steps.items():
            here: Path = ("flows", code, "steps", key)
            named = (
                ("by", step.by, list(flow.roles)),
                ("to", (step.to,) if step.to else (), list(flow.roles)),
                ("after", step.after, list(flow.steps)),
                ("levels", step.levels, list(method.levels)),
                ("clock", (step.clock,) if step.clock else (), list(method.clocks)),
            )
            for field, names, known in named:
                yield from (((*here, field), name, known) for name in names)
    yield from _awaited(method, sorted(steps))


def _awaited(method: Method, steps: Sequence[str]) -> Iterator[tuple[Path, str, Sequence[str]]]:
    """Steps that clocks wait for."""
    for key, clock in method.clocks.items():
        for field, triggers in (("starts", clock.starts), ("stops", clock.stops), ("until", clock.until)):
            for trigger in triggers:
                if trigger.step:
                    yield ("clocks", key, field), trigger.step, steps
