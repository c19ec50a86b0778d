"""Whether guides can be read: no term of art unexplained, no sentence too long (CLM-01)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redress.rulebook.marks import Marks
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.guides.jargon import EN, LONGEST_EN, LONGEST_ZH, ZH
from redress.rulebook.words import Title

_END = re.compile(r"[。！？；!?]|\.(?=\s|$)")
Path = tuple[str | int, ...]


def check_guides(method: Method, marks: Marks) -> Iterator[Problem]:
    """Lines and losses that are there, words that are explained, sentences that end."""
    for key, guide in method.guides.items():
        if guide.line not in method.lines:
            en, zh = f"there is no line '{guide.line}'", f"没有险种“{guide.line}”"
            yield marks.problem(("guides", key, "line"), en, zh)
        for name, codes, known in (
            ("causes", guide.causes, method.loss_causes),
            ("losses", guide.losses, method.losses),
        ):
            for code in codes:
                if code not in known:
                    en, zh = f"there is no '{code}' among {name}", f"没有“{code}”"
                    yield marks.problem(("guides", key, name), en, zh)
        for place, text in guide.texts():
            yield from _readable(method, marks, ("guides", key, *place), text)
    for key, term in method.terms.items():
        yield from _readable(method, marks, ("terms", key, "means"), term.means)


def unexplained(text: Title, method: Method) -> tuple[list[str], list[str]]:
    """Terms of art in the text that the rulebook does not explain, Chinese and English."""
    explained = [term.term for term in method.terms.values()]
    return (
        _left(text.zh, ZH, [term.zh for term in explained]),
        _left(text.en.lower(), EN, [term.en.lower() for term in explained]),
    )


def used(texts: Iterable[Title], method: Method) -> list[str]:
    """Codes of the terms that the texts use, and of those by which these are explained, in the rulebook's order."""
    found: set[str] = set()
    waiting = list(texts)
    while waiting:
        text = waiting.pop()
        for code, term in method.terms.items():
            if code not in found and (term.term.zh in text.zh or term.term.en.lower() in text.en.lower()):
                found.add(code)
                waiting.append(term.means)
    return [code for code in method.terms if code in found]


def _left(text: str, words: Iterable[str], explained: Iterable[str]) -> list[str]:
    """Words that stand in the text once what is explained was taken out of it, longest first."""
    for term in sorted(explained, key=len, reverse=True):
        text = text.replace(term, "\0")
    found = []
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            found.append(word)
            text = text.replace(word, "\0")
    return found


def _readable(method: Method, marks: Marks, path: Path, text: Title) -> Iterator[Problem]:
    chinese, english = unexplained(text, method)
    for word in [*chinese, *english]:
        en = f"'{word}' is a term of art that is not explained; say it otherwise, or explain it under 'terms'"
        yield marks.problem(path, en, f"“{word}”是未作解释的专业术语；请换成通俗说法，或者在“术语解释”中说明")
    if any(len(each.strip()) > LONGEST_ZH for each in _END.split(text.zh)):
        en = f"a sentence of more than {LONGEST_ZH} characters; divide it"
        yield marks.problem(path, en, f"有超过 {LONGEST_ZH} 字的句子，请拆开")
    if any(len(each.split()) > LONGEST_EN for each in _END.split(text.en)):
        en = f"an English sentence of more than {LONGEST_EN} words; divide it"
        yield marks.problem(path, en, f"英文有超过 {LONGEST_EN} 个词的句子，请拆开")
