"""Responsible persons, for those who may read of them (CLO-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.closing.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
)
from redress.complaints.closing.queries.judgements import Named, judgements_page
from redress.complaints.commands.on_one import OnOne
from redress.complaints.queries.case import Row
from redress.desk.pages.steps_beside import Step, step
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    case = Case(row, moment.now())
    return {"judgements": [(each, _next(case, actor, each.row)) for each in judgements_page(row, actor)]}


def _next(case: Case, actor: Actor, judgement: Named) -> Step | None:
    """A judgement waits for one step at a time."""
    steps = (step(case, actor, command, judgement) for command in _STEPS)
    return next((each for each in steps if each), None)


_STEPS: tuple[type[OnOne], ...] = (HearPerson, JudgePerson, AppealJudgement, DecideAppeal)


SECTION = Section("judgements", _("Responsible persons"), "user-exclamation", _build)
