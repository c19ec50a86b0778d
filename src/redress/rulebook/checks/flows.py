"""Roles, steps and clocks of the flows point at each other; no flow is chosen by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from redress.rulebook.events import DEPARTMENTS
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
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
