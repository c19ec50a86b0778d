"""What the rulebook has staff say to customers takes nothing from them, nor says what is not said (COM-05, COM-08)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.denial import denied
from redress.rulebook.marks import Marks, Path
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method


def check_said(method: Method, marks: Marks) -> Iterator[Problem]:
    """Wordings that soothe, those in the place of taboo phrases, beginnings of letters, questions of the callback."""
    called = [each for remedy in method.remedies.values() for each in (remedy.title, *remedy.called)]
    names = [word for each in called for word in (each.zh, each.en)]
    phrases = [each.phrase for each in method.taboo]
    for path, text in _wordings(method):
        if hit := denied(text, names):
            en, zh = f"'{hit}' takes a remedy from the customer", f"“{hit}”否定了客户的救济途径"
            yield marks.problem(path, en, zh)
        for phrase in phrases:
            if phrase in text:
                en, zh = f"'{phrase}' is not said to customers", f"“{phrase}”属于服务忌语"
                yield marks.problem(path, en, zh)


def _wordings(method: Method) -> Iterator[tuple[Path, str]]:
    for key, wording in method.soothing.items():
        yield from ((("soothing", key, "text"), text) for text in (wording.text.zh, wording.text.en))
    for key, milestone in method.milestones.items():
        yield from ((("milestones", key, "text"), text) for text in (milestone.text.zh, milestone.text.en))
    for number, taboo in enumerate(method.taboo):
        yield ("taboo", number, "better"), taboo.better
    for kind, letter in method.letters.items():
        for code, part in letter.parts.items():
            for text in (part.start.zh, part.start.en) if part.start else ():
                yield ("letters", kind, "parts", code, "start"), text
    for code, question in (method.callback.script if method.callback else {}).items():
        yield from ((("callback", "script", code), text) for text in (question.title.zh, question.title.en))
