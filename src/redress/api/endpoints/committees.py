"""Committees: sessions with agenda and votes, and the rulings on a case."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from redress.api import calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.committee_answers import (
    BodiesOut,
    BodyToCallOut,
    ReferralsOut,
    SessionOut,
    SessionsOut,
    SessionSummaryOut,
)
from redress.api.committee_views import referral_of, session_of
from redress.api.filters import no_cursor, refuse_others
from redress.api.operations import reads
from redress.committee.queries import options, sessions
from redress.committee.queries.rulings import before_committee
from redress.complaints.queries import case as one

router = Router()
READ = Bearer(scopes.READ)
Session = Annotated[
    str, Path(pattern=r"^[A-Z0-9_-]{3,40}$", description="Number of the session, for example SC-C-2026-003.")
]


class SessionFilter(BaseModel):
    """Of the list of sessions."""

    cursor: str = Field(default="", max_length=18, description="`next` of the page before.")
    limit: int = Field(default=sessions.PAGE, ge=1, le=200)

    def before(self) -> int | None:
        if not self.cursor:
            return None
        if not (self.cursor.isascii() and self.cursor.isdigit()):
            raise no_cursor()
        return int(self.cursor)


@router.get(
    "/sessions",
    auth=READ,
    operation_id="list_sessions",
    summary="Sessions of committees and leading groups",
    response=reads(SessionsOut),
)
def list_sessions(request: HttpRequest, asked: Annotated[SessionFilter, Query()]) -> HttpResponse:
    """Sessions that the token's user is a member of, has something to do from, or sees the unit of."""
    refuse_others(request, SessionFilter)
    found = sessions.latest(actor_of(request), asked.before(), asked.limit)
    more = str(found[-1].pk) if len(found) == asked.limit else ""
    return answer(SessionsOut(items=[SessionSummaryOut.model_validate(each) for each in found], next=more))


@router.get(
    "/sessions/{number}",
    auth=READ,
    operation_id="get_session",
    summary="Read a session",
    response=reads(SessionOut, 404),
)
def get_session(request: HttpRequest, number: Session) -> HttpResponse:
    """The session with attendance, agenda, recusals, hearings, votes and what was given to do."""
    row = sessions.opened(actor_of(request), number)
    return answer(session_of(row), version=row.version)


@router.get(
    "/bodies",
    auth=READ,
    operation_id="list_bodies",
    summary="Committees and leading groups whose sessions one may call",
    response=reads(BodiesOut),
)
def list_bodies(request: HttpRequest) -> HttpResponse:
    """Those whose office or chair the token's user is."""
    found = options.callable_bodies(actor_of(request))
    return answer(BodiesOut(items=[BodyToCallOut.model_validate(each) for each in found]))


@router.get(
    "/complaints/{number}/rulings",
    auth=READ,
    operation_id="get_rulings",
    summary="The case before committees",
    response=reads(ReferralsOut, 404),
)
def get_rulings(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """What the case was referred for, the sessions that took it up, what was ruled and how it is executed."""
    row = one.read_row(actor_of(request), number)
    items = [referral_of(each) for each in before_committee(row)]
    return answer(ReferralsOut(items=items), version=row.version)
