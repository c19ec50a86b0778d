"""The words of what is cited are not a child's to change: law and method say what they say (ORG-14, CLK-07).

Nor is where a rule comes from: a child may add a source of its own to it. Names are compared in `names`.
"""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.checks.walk import walk
from redress.rulebook.problems import Problem
from redress.rulebook.schema.base import Rule
from redress.rulebook.strictness.compare import Pair


def check_words(pair: Pair) -> Iterator[Problem]:
    """Sources that the parent has, and the names of the remedies: every deadline, refusal and letter quotes them."""
    for key, old in pair.parent.sources.items():
        new = pair.child.sources.get(key)
        if new is not None and (new.title, new.text) != (old.title, old.text):
            en, zh = "the words of the source are changed", "来源的文字被改动"
            yield pair.looser(("sources", key), en, zh)
    yield from _cited(pair)
    for key, said in pair.parent.soothing.items():
        # That empathy is no admission, and which time and contact are told, stands in these words alone (INT-10).
        now = pair.child.soothing.get(key)
        if now is not None and now.text != said.text:
            en, zh = (
                "the words that staff are offered are not the child's to change; it may add others",
                "安抚用语不得改写，可以另行增加",
            )
            yield pair.looser(("soothing", key, "text"), en, zh)
    for key, remedy in pair.parent.remedies.items():
        named = pair.child.remedies.get(key)
        if named is not None and named.title != remedy.title:
            en, zh = "the name of the remedy is changed", "救济途径的名称被改动"
            yield pair.looser(("remedies", key, "title"), en, zh)


def _cited(pair: Pair) -> Iterator[Problem]:
    """A rule that stands in both, by its key, goes on citing what it cited; rows of lists have no key."""
    rules = {path: rule for path, rule in walk(pair.child) if isinstance(rule, Rule)}
    for path, old in walk(pair.parent):
        new = (
            rules.get(path) if isinstance(old, Rule) and all(isinstance(step, str) for step in path) else None
        )
        if new is None or not isinstance(old, Rule):
            continue
        if lost := [source for source in old.cite if source not in new.cite]:
            names = ", ".join(lost)
            yield pair.looser(
                (*path, "cite"), f"it no longer cites {names}", f"不再注明来源 {names}", against=path
            )
