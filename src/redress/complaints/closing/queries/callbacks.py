"""The callbacks of a case, in the words of its rulebook (CLO-04, CLO-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from redress.casework.rulebooks import rulebook_of
from redress.complaints.case import Case
from redress.complaints.kinds import CALLED_BACK, CallbackState
from redress.complaints.models import Callback, Complaint


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, its answers under the titles of their questions."""

    row: Callback
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What was tried, what the rulebook asks for, and where it stands."""

    needed: bool
    done: bool
    state: CallbackState
    attempts: tuple[Attempt, ...]
    rules: Any
    questions: tuple[str, ...]


def callbacks(row: Complaint, now: Any) -> Callbacks:
    """One query."""
    rulebook, language = rulebook_of(row), get_language() or "zh"
    rules = rulebook.method.callback
    titles = {code: question.title.get(language) for code, question in rules.script.items()} if rules else {}
    found = row.callbacks.select_related("by", "suggested_to__unit").order_by("-id")
    return Callbacks(
        needed=rulebook.callback_needed(Case(row, now).subject),
        done=row.callback in CALLED_BACK,
        state=CallbackState(row.callback),
        attempts=tuple(Attempt(each, _answers(each.answers, titles)) for each in found),
        rules=rules,
        questions=tuple(titles.values()),
    )


def _answers(given: Mapping[str, str], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((titles.get(code, code), answer) for code, answer in given.items())
