"""YAML as people write it in plans, rulebooks and mappings: read by libyaml, within bounds, nothing taken for granted.

Only `true` and `false` are booleans, so that `no`, `on` and `off` stay words. No anchors and aliases: a small file
could unfold into a huge one. A file that nests deeper than any plan does is refused before anything is built of it:
what walks the tree afterwards does so by recursion. libyaml is ten times as fast as the loader in Python, and names
line and column as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import yaml

MOST_CHARACTERS: Final = 2_000_000
DEEPEST: Final = 40
"""Levels within one another; the deepest of a rulebook is 12."""
LONGEST_NUMBER: Final = 40
"""Digits; Python itself refuses to write out numbers of some thousands."""


class Unreadable(ValueError):
    """Not YAML that is taken. `line` and `column` count from 1; `why` in English, `zh` in Chinese."""

    def __init__(self, why: str, zh: str, line: int = 1, column: int = 1) -> None:
        self.why, self.zh, self.line, self.column = why, zh, line, column
        super().__init__(f"line {line}, column {column}: {why}")


class Loader(yaml.CSafeLoader):
    """libyaml's safe loader with YAML 1.2's booleans."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_WHOLE: Final = next(
    pattern for tag, pattern in Loader.yaml_implicit_resolvers["1"] if tag == "tag:yaml.org,2002:int"
)


@contextmanager
def opened(text: str) -> Iterator[tuple[Loader, yaml.Node | None]]:
    """A loader and the root node of the text, None where it is empty; whatever goes wrong within is Unreadable."""
    _check(text)
    loader = None
    try:
        _check_tree(text)
        loader = Loader(text)
        yield loader, loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark, why = error.problem_mark, error.problem or "cannot be read"
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable(why, why, *place) from error
    except Unreadable:
        raise
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise Unreadable(str(error), str(error)) from error
    finally:
        if loader is not None:
            loader.dispose()


def load(text: str) -> Any:
    """What the text says. Raises Unreadable; also where a name stands twice, of which the first would say nothing."""
    with opened(text) as (loader, node):
        if node is None:
            return None
        _refuse_twice(node)
        return loader.construct_document(node)


def _refuse_twice(node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _refuse_twice(each)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is not None and name in seen:
                raise _at(key, f"'{name}' stands twice; keep one", f"“{name}”出现两次，请保留其一")
            seen.add(name)
            _refuse_twice(value)


def _check(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(
            f"has more than {MOST_CHARACTERS:,} characters; split it",
            f"超过 {MOST_CHARACTERS:,} 个字符，请拆分",
        )
    found = next((match for match in yaml.reader.Reader.NON_PRINTABLE.finditer(text)), None)
    if found is not None:
        place = found.start()
        code = f"U+{ord(found[0]):04X}"
        raise Unreadable(
            f"holds the character {code}, which is none of a text; remove it",
            f"含有非文本字符 {code}，请删除",
            text.count("\n", 0, place) + 1,
            place - text.rfind("\n", 0, place),
        )


def _check_tree(text: str) -> None:
    deep = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _at(event, "anchors and aliases are not used here", "此处不使用锚点和别名")
        if getattr(event, "tag", None):
            raise _at(event, "tags are not used here", "此处不使用标签")
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > LONGEST_NUMBER and event.style == "" and _WHOLE.match(event.value):
                raise _at(event, "this number has too many digits", "数字位数过多")
        elif isinstance(event, yaml.CollectionStartEvent):
            deep += 1
            if deep > DEEPEST:
                raise _at(event, f"nests deeper than {DEEPEST} levels", f"嵌套超过 {DEEPEST} 层")
        elif isinstance(event, yaml.CollectionEndEvent):
            deep -= 1


def _at(event: yaml.Event | yaml.Node, why: str, zh: str) -> Unreadable:
    mark = event.start_mark
    return Unreadable(why, zh, mark.line + 1, mark.column + 1) if mark else Unreadable(why, zh)
