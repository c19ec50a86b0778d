"""The law's parts of a letter: blocks of the rulebook that are chosen and never written over (COM-05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.letters.writing import WRITING
from redress.rulebook.denial import denied
from redress.rulebook.sections.law.schema import Remedy
from redress.rulebook.sections.letters.schema import Block, LetterPart, LetterRule
from redress.rulebook.words import Title


def lawful(file: Any, part: LetterPart) -> dict[str, Block]:
    """The blocks that may stand in the part, by code; the first is what it begins with."""
    return part.lawful(WRITING.of(file.row).remedies(file)) if part.blocks else {}


def first(file: Any, part: LetterPart) -> str:
    """The words that the part begins with; empty for a part that is written."""
    return next((block.text.zh for block in lawful(file, part).values()), "")


def chosen(file: Any, rule: LetterRule, parts: Mapping[str, str]) -> dict[str, str]:
    """The parts, a block that was named by its code in its words."""
    found = dict(parts)
    for code, text in parts.items():
        part = rule.parts.get(code)
        block = lawful(file, part).get(text.strip()) if part else None
        if block is not None:
            found[code] = block.text.zh
    return found


def fixed(file: Any, rule: LetterRule) -> dict[str, str]:
    """The parts that nobody writes, as the file fills them now."""
    writing = WRITING.of(file.row)
    return {
        code: words
        for code, part in rule.parts.items()
        if part.fixed and part.fills and (words := writing.filled(file, part.fills))
    }


def check(file: Any, rule: LetterRule, parts: Mapping[str, str], filled: Mapping[str, str]) -> None:
    """Refuse words of the law that were changed, and sentences beside them that deny a remedy.

    `filled`: what the fixed parts say by the case.
    """
    language, cite = get_language() or "zh", rule.cite[-1]
    for code, part in rule.parts.items():
        if filled.get(code) and parts.get(code, "").strip() != filled[code]:
            refuse(
                cite,
                _("Leave '%(part)s' as it follows from the case: %(words)s")
                % {"part": part.title.get(language), "words": filled[code]},
                field="parts",
            )
        blocks = lawful(file, part)
        text = parts.get(code, "").strip()
        if (
            part.blocks
            and (text or part.required)
            and text not in [block.text.zh for block in blocks.values()]
        ):
            words = listed(f"“{block.text.get(language)}”" for block in blocks.values())
            refuse(
                cite,
                _("'%(part)s' is not written freely: choose one of %(blocks)s")
                % {"part": part.title.get(language), "blocks": words},
                field="parts",
            )
    if rule.to == "customer":
        _check_denials(file, rule, parts)


def _check_denials(file: Any, rule: LetterRule, parts: Mapping[str, str]) -> None:
    names = [words for remedy in file.rulebook.method.remedies.values() for words in _names(remedy)]
    language = get_language() or "zh"
    for code, part in rule.parts.items():
        if part.blocks:
            continue
        hit = denied(parts.get(code, ""), names)
        if hit:
            refuse(
                rule.cite[-1],
                _(
                    "'%(part)s' says “%(words)s”, which takes from the customer a way that the law leaves open. "
                    "Leave it out."
                )
                % {"part": part.title.get(language), "words": hit},
                field="parts",
            )


def open_here(file: Any, there: Mapping[str, Remedy], word: Title) -> bool:
    """Whether a word that a letter must mention is not the name of a remedy that is not open here."""
    closed = [remedy for code, remedy in file.rulebook.method.remedies.items() if code not in there]
    return not any(word.zh in remedy.title.zh for remedy in closed)


def _names(remedy: Remedy) -> list[str]:
    return [name for words in remedy.called for name in (words.zh, words.en)]
