"""YAML that remembers its lines and takes nothing for granted.

Stricter than YAML itself: no duplicate keys, and what `worktime.plainyaml` bounds.
"""

from __future__ import annotations

from typing import Any

import yaml

from redress.rulebook.problems import Problem, RulebookError
from redress.worktime import plainyaml
from redress.worktime.plainyaml import Unreadable

Path = tuple[str | int, ...]
Mark = tuple[str, int]


def dotted(path: Path) -> str:
    """`clocks.confirm.late[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "rulebook"


class Marks(dict[Path, Mark]):
    """Where each value stands: path -> (file, line)."""

    def of(self, path: Path, default: Mark = ("", 1)) -> Mark:
        """The mark of the path, or of the nearest thing that contains it."""
        for length in range(len(path), -1, -1):
            found = self.get(path[:length])
            if found:
                return found
        return default

    def problem(self, path: Path, en: str, zh: str, *, rule: str = "") -> Problem:
        """A problem at that place."""
        file, line = self.of(path)
        return Problem(file, line, rule or dotted(path), en, zh)


def read(text: str, file: str) -> tuple[dict[str, Any], Marks]:
    """The content of a YAML file and where each value stands; RulebookError if it is not a plain mapping."""
    marks = Marks({(): (file, 1)})
    problems: list[Problem] = []
    try:
        with plainyaml.opened(text) as (loader, node):
            data = _value(loader, node, (), file, marks, problems) if node else None
    except Unreadable as error:
        found = Problem(
            file,
            error.line,
            "yaml",
            f"not valid YAML: {error.why} (column {error.column})",
            f"不是合法的 YAML：{error.zh}（第 {error.column} 列）",
        )
        raise RulebookError([found]) from error
    if not problems and not isinstance(data, dict):
        problems = [
            marks.problem((), "a rulebook is a mapping of sections", "规则集应当是由各部分组成的映射")
        ]
    if problems or not isinstance(data, dict):
        raise RulebookError(problems)
    return data, marks


def _value(
    loader: plainyaml.Loader,
    node: yaml.Node,
    path: Path,
    file: str,
    marks: Marks,
    problems: list[Problem],
) -> Any:
    marks.setdefault(path, (file, node.start_mark.line + 1))
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_object(node)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*path, number), file, marks, problems)
            for number, item in enumerate(node.value)
        ]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        below = (*path, key)
        if key in result:
            line = key_node.start_mark.line + 1
            first = marks[below][1]
            problems.append(
                Problem(
                    file,
                    line,
                    dotted(below),
                    f"the key '{key}' is written twice (first on line {first})",
                    f"键“{key}”重复（首次出现在第 {first} 行）",
                )
            )
            continue
        marks[below] = (file, key_node.start_mark.line + 1)
        result[key] = _value(loader, value_node, below, file, marks, problems)
    return result
