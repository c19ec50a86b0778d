"""One search over files of every kind, as the search box of the desk has it (INT-15, SEC-02, SEC-06)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from redress.api import bodies, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.operations import reads
from redress.api.schemas import Out
from redress.casework import finding
from redress.casework.inputs import CLEAN
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.searching.queries.search import find

router = Router()


class Search(BaseModel):
    """What is looked for: a number, a full name, a telephone, an identity number, or words of what happened."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: ClassVar[str] = "search_files"
    cite: ClassVar[tuple[str, ...]] = ("SEC-02",)

    words: Annotated[str, CLEAN, Field(min_length=1, max_length=200)]
    older: int | None = Field(
        default=None, description="From an earlier answer: further hits in texts alone."
    )


class FoundOut(Out):
    """A file that was found. `by`: what matched, of complaints - number, person or text; of others number_or_person."""

    kind: str
    number: str
    state: str
    unit: str
    owner: str
    by: str


class SearchOut(Out):
    """`more`: there are more than are told. `older`: ask with it for further hits in texts."""

    items: list[FoundOut]
    more: bool
    older: int | None


_QUESTION = {"required": True, "content": {"application/json": {"schema": Search.model_json_schema()}}}


@router.post(
    "/search",
    auth=Bearer(scopes.READ),
    operation_id="search_files",
    summary="Search files of every kind",
    response=reads(SearchOut, 400, 413, 415, 429),
    openapi_extra={"requestBody": _QUESTION},
)
def search(request: HttpRequest) -> HttpResponse:
    """Complaints, claims and files of other kinds in scope. It changes nothing, and is a POST so that nobody's name or
    number stands in an address. A look-up of a person, policy or claim is counted and on record."""
    asked, actor = bodies.read(request, Search), actor_of(request)
    found = find(actor, asked.words, asked.older)
    cases = {"number": found.numbers, "person": found.people, "text": found.texts}
    items = [
        FoundOut(
            kind=COMPLAINT.name,
            number=hit.case.number,
            state=hit.case.state,
            unit=hit.case.unit,
            owner=hit.case.owner,
            by=by,
        )
        for by, hits in cases.items()
        for hit in hits
    ]
    others = finding.find(actor, found.words, noted=found.noted) if asked.older is None else []
    items += [
        FoundOut(
            kind=each.kind.name,
            number=row.number,
            state=row.state,
            unit=str(row.unit),
            owner=str(row.owner),
            by="number_or_person",
        )
        for each in others
        for row in each.rows
    ]
    more = found.more or any(each.more for each in others)
    return answer(SearchOut(items=items, more=more, older=found.older))
