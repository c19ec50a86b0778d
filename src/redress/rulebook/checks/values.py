"""Conditions mention only attributes and values that exist."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.checks.walk import walk
from redress.rulebook.linking import VALUES
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.linking.schema import Higher
from redress.rulebook.subject import FIXED
from redress.rulebook.validate import did_you_mean


def known_values(method: Method) -> dict[str, tuple[str, ...]]:
    """Attribute -> every value it can have under this rulebook."""
    classes = method.class_sets["method"].codes if "method" in method.class_sets else {}
    processing = method.class_sets["processing"].codes if "processing" in method.class_sets else {}
    return {
        **FIXED,
        "channel": tuple(method.channels),
        "class": tuple(classes),
        "level": tuple(method.levels),
        "complainant": tuple(method.complainants),
        "flow": tuple(method.flows) or ("standard",),
        "further_flow": ("none", *method.flows),
        "processing": tuple(processing),
        "callback_finding": ("none", *method.callback_findings),
        "line": tuple(method.lines),
        "loss_cause": tuple(method.loss_causes),
        "loss": tuple(method.losses),
    }


def check_values(method: Method, marks: Marks) -> Iterator[Problem]:
    """Unknown attributes and values, with the known ones listed."""
    known = known_values(method)
    classes = method.class_sets["method"].codes if "method" in method.class_sets else {}
    reasons = tuple(sorted({reason for code in classes.values() for reason in code.reasons}))
    special = {
        "bridges": _bridged(known, reasons),
        "linking": {name: tuple(values) for name, values in VALUES.items()},
    }
    for path, part in walk(method):
        for name in ("when", "only_for", "or_for", "or_when", "at_any_hour"):
            condition = getattr(part, name, None)
            if condition:
                here = (*path, "for" if name == "only_for" else name)
                yield from _unknown(condition, here, special.get(str(path[0]), known), marks)
        if isinstance(part, Higher):
            for number, condition in enumerate(part.any_of):
                yield from _unknown(condition, (*path, "any_of", number), known, marks)
            if part.direct:
                yield from _unknown(part.direct, (*path, "direct"), known, marks)


def _bridged(known: dict[str, tuple[str, ...]], reasons: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What the rows of a bridge look at."""
    return {
        "class": known["class"],
        "reason": reasons,
        "sale_stage": known["sale_stage"],
        "channel": known["channel"],
    }


def _unknown(
    condition: dict[str, frozenset[str]], path: Path, known: dict[str, tuple[str, ...]], marks: Marks
) -> Iterator[Problem]:
    rule = dotted(path[:2])
    for attribute, values in condition.items():
        here = (*path, attribute)
        if attribute not in known:
            en, zh = did_you_mean(attribute, known)
            yield marks.problem(
                here, f"unknown attribute '{attribute}'{en}", f"未知的属性“{attribute}”{zh}", rule=rule
            )
            continue
        if not values:
            yield marks.problem(
                here, f"'{attribute}' allows no value", f"“{attribute}”没有列出任何值", rule=rule
            )
        listed = ", ".join(known[attribute]) or "-"
        for value in sorted(values - set(known[attribute])):
            yield marks.problem(
                here,
                f"'{value}' is not a value of {attribute}; values are {listed}",
                f"“{value}”不是 {attribute} 的值；可用的值：{listed}",
                rule=rule,
            )
