"""YAML that remembers its lines and takes nothing for granted.

Stricter than YAML itself: no duplicate keys, no anchors (a tiny file could unfold into a huge one), and only
`true` and `false` are booleans, so that `no` and `on` stay words.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from redress.rulebook.problems import Problem, RulebookError

Path = tuple[str | int, ...]
Mark = tuple[str, int]

MAX_CHARACTERS: Final = 2_000_000


class _Loader(yaml.SafeLoader):
    """SafeLoader with YAML 1.2 booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


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
    if len(text) > MAX_CHARACTERS:
        raise RulebookError([marks.problem((), "the file is too large", "文件过大")])
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        problems: list[Problem] = []
        data = _value(loader, node, (), file, marks, problems, set()) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        why = error.problem or "cannot be read"
        found = Problem(file, line, "yaml", f"not valid YAML: {why}", f"不是合法的 YAML：{why}")
        raise RulebookError([found]) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        found = Problem(file, 1, "yaml", f"not valid YAML: {error}", f"不是合法的 YAML：{error}")
        raise RulebookError([found]) from error
    finally:
        loader.dispose()
    if not problems and not isinstance(data, dict):
        problems = [
            marks.problem((), "a rulebook is a mapping of sections", "规则集应当是由各部分组成的映射")
        ]
    if problems or not isinstance(data, dict):
        raise RulebookError(problems)
    return data, marks


def _value(
    loader: _Loader,
    node: yaml.Node,
    path: Path,
    file: str,
    marks: Marks,
    problems: list[Problem],
    seen: set[int],
) -> Any:
    marks.setdefault(path, (file, node.start_mark.line + 1))
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_object(node)
    if id(node) in seen:
        problems.append(
            marks.problem(path, "anchors and aliases are not used in rulebooks", "规则集中不使用锚点和别名")
        )
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*path, number), file, marks, problems, seen)
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
        result[key] = _value(loader, value_node, below, file, marks, problems, seen)
    return result
