"""Judgements of responsible persons, as far as the reader may read them (CLO-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from redress.casework import access
from redress.casework.rulebooks import rulebook_of
from redress.complaints.closing import judgements
from redress.complaints.models import Complaint, Judgement
from redress.organisation.actor import Actor

Named = Judgement
"""Of one responsible person, for the annotations of faces."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A judgement with its findings in words; what one reads about oneself hides nobody's part in it."""

    row: Judgement
    name: str
    finding: str
    outcome: str


def judgements_page(row: Complaint, actor: Actor) -> Sequence[Shown]:
    """One query, and an entry in the access log when there is something to read."""
    language = get_language() or "zh"
    rule = rulebook_of(row).method.judging
    titles = {code: title.get(language) for code, title in rule.findings.items()} if rule else {}
    found = judgements.visible(row, actor)
    if found:
        access.log(actor, access.Action.READ, row.pk, purpose="CLO-13")
    return [
        Shown(
            each,
            str(each.person or each.name),
            titles.get(each.finding, each.finding),
            titles.get(each.outcome, each.outcome),
        )
        for each in found
    ]
