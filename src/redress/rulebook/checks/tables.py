"""Tables are read from the top, first match wins; that must not hide a contradiction or leave a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from redress.rulebook.checks.values import known_values
from redress.rulebook.conditions import covers, matches, overlap, subjects, words
from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.clocks.schema import TableRef


class Row(NamedTuple):
    when: Mapping[str, frozenset[str]]
    result: Any


def check_tables(method: Method, marks: Marks) -> Iterator[Problem]:
    """Rows that contradict each other, rows never reached, and subjects without an answer."""
    for path, rows, complete in _tables(method):
        yield from _clashes(path, rows, marks)
        if complete and rows:
            yield from _gaps(path, rows, {}, method, marks)
    for key, clock in method.clocks.items():
        if isinstance(clock.limit, TableRef):
            limits = method.limits[clock.limit.table]
            rows = [Row(row.when, row.limit) for row in limits.rows]
            yield from _gaps(("clocks", key, "limit"), rows, clock.only_for, method, marks)


def _tables(method: Method) -> Iterator[tuple[Path, list[Row], bool]]:
    yield ("routing",), [Row(row.when, (row.to, row.copies)) for row in method.routing], True
    yield (
        ("closing",),
        [Row(row.when, (row.who, row.within_area, row.duties)) for row in method.closing],
        True,
    )
    for key, table in method.limits.items():
        yield ("limits", key, "rows"), [Row(row.when, row.limit) for row in table.rows], False
    for key, bridge in method.bridges.items():
        yield ("bridges", key, "rows"), [Row(row.when, row.to) for row in bridge.rows], False


def _clashes(path: Path, rows: Sequence[Row], marks: Marks) -> Iterator[Problem]:
    """A later row may overlap an earlier one only as its fallback: it must hold wherever the earlier does."""
    for number, row in enumerate(rows):
        here = (*path, number)
        for before, earlier in enumerate(rows[:number]):
            if earlier.result == row.result or not overlap(earlier.when, row.when):
                continue
            if covers(row.when, earlier.when) and not covers(earlier.when, row.when):
                continue
            _, line = marks.of((*path, before))
            hidden = covers(earlier.when, row.when)
            en = "is never reached: it lies within" if hidden else "overlaps"
            zh = "永远不会生效：已被包含于" if hidden else "重叠于"
            yield marks.problem(
                here,
                f"{words(row.when).en} {en} row {before} (line {line}, {words(earlier.when).en}) "
                "with another result; make one a fallback of the other or separate them",
                f"“{words(row.when).zh}”{zh}第 {before} 行（文件第 {line} 行，“{words(earlier.when).zh}”），"
                "而结果不同；请使其中一条成为另一条的兜底，或将两者分开",
                rule=dotted(here),
            )


def _gaps(
    path: Path, rows: Sequence[Row], only_for: Mapping[str, frozenset[str]], method: Method, marks: Marks
) -> Iterator[Problem]:
    conditions = [row.when for row in rows]
    for subject in subjects([*conditions, only_for], known_values(method)):
        if matches(only_for, subject) and not any(matches(when, subject) for when in conditions):
            facts = ", ".join(f"{key}={value}" for key, value in subject.items())
            yield marks.problem(
                path,
                f"says nothing for {facts}; add a row without conditions at the end",
                f"没有规定 {facts} 的情形；请在末尾增加一条无条件的兜底规则",
            )
            return
