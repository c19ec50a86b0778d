"""From plain content to the schema, with errors that name file, line, rule and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from redress.rulebook.marks import Marks, Path, dotted
from redress.rulebook.problems import Problem, RulebookError
from redress.rulebook.schema.method import Method


def build(data: dict[str, Any], marks: Marks) -> Method:
    """The validated sections, or RulebookError with every problem found."""
    try:
        return Method.model_validate(data)
    except ValidationError as error:
        details = error.errors()
        # A list whose items are wrong is also reported as too short; the items say it better.
        told = [detail for detail in details if detail["type"] != "too_short"] or details
        raise RulebookError(_unique(_problem(detail, data, marks) for detail in told)) from error


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """A suggestion in English and Chinese, or the list of what is known."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?", f"；是否应为“{near[0]}”？"
    if not names:
        return "; nothing is known there", "；此处没有可用的值"
    return f"; known: {', '.join(names)}", f"；可用的值：{'、'.join(names)}"


def _unique(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _problem(detail: ErrorDetails, data: dict[str, Any], marks: Marks) -> Problem:
    path = _real(detail["loc"], data)
    kind = detail["type"]
    rule = dotted(path[:2] if len(path) > 2 and isinstance(path[1], str) else path)
    key = str(path[-1]) if path else "rulebook"
    if kind == "missing":
        missing = str(detail["loc"][-1])
        return marks.problem(path, f"'{missing}' is missing", f"缺少“{missing}”", rule=rule)
    if kind == "extra_forbidden":
        en, zh = did_you_mean(key, _fields(Method, path[:-1]))
        return marks.problem(path, f"unknown key '{key}'{en}", f"未知的键“{key}”{zh}", rule=rule)
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return marks.problem(path, f"'{key}': {message}", f"“{key}”的值无效：{message}", rule=rule)


def _real(loc: tuple[int | str, ...], data: Any) -> Path:
    """The part of pydantic's location that exists in the file: its tags of unions and types are dropped."""
    path: list[int | str] = []
    here = data
    for part in loc:
        if (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        ):
            path.append(part)
            here = here[part]  # type: ignore[index]
    return tuple(path)


def _fields(model: Any, path: Path) -> list[str]:
    """The keys that the schema knows at a path."""
    here = model
    for part in path:
        here = _step(here, part)
    return [field.alias or name for kind in _models(here) for name, field in kind.model_fields.items()]


def _step(kind: Any, part: int | str) -> Any:
    for model in _models(kind):
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
    for option in _options(kind):
        if get_origin(option) is dict:
            return get_args(option)[1]
        if get_origin(option) in (tuple, list, frozenset):
            return get_args(option)[0]
    return None


def _options(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return _options(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [inner for option in get_args(kind) for inner in _options(option)]
    return [kind]


def _models(kind: Any) -> list[type[BaseModel]]:
    return [option for option in _options(kind) if isinstance(option, type) and issubclass(option, BaseModel)]
