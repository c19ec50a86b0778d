"""Several words in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """`a, b` or `甲、乙`: each language has its own comma."""
    return pgettext("list of words", ", ").join(map(str, words))


def headed(head: object, words: object) -> str:
    """`Head: words` or `标题：内容`: each language has its own colon."""
    return pgettext("a head and its words", "%(head)s: %(words)s") % {"head": head, "words": words}
