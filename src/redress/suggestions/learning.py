"""Learns from the closed files of a unit and keeps the version, by which nothing is suggested until it is chosen."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from redress.complaints.oversight.queries.closed_texts import ClosedText, closed_texts
from redress.organisation.actor import Actor
from redress.organisation.models import Unit, User
from redress.suggestions.kinds import LEAST, Question
from redress.suggestions.learned import digest
from redress.suggestions.measuring import measure
from redress.suggestions.models import LearnedVersion
from redress.suggestions.text import Names
from redress.suggestions.training import Example, train

MOST: Final = 20_000
"""Files that are learned from, the newest: more teach little and take memory."""


def learn(actor: Actor, unit: Unit, most: int = MOST) -> LearnedVersion:
    """Measure on files that are held out, then learn from all. Raises TooFew."""
    found = list(closed_texts(actor, unit, most))
    names = Names.of([*(name for each in found for name in each.names), *_staff()])
    examples = [_example(each) for each in found]
    measures = measure(examples, LEAST / 100, names)
    text = train(examples, names).text
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        rows = LearnedVersion.objects.filter(unit=unit)
        last = rows.aggregate(last=Max("version"))["last"] or 0
        return LearnedVersion.objects.create(
            unit=unit,
            version=last + 1,
            learned_at=timezone.now(),
            files=len(examples),
            digest=digest(text),
            body=text,
            measures=[each.said for each in measures],
        )


def _example(each: ClosedText) -> Example:
    answers = {
        Question.CLASS: each.class_code,
        Question.LEVEL: each.level,
        Question.DEPARTMENT: each.department,
    }
    known = {str(question): code for question, code in answers.items() if code}
    return Example(f"{each.key:020}", each.whose, each.text, known)


def _staff() -> list[str]:
    """Names of colleagues: whom a file complains of, it often names in its text alone."""
    return list(User.objects.values_list("name", flat=True))
