"""What a letter says part by part: what the rulebook wants in it, what it begins with, what it must not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.letters import law
from redress.letters.writing import WRITING
from redress.rulebook import taboo
from redress.rulebook.sections.letters.schema import LetterRule

Parts = Mapping[str, str]


def rule_of(file: Any, kind: str) -> LetterRule:
    """The rulebook's rule for a kind of letter; refused on 'kind' when such a file has no such letter (COM-07)."""
    offered: Mapping[str, LetterRule] = file.rulebook.letters(file.subject)
    if kind not in offered:
        refuse(
            "COM-07",
            _("Cases of this kind have no such form or letter; choose one of the list."),
            field="kind",
        )
    return offered[kind]


def check_known(rule: LetterRule, parts: Parts) -> None:
    """Refuse parts that the letter does not have."""
    unknown = [code for code in parts if code not in rule.parts]
    if unknown:
        refuse(
            "COM-07",
            _("This letter has no part '%(part)s'. Its parts: %(parts)s. Choose one of these.")
            % {"part": unknown[0], "parts": listed(rule.parts)},
            field="parts",
        )


def check_complete(file: Any, rule: LetterRule, parts: Parts) -> None:
    """Refuse a letter that does not say all the rulebook wants in it, as it wants it (COM-05).

    Parts that are missing, words that are missing within them, words of the law that were written over, and sentences
    beside them that take a remedy away again.
    """
    language, cite = get_language() or "zh", rule.cite[-1]
    missing = [part.title.get(language) for part in rule.missing(dict(parts)).values()]
    if missing:
        refuse(
            cite,
            _("'%(letter)s' cannot go without: %(missing)s. Write these parts first.")
            % {"letter": rule.title.get(language), "missing": listed(missing)},
            field="parts",
        )
    law.check(file, rule, parts, law.fixed(file, rule))
    there = WRITING.of(file.row).remedies(file)
    for code, part in rule.parts.items():
        wanted = part.lacks(parts.get(code, "")) if part.required else []
        lacking = [word for word in wanted if law.open_here(file, there, word)]
        if lacking:
            refuse(
                cite,
                _("'%(part)s' does not mention: %(missing)s. The customer must read of each. Write it.")
                % {
                    "part": part.title.get(language),
                    "missing": listed(word.get(language) for word in lacking),
                },
                field="parts",
            )


def check_manners(file: Any, parts: Parts, *, acknowledged: bool) -> None:
    """Refuse words that are not said to customers, until the writer says that they stand on purpose (COM-08)."""
    hits = taboo.find(file.rulebook, "\n".join(parts.values()))
    if hits and not acknowledged:
        words = "；".join(
            _("not '%(phrase)s' but '%(better)s'") % {"phrase": hit.phrase, "better": hit.better}
            for hit in hits
        )
        refuse(
            "COM-08",
            _("Better wording for the customer: %(words)s. Change it, or confirm that it stands on purpose.")
            % {"words": words},
            field="taboo_acknowledged",
        )


def beginning(file: Any, rule: LetterRule) -> dict[str, str]:
    """What each part begins with: the decision's words, else the rulebook's, else what the file says already."""
    writing = WRITING.of(file.row)
    decided = writing.decided(file)
    return {
        code: law.first(file, part)
        or decided.get(part.fills or "", "")
        or (part.start.zh if part.start else "")
        or (writing.filled(file, part.fills) if part.fills else "")
        for code, part in rule.parts.items()
    }
