"""Rules that point at other parts of the rulebook point at something."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.counting import RULES
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.clocks.schema import NOTICE, TableRef
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

    prefixes: dict[str, str] = {}
    for key, letter in method.letters.items():
        other = prefixes.setdefault(letter.prefix, key)
        if other != key:
            en = f"its papers are numbered as those of '{other}' are: {letter.prefix}"
            zh = f"编号前缀与 {other} 相同：{letter.prefix}"
            yield marks.problem(("letters", key, "prefix"), en, zh)

    for key, counting in method.counting.items():
        if counting.version != RULES[key].version:
            yield marks.problem(
                ("counting", key, "version"),
                f"'{key}' has no version {counting.version}; there is {RULES[key].version}",
                f"口径“{key}”没有 {counting.version} 版；现有 {RULES[key].version} 版",
            )


def _papers(method: Method) -> Iterator[tuple[Path, str, list[str]]]:
    """Papers that steps rest on, remedies' clocks, items of checklists."""
    known = list(method.proofs)
    for key, clock in method.clocks.items():
        for number, pause in enumerate(clock.pauses if known else ()):
            path = ("clocks", key, "pauses", number)
            yield from (((*path, "proof"), code, known) for code in pause.proof)
            yield from (((*path, "report"), code, known) for code in pause.report)
    if method.review:
        yield from ((("review", "proof"), code, known) for code in method.review.proof)
    if method.withdrawal:
        yield from ((("withdrawal", "proof"), code, known) for code in method.withdrawal.proof)
    if method.telling:
        for what, key in method.telling.limits.items():
            yield ("telling", "limits", what), key, list(method.clocks)
    items = sorted({item.code for kind in method.complainants.values() for item in kind.checklist})
    for key, ground in method.declining.items():
        yield from ((("declining", key, "lacks"), code, items) for code in ground.lacks)


def _pointers(method: Method) -> Iterator[tuple[Path, str, list[str]]]:
    yield from _papers(method)
    yield from _of_clocks(method)
    for key, promise in method.promises.items():
        yield ("promises", key, "clock"), promise.clock, list(method.clocks)
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


def _of_clocks(method: Method) -> Iterator[tuple[Path, str, list[str]]]:
    for key, clock in method.clocks.items():
        if isinstance(clock.limit, TableRef):
            yield ("clocks", key, "limit", "table"), clock.limit.table, list(method.limits)
        for number, need in enumerate(clock.extends.needs if clock.extends else ()):
            yield ("clocks", key, "extends", "needs", number), need, [NOTICE, *method.approvers]
