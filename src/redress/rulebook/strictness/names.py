"""People judge by words: what something is called decides which case is what, and what is asked of whom (ORG-14).

A code is not called what another one is called. And where the words are all there is of a rule - a paper that proves, a
ground that pauses, a question that is put, what a level is judged by - they are not a child's to change. It may add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from redress.rulebook.marks import Path
from redress.rulebook.problems import Problem
from redress.rulebook.schema.base import Code
from redress.rulebook.schema.method import Method
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.words import Title

_WORDS_ALONE: Final = (
    ("proofs",),
    ("declining",),
    ("callback_findings",),
    ("callback", "script"),
    ("rereview", "grounds"),
    ("judging", "findings"),
    ("emergency", "media"),
    ("committee", "reasons"),
    ("counting",),
)
"""Entries that a person chooses or answers by their name: nothing else says what they mean."""


def check_names(pair: Pair) -> Iterator[Problem]:
    """Names that are taken from another code, words that are the rule, criteria of levels."""
    ours = dict(_named(pair.child))
    for path, before in _named(pair.parent):
        yield from _taken(pair, path, before, ours.get(path, {}))
        if path in _WORDS_ALONE or _asked_for(path):
            yield from _changed(pair, path, before, ours.get(path, {}))
        elif told_by := _NAMED_ONLY.get(path):
            yield from _changed(pair, path, told_by(pair.parent, before), ours.get(path, {}))
    yield from _grounds_of_pauses(pair)
    yield from _criteria(pair)


def _declared(method: Method, names: Mapping[str, str]) -> dict[str, str]:
    """Grounds that somebody declares by their name. Who handled the earlier case is found in its journal."""
    conflicts = method.recusal.conflicts if method.recusal else {}
    found = {key for key, conflict in conflicts.items() if conflict.links}
    return {key: name for key, name in names.items() if key not in found}


def _of_systems(method: Method, names: Mapping[str, str]) -> dict[str, str]:
    """Causes for which the head of IT signs (CLO-02): called otherwise, they are given to no case."""
    return {key: name for key, name in names.items() if method.causes[key].system}


_NAMED_ONLY: Final[dict[Path, Callable[[Method, Mapping[str, str]], dict[str, str]]]] = {
    ("recusal", "conflicts"): _declared,
    ("causes",): _of_systems,
}
"""Where some of the entries are judged by their name."""


def _asked_for(path: Path) -> bool:
    """Classes of any set and their reasons, items of a spot check, parts of a letter."""
    return (path[0] == "class_sets" and path[-1] in ("codes", "reasons")) or (
        path[0] in ("spot_checks", "letters") and path[-1] in ("items", "parts")
    )


def _taken(pair: Pair, path: Path, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Problem]:
    called = {name: key for key, name in before.items()}
    for key, name in now.items():
        other = called.get(name, key)
        if other != key and before.get(key) != name:
            en, zh = f"it is called as '{other}' is", f"名称与 {other} 相同"
            yield pair.looser((*path, key), en, zh, against=(*path, other))


def _changed(pair: Pair, path: Path, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Problem]:
    for key, name in before.items():
        if now.get(key, name) != name:
            en, zh = "its words are the rule, and are changed", "该处文字即为规则，不得改写"
            yield pair.looser((*path, key), en, zh)


def _grounds_of_pauses(pair: Pair) -> Iterator[Problem]:
    """What a limit may be paused for is what its ground is called (Art. 18(2), Art. 23)."""
    for key, rule in pair.parent.clocks.items():
        before = {pause.reason: pause.title.zh for pause in rule.pauses}
        now = pair.child.clocks.get(key)
        for number, pause in enumerate(now.pauses if now else ()):
            if before.get(pause.reason, pause.title.zh) != pause.title.zh:
                en, zh = "the ground of the pause is called otherwise", "中止计时事由的名称被改动"
                yield pair.looser(("clocks", key, "pauses", number), en, zh, against=("clocks", key))


def _criteria(pair: Pair) -> Iterator[Problem]:
    for key, level in pair.parent.levels.items():
        now = pair.child.levels.get(key)
        kept = {words.zh for words in now.criteria} if now else set()
        if now and any(words.zh not in kept for words in level.criteria):
            en, zh = "fewer cases are judged to be of this level", "该级别的认定标准减少或者被改写"
            yield pair.looser(("levels", key, "criteria"), en, zh, against=("levels", key))


def _named(method: Method) -> Iterator[tuple[Path, dict[Code, str]]]:
    """Every mapping of codes to something that has a name, with the Chinese names, by where it stands."""
    yield from _of(method, ())


def _of(value: Any, path: Path) -> Iterator[tuple[Path, dict[Code, str]]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _of(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        names = {key: _name_of(entry) for key, entry in value.items()}
        if any(names.values()):
            yield path, {key: name for key, name in names.items() if name}
        for key, entry in value.items():
            yield from _of(entry, (*path, key))


def _name_of(entry: Any) -> str:
    if isinstance(entry, Title):
        return entry.zh
    title = getattr(entry, "title", None)
    return title.zh if isinstance(title, Title) else ""
