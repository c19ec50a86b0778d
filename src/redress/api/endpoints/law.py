"""What the law wants on record of a case: tellings, decisions, reviews. Each read is logged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from redress.api import calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.law_answers import DecisionOut, DecisionsOut, ReviewOut, ReviewsOut, TellingOut, TellingsOut
from redress.api.operations import reads
from redress.complaints.law.queries import law
from redress.complaints.queries import case as one

router = Router()
READ = Bearer(scopes.READ)


@router.get(
    "/complaints/{number}/tellings",
    auth=READ,
    operation_id="get_tellings",
    summary="What the customer was told, with proof",
    response=reads(TellingsOut, 404),
)
def get_tellings(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """Every attempt to tell the customer something, whether it reached, and whether it came in time."""
    row = one.read_row(actor_of(request), number)
    items = [TellingOut.model_validate(each) for each in law.tellings(row)]
    return answer(TellingsOut(items=items), version=row.version)


@router.get(
    "/complaints/{number}/decisions",
    auth=READ,
    operation_id="get_decisions",
    summary="Decisions",
    response=reads(DecisionsOut, 404),
)
def get_decisions(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """Every decision with what was verified, its basis, reasons and the remedies it names."""
    row = one.read_row(actor_of(request), number)
    items = [DecisionOut.model_validate(each) for each in law.decisions(row)]
    return answer(DecisionsOut(items=items), version=row.version)


@router.get(
    "/complaints/{number}/reviews",
    auth=READ,
    operation_id="get_reviews",
    summary="Reviews by the superior unit",
    response=reads(ReviewsOut, 404),
)
def get_reviews(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """Every review that the customer asked for, and what came of it."""
    row = one.read_row(actor_of(request), number)
    items = [ReviewOut.model_validate(each) for each in law.reviews(row)]
    return answer(ReviewsOut(items=items), version=row.version)
