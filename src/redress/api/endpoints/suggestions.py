"""What the text of a complaint is like, for whoever registers through the API (INT-16)."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from redress.api import bodies, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.operations import reads
from redress.casework.inputs import RequiredText, Text
from redress.complaints.intake.queries.preview import place
from redress.complaints.searching import lookups
from redress.suggestions import queries
from redress.suggestions.kinds import Question

router = Router()
READ = Bearer(scopes.READ)


class TextOfAComplaint(BaseModel):
    """What the customer says and wants."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: ClassVar[str] = "suggest"
    cite: ClassVar[tuple[str, ...]] = ("INT-16",)

    facts: RequiredText
    demand: Text = ""


class SuggestionOut(BaseModel):
    """A code with its confidence in percent and the words of the text that weighed most for it."""

    question: Question
    code: str
    confidence: int = Field(ge=50, le=99)
    because: list[str]
    suggested: str = Field(
        description="What `register` takes in `suggested`, so that it can be measured later."
    )


class SuggestionsOut(BaseModel):
    """Nothing where no version is in use or none is sure enough."""

    items: list[SuggestionOut]


_BODY = {
    "required": True,
    "content": {"application/json": {"schema": TextOfAComplaint.model_json_schema()}},
}


@router.post(
    "/suggestions",
    auth=READ,
    operation_id="suggest",
    summary="Suggest class, level and department",
    response=reads(SuggestionsOut, 400, 413, 415, 429),
    openapi_extra={"requestBody": _BODY},
)
def suggest(request: HttpRequest) -> HttpResponse:
    """What the insurer's own closed files say of a text. It changes nothing and keeps nothing; a person decides. It is
    a POST so that nobody's words stand in an address."""
    asked = bodies.read(request, TextOfAComplaint)
    actor = actor_of(request)
    lookups.admit(actor)
    said = queries.suggest(place(actor).received_unit, f"{asked.facts}\n{asked.demand}")
    return answer(SuggestionsOut(items=_items(said) if said else []))


def _items(said: queries.Said) -> list[SuggestionOut]:
    found = []
    for question, guess in said.guesses:
        percent = min(99, int(guess.confidence * 100))
        found.append(
            SuggestionOut(
                question=question,
                code=guess.code,
                confidence=percent,
                because=list(guess.because),
                suggested=f"{question}.{guess.code}.{percent}.{said.version}",
            )
        )
    return found
