"""What is learnt from cases: corrective actions, spot checks, the knowledge base."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from redress.api import scopes
from redress.api.assessment_answers import (
    ActionOut,
    ActionsOut,
    ActionSummaryOut,
    ArticleOut,
    ArticlesOut,
    ArticleSummaryOut,
    CheckOut,
    EffectOut,
    SampleOut,
    SamplesOut,
    SampleSummaryOut,
)
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.filters import refuse_others
from redress.api.operations import reads
from redress.assessment.kinds import ArticleState
from redress.assessment.queries import actions, knowledge, samples
from redress.assessment.recording import key_of
from redress.casework.inputs import ShortLine

actions_router, samples_router, articles_router = Router(), Router(), Router()
READ = Bearer(scopes.READ)
Action = Annotated[str, Path(pattern=r"^A-[0-9]{6,12}$", description="Number of the action, as A-000012.")]
Sample = Annotated[str, Path(pattern=r"^S-[0-9]{6,12}$", description="Number of the sample, as S-000012.")]
Article = Annotated[str, Path(pattern=r"^K-[0-9]{6,12}$", description="Number of the article, as K-000012.")]


class ActionFilter(BaseModel):
    """Of the list of corrective actions."""

    list: actions.Which = Field(default=actions.Which.MINE, description="Which of the desk's lists.")


class ArticleFilter(BaseModel):
    """Of the knowledge base."""

    words: ShortLine = Field(default="", description="All of them stand in the article.")
    state: ArticleState = ArticleState.PUBLISHED


@actions_router.get(
    "/actions",
    auth=READ,
    operation_id="list_actions",
    summary="Corrective actions",
    response=reads(ActionsOut),
)
def list_actions(request: HttpRequest, asked: Annotated[ActionFilter, Query()]) -> HttpResponse:
    """The 200 most urgent of one list: the caller's own, of the caller's units, overdue ones, verified ones."""
    refuse_others(request, ActionFilter)
    found = actions.listed(actor_of(request), asked.list)
    return answer(ActionsOut(items=[ActionSummaryOut.model_validate(each) for each in found]))


@actions_router.get(
    "/actions/{number}",
    auth=READ,
    operation_id="get_action",
    summary="Read a corrective action",
    response=reads(ActionOut, 404),
)
def get_action(request: HttpRequest, number: Action) -> HttpResponse:
    """The action, and for whoever sees all cases of its unit what it has changed."""
    actor = actor_of(request)
    row = actions.opened(actor, key_of(number))
    told = ActionOut.model_validate(row)
    told.case = actions.case_of(actor, row)
    if effect := actions.measured(actor, row):
        told.effect = EffectOut.model_validate(effect)
    return answer(told, version=row.version)


@samples_router.get(
    "/samples",
    auth=READ,
    operation_id="list_samples",
    summary="Samples drawn for spot checks",
    response=reads(SamplesOut),
)
def list_samples(request: HttpRequest) -> HttpResponse:
    """The 50 newest that the caller's units have drawn."""
    found = samples.listed(actor_of(request))
    return answer(SamplesOut(items=[SampleSummaryOut.model_validate(each) for each in found]))


@samples_router.get(
    "/samples/{number}",
    auth=READ,
    operation_id="get_sample",
    summary="Read a sample",
    response=reads(SampleOut, 404),
)
def get_sample(request: HttpRequest, number: Sample) -> HttpResponse:
    """How it was drawn, and what was found of those of its cases that the caller sees."""
    row, checks = samples.opened(actor_of(request), key_of(number))
    summary = SampleSummaryOut.model_validate(row).model_dump()
    found = [CheckOut.model_validate(each) for each in checks]
    return answer(SampleOut(**summary, strata=row.strata, checks=found), version=row.version)


@articles_router.get(
    "/articles",
    auth=READ,
    operation_id="list_articles",
    summary="The knowledge base",
    response=reads(ArticlesOut),
)
def list_articles(request: HttpRequest, asked: Annotated[ArticleFilter, Query()]) -> HttpResponse:
    """The 50 newest articles that hold the words."""
    refuse_others(request, ArticleFilter)
    found = knowledge.listed(actor_of(request), asked.words, asked.state)
    return answer(ArticlesOut(items=[ArticleSummaryOut.model_validate(each) for each in found]))


@articles_router.get(
    "/articles/{number}",
    auth=READ,
    operation_id="get_article",
    summary="Read an article",
    response=reads(ArticleOut, 404),
)
def get_article(request: HttpRequest, number: Article) -> HttpResponse:
    """A typical case, with nobody's data."""
    row = knowledge.opened(actor_of(request), key_of(number))
    return answer(ArticleOut.model_validate(row), version=row.version)
