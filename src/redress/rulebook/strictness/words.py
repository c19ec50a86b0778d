"""The words of what is cited are not a child's to change: law and method say what they say (ORG-14, CLK-07)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair


def check_words(pair: Pair) -> Iterator[Problem]:
    """Sources that the parent has, and the names of the remedies: every deadline, refusal and letter quotes them."""
    for key, old in pair.parent.sources.items():
        new = pair.child.sources.get(key)
        if new is not None and (new.title, new.text) != (old.title, old.text):
            en, zh = "the words of the source are changed", "来源的文字被改动"
            yield pair.looser(("sources", key), en, zh)
    for key, remedy in pair.parent.remedies.items():
        named = pair.child.remedies.get(key)
        if named is not None and named.title != remedy.title:
            en, zh = "the name of the remedy is changed", "救济途径的名称被改动"
            yield pair.looser(("remedies", key, "title"), en, zh)
