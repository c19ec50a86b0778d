"""Responsible persons, for those who may read of them (CLO-13)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.complaints.commands.base import Command
from redress.complaints.commands.judge_person import AppealJudgement, DecideAppeal, HearPerson, JudgePerson
from redress.complaints.kinds import JudgementState
from redress.complaints.queries.case import Row
from redress.complaints.queries.judgements import Named, judgements_page
from redress.desk.pages.beside import Step, step
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    return {"judgements": [(each, _next(row, actor, each.row)) for each in judgements_page(row, actor)]}


_NEXT: Mapping[str, type[Command]] = {
    JudgementState.NAMED: HearPerson,
    JudgementState.HEARD: JudgePerson,
    JudgementState.JUDGED: AppealJudgement,
    JudgementState.APPEALED: DecideAppeal,
}


def _next(row: Row, actor: Actor, judgement: Named) -> Step | None:
    """The person speaks for oneself, and nobody but others judges; the command itself decides."""
    command = _NEXT.get(judgement.state)
    if command is None:
        return None
    speaks = command in (HearPerson, AppealJudgement) and judgement.person_id is not None
    mine = judgement.person_id == actor.id if speaks else actor.has(command.duties)
    return step(row, actor, command, judgement=judgement.number) if mine else None


SECTION = Section("judgements", _("Responsible persons"), "user-exclamation", _build)
