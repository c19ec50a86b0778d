"""What is suggested beside the register form: a line for each field, which the person takes or leaves (INT-16)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from redress.desk.forms.register import RegisterForm
from redress.organisation.kinds import DepartmentKind
from redress.suggestions import queries
from redress.suggestions.kinds import Question
from redress.suggestions.learned import Guess


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion. `said` is what the journal will keep; `field` is what it would fill in, '' where nothing."""

    question: Question
    title: str | Promise
    percent: int
    because: tuple[str, ...]
    value: str
    said: str
    field: str
    as_chosen: bool


def lines(form: RegisterForm) -> list[Line]:
    """Of the text so far, by the version of where it is received; only codes that the form offers."""
    text = f"{form.one('facts')}\n{form.one('demand')}"
    said = queries.suggest(form.where.received_unit, text) if text.strip() else None
    if said is None:
        return []
    found = [_line(form, said.version, question, guess) for question, guess in said.guesses]
    return [line for line in found if line is not None]


def _line(form: RegisterForm, version: int, question: Question, guess: Guess) -> Line | None:
    field = "" if question is Question.DEPARTMENT else question.value
    if field:
        titles: dict[str, str | Promise] = {
            each.value: each.label for each in form.field(field).choices if each.value
        }
    else:
        titles = dict(DepartmentKind.choices)
    if guess.code not in titles:
        return None
    percent = min(99, int(guess.confidence * 100))
    return Line(
        question=question,
        title=titles[guess.code],
        percent=percent,
        because=guess.because,
        value=guess.code,
        said=f"{question}.{guess.code}.{percent}.{version}",
        field=field,
        as_chosen=bool(field) and form.one(field) == guess.code,
    )
