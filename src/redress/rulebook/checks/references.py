"""Rules that point at other parts of the rulebook point at something."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.counting import RULES
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.clocks import TableRef
from redress.rulebook.schema.method import Method
from redress.rulebook.validate import did_you_mean


def check_references(method: Method, marks: Marks) -> Iterator[Problem]:
    """Tables, sets, levels and codes that are named but do not exist; codes that stand twice."""
    for path, name, known in _pointers(method):
        if name not in known:
            en, zh = did_you_mean(name, known)
            yield marks.problem(
                path, f"'{name}' does not exist{en}", f"“{name}”不存在{zh}", rule=dotted(path[:2])
            )
    for kind, complainant in method.complainants.items():
        codes = [item.code for item in complainant.checklist]
        for number, code in enumerate(codes):
            if code in codes[:number]:
                path = ("complainants", kind, "checklist", number)
                yield marks.problem(path, f"'{code}' stands twice", f"“{code}”重复")

    for key, counting in method.counting.items():
        if counting.version != RULES[key].version:
            yield marks.problem(
                ("counting", key, "version"),
                f"'{key}' has no version {counting.version}; there is {RULES[key].version}",
                f"口径“{key}”没有 {counting.version} 版；现有 {RULES[key].version} 版",
            )


def _pointers(method: Method) -> Iterator[tuple[Path, str, list[str]]]:
    for key, clock in method.clocks.items():
        if isinstance(clock.limit, TableRef):
            yield ("clocks", key, "limit", "table"), clock.limit.table, list(method.limits)
    for target, bridge in method.bridges.items():
        if target not in method.class_sets:
            yield ("bridges", target), target, list(method.class_sets)
            continue
        for number, row in enumerate(bridge.rows):
            yield ("bridges", target, "rows", number, "to"), row.to, list(method.class_sets[target].codes)
    for number, rule in enumerate(method.automatic_levels):
        yield ("automatic_levels", number, "level"), rule.level, list(method.levels)
    for name, kinds in method.class_sets.items():
        for code, entry in kinds.codes.items():
            if entry.replaced_by:
                yield ("class_sets", name, "codes", code, "replaced_by"), entry.replaced_by, list(kinds.codes)
