"""The method as a page to read: which version, which chapters, what is beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language

from redress.complaints.rulebooks.queries import rulebooks
from redress.complaints.rulebooks.queries.rulebooks import Edition, Follower, UnknownRulebook
from redress.organisation.actor import Actor
from redress.rulebook import Change, Document, Rulebook, diff
from redress.rulebook.naming import Told, told
from redress.rulebook.paper import Chapter
from redress.rulebook.words import language_of

WHOLE: Final = 15_000
"""Bytes of text up to which all chapters stand on one page; with its markup the page then stays below 100 KB."""

MOST: Final = 200
"""Changes shown at once; beyond, these are two methods rather than two versions."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as it is shown. `chapters` are the ones on this page, all of them or one."""

    followers: list[Follower]
    editions: list[Edition]
    edition: Edition | None
    document: Document | None = None
    chapters: tuple[Chapter, ...] = ()
    whole: bool = True

    @property
    def versions(self) -> list[Edition]:
        """Versions of the rulebook that is read."""
        return [other for other in self.editions if self.edition and other.name == self.edition.name]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one version to another."""

    editions: list[Edition]
    a: Edition | None
    b: Edition | None
    changes: list[Told]
    more: int
    """Changes beyond those shown."""


def read(actor: Actor, name: str = "", version: str = "", chapter: str = "") -> Reading:
    """Without a name: what the actor's own unit follows today. Raises UnknownRulebook."""
    followers, editions = _visible(actor)
    chosen = _choose(followers, editions, name, version)
    if chosen is None:
        return Reading(followers, editions, None)
    document = rulebooks.paper(_open(chosen), language_of(get_language() or "zh"))
    whole = sum(map(_weight, document.chapters)) <= WHOLE
    anchors = [each.anchor for each in document.chapters]
    if whole and not chapter:
        shown = document.chapters
    else:
        shown = (document.chapters[anchors.index(chapter) if chapter in anchors else 0],)
    return Reading(followers, editions, chosen, document, shown, whole)


def compare(actor: Actor, a: str, b: str) -> Comparison:
    """`a` and `b` are 'name version'; left out, the two newest versions of what the actor's unit follows."""
    followers, editions = _visible(actor)
    if not (a or b):
        a, b = _newest(editions, _choose(followers, editions, "", ""))
    first, second = (_find(editions, key) if key else None for key in (a, b))
    if first is None or second is None:
        return Comparison(editions, first, second, [], 0)
    old, new = _open(first), _open(second)
    changes = diff(old, new)
    return Comparison(
        editions, first, second, in_words(changes[:MOST], old, new), max(0, len(changes) - MOST)
    )


def in_words(changes: list[Change], old: Rulebook, new: Rulebook) -> list[Told]:
    """The changes as the page says them, in the reader's language."""
    language = language_of(get_language() or "zh")
    return [told(change, old, new, language) for change in changes]


def _newest(editions: list[Edition], own: Edition | None) -> tuple[str, str]:
    """The two newest versions of a rulebook, the older first; '' for what there is not."""
    same = [f"{edition.name} {edition.version}" for edition in editions if own and edition.name == own.name]
    newest, before = [*same, "", ""][:2]
    return before, newest


def _visible(actor: Actor) -> tuple[list[Follower], list[Edition]]:
    """Methods of complaints and, where the house has claims, the standards of these."""
    followers, claims = rulebooks.followers(actor), rulebooks.followers(actor, "claims")
    names = {follower.name for follower in followers + claims}
    editions = rulebooks.editions(names, timezone.localdate())
    known = {edition.name for edition in editions}
    return followers + [each for each in claims if each.name in known], editions


def _choose(followers: list[Follower], editions: list[Edition], name: str, version: str) -> Edition | None:
    if name:
        return _find(editions, f"{name} {version}")
    mine = next((follower.name for follower in followers), "")
    own = [edition for edition in editions if edition.name == mine]
    return next((edition for edition in own if edition.in_force), own[-1] if own else None)


def _find(editions: list[Edition], key: str) -> Edition:
    for edition in editions:
        if f"{edition.name} {edition.version}" == key:
            return edition
    raise UnknownRulebook(key, "")


def _open(edition: Edition) -> Rulebook:
    return rulebooks.edition(edition.name, edition.version)


def _weight(chapter: Chapter) -> int:
    words = [line for article in chapter.articles for line in (article.title, *article.lines)]
    words += [cell for table in chapter.tables for row in table.rows for cell in row.cells]
    return sum(len(word.encode()) for word in words)
