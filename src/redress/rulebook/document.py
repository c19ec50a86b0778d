"""A rulebook as a method document: chapters, articles, tables; how it looks is the desk's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from redress.rulebook import chapters
from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Chapter
from redress.rulebook.words import Language, language_of


@dataclass(frozen=True, slots=True)
class Document:
    """The whole method in one language."""

    language: Language
    title: str
    name: str
    version: str
    effective: date
    chain: tuple[str, ...]
    digest: str
    chapters: tuple[Chapter, ...]


def document(rulebook: Rulebook, language: str = "zh") -> Document:
    """The method document; chapters without content are left out."""
    lang = language_of(language)
    written = [chapter(rulebook, lang) for chapter in chapters.ALL]
    return Document(
        language=lang,
        title=rulebook.title.get(lang),
        name=rulebook.name,
        version=rulebook.version,
        effective=rulebook.effective,
        chain=rulebook.chain,
        digest=rulebook.digest,
        chapters=tuple(chapter for chapter in written if chapter.articles or chapter.tables),
    )
