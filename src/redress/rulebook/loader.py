"""Loading: find the texts, lay child over parent, validate, and refuse a child that is looser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from redress.rulebook.book import Rulebook
from redress.rulebook.checks.whole import check_method
from redress.rulebook.marks import Marks, read
from redress.rulebook.merge import merge
from redress.rulebook.problems import Problem, RulebookError
from redress.rulebook.schema.method import Method
from redress.rulebook.strictness.whole import check_strictness
from redress.rulebook.validate import build, did_you_mean

SHIPPED: Final = Path(__file__).parent / "rulebooks"
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")


class Text(NamedTuple):
    """A rulebook's text and the name by which messages call it."""

    file: str
    text: str


Find = Callable[[str], Text | None]


class _Read(NamedTuple):
    name: str
    source: Text
    data: dict[str, Any]
    marks: Marks


def shipped() -> list[str]:
    """The names of the rulebooks that come with the house."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def load(path_or_name: str | Path) -> Rulebook:
    """A rulebook from a file, or a shipped one by name; RulebookError lists all that is wrong with it.

    `extends` is looked for in the file's folder, then among the shipped ones.
    """
    path = Path(path_or_name)
    folder = path.parent
    if isinstance(path_or_name, str) and _NAME.fullmatch(path_or_name) and not path.is_file():
        found = _find_in(SHIPPED, path_or_name)
        if found is None:
            en, zh = did_you_mean(path_or_name, shipped())
            problem = Problem(
                path_or_name, 1, "rulebook", f"no rulebook of that name{en}", f"没有这个规则集{zh}"
            )
            raise RulebookError([problem])
        return _load(found, lambda name: _find_in(SHIPPED, name))
    first = _text_of(path)
    return _load(first, lambda name: _find_in(folder, name) or _find_in(SHIPPED, name))


def text_of(path_or_name: str | Path) -> tuple[str, str]:
    """The text of a file, or of a shipped rulebook by name, and what messages call it."""
    path = Path(path_or_name)
    if isinstance(path_or_name, str) and _NAME.fullmatch(path_or_name) and not path.is_file():
        return load(path_or_name).texts[path_or_name], path_or_name
    return _text_of(path).text, str(path)


def loads(
    text: str,
    resolve: Callable[[str], str | None] | None = None,
    *,
    file: str = "rulebook",
    published: bool = False,
) -> Rulebook:
    """A rulebook from its text, as kept in the database.

    `resolve` gives the text of what it extends, or None (or LookupError) if it has none of that name; then
    the shipped ones are looked at. `file` is what messages call this text. A `published` text was checked when it
    was published: checks that were added since would make the cases that follow it unreadable (CLK-09).
    """

    def find(name: str) -> Text | None:
        try:
            parent = resolve(name) if resolve else None
        except LookupError:
            parent = None
        return Text(name, parent) if parent is not None else _find_in(SHIPPED, name)

    return _load(Text(file, text), find, checked=published)


def check(path: str | Path) -> list[Problem]:
    """Everything wrong with a rulebook file; empty if it may be used."""
    try:
        load(path)
    except RulebookError as error:
        return error.problems
    return []


def _find_in(folder: Path, name: str) -> Text | None:
    if not _NAME.fullmatch(name):
        return None
    path = folder / f"{name}.yaml"
    return _text_of(path) if path.is_file() else None


def _text_of(path: Path) -> Text:
    try:
        return Text(str(path), path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        why = error.strerror or str(error)
        problem = Problem(str(path), 1, "rulebook", f"cannot be read: {why}", f"无法读取：{why}")
    except UnicodeDecodeError:
        problem = Problem(str(path), 1, "rulebook", "is not UTF-8 text", "不是 UTF-8 文本")
    raise RulebookError([problem])


def _load(first: Text, find: Find, *, checked: bool = False) -> Rulebook:
    chain = _chain(first, find)
    data, marks = chain[-1].data, chain[-1].marks
    if checked:
        for own in reversed(chain[:-1]):
            data, marks = merge(data, marks, own.data, own.marks)
        return Rulebook(build(data, marks), data, marks, {own.name: own.source.text for own in chain})
    method, above = _validated(data, marks), marks
    for own in reversed(chain[:-1]):
        data, marks = merge(data, above, own.data, own.marks)
        parent, method = method, _validated(data, marks)
        problems = check_strictness(parent, above, method, marks)
        if problems:
            raise RulebookError(problems)
        above = marks
    return Rulebook(method, data, marks, {own.name: own.source.text for own in chain})


def _validated(data: dict[str, Any], marks: Marks) -> Method:
    method = build(data, marks)
    problems = check_method(method, marks)
    if problems:
        raise RulebookError(problems)
    return method


def _chain(first: Text, find: Find) -> list[_Read]:
    """The rulebook, what it extends, what that extends ..., to the root; a cycle is refused."""
    chain: list[_Read] = []
    source: Text | None = first
    while source:
        data, marks = read(source.text, source.file)
        chain.append(_Read(str(data.get("rulebook", source.file)), source, data, marks))
        wanted = data.get("extends")
        if wanted is None:
            break
        names = [own.name for own in chain]
        if wanted in names:
            way = " -> ".join([*names, str(wanted)])
            en, zh = f"extends in a circle: {way}", f"extends 形成循环：{way}"
            raise RulebookError([marks.problem(("extends",), en, zh)])
        source = find(str(wanted))
        if source is None:
            en, zh = did_you_mean(str(wanted), shipped())
            raise RulebookError(
                [marks.problem(("extends",), f"no rulebook '{wanted}'{en}", f"没有规则集“{wanted}”{zh}")]
            )
    return chain
