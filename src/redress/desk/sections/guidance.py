"""Guidance: emotional needs, temperament, common errors, similar solved cases and articles (COM-09, CLO-12)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.assessment.kinds import WRITES
from redress.assessment.queries.knowledge import articles_like, cases_like
from redress.casework.rulebooks import rulebook_of
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor
from redress.rulebook import State


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    method = rulebook_of(row).method
    return {
        "needs": method.needs.values(),
        "errors": method.common_errors.values(),
        "temperaments": [(code == row.temperament, each) for code, each in method.temperaments.items()],
        "articles": articles_like(actor, row),
        "similar": cases_like(actor, row),
        "may_write": row.state in (State.CLOSED, State.ARCHIVED)
        and actor.has_over(WRITES, row.unit_id)
        and row.disposed_at is None,
    }


SECTION = Section("guidance", _("Guidance"), "compass", _build)
