"""Hands that give the commands on what is learnt from cases, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from redress.assessment import actions, knowledge, spotchecks
from redress.assessment.models import CorrectiveAction, KnowledgeArticle, Sample, SpotCheck
from redress.organisation.actor import Actor
from redress.organisation.models import Unit


def opened(actor: Actor, asked: actions.OpenAction, **more: Any) -> CorrectiveAction:
    return CorrectiveAction.objects.get(number=actions.give(asked, actor, **more).number)


def acted(
    actor: Actor, action: CorrectiveAction, said: actions.ReportActionDone | actions.VerifyAction, **more: Any
) -> CorrectiveAction:
    actions.give(said, actor, action.number, **more)
    return CorrectiveAction.objects.get(pk=action.pk)


def drawn(actor: Actor, unit: Unit, first: date, last: date, **more: str) -> Sample:
    asked = spotchecks.DrawSample(unit=unit.code, first=first, last=last, **more)
    return Sample.objects.select_related("unit").get(number=spotchecks.give(asked, actor).number)


def checked(actor: Actor, found: SpotCheck, items: Mapping[str, str], remark: str = "") -> SpotCheck:
    said = spotchecks.CheckCase(case=found.complaint.number, items=dict(items), remark=remark)
    spotchecks.give(said, actor, found.sample.number)
    return SpotCheck.objects.get(pk=found.pk)


def drafted(actor: Actor, case: str, said: Mapping[str, str]) -> KnowledgeArticle:
    outcome = knowledge.give(knowledge.DraftArticle(case=case, **said), actor)
    return KnowledgeArticle.objects.get(number=outcome.number)


def changed(actor: Actor, article: KnowledgeArticle, said: Mapping[str, str]) -> None:
    knowledge.give(knowledge.ChangeArticle(**said), actor, article.number)


def published(actor: Actor, article: KnowledgeArticle) -> None:
    knowledge.give(knowledge.PublishArticle(), actor, article.number)
