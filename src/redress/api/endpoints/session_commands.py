"""One typed operation for every act on a session, made from the registry, through the door that the desk uses."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Router

from redress.api import bodies, calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.committee_answers import SessionOutcomeOut
from redress.api.endpoints.committees import Session
from redress.api.operations import takes, writes
from redress.committee import door
from redress.committee.door import SessionCommand
from redress.committee.sessions.registry import ALL

router = Router()


def _operation(kind: type[SessionCommand]) -> Callable[..., HttpResponse]:
    def give(
        request: HttpRequest,
        session: Session,
        key: calls.Key,
        if_match: calls.IfMatch,
        version: calls.Version,
    ) -> HttpResponse:
        seen = calls.version_of(if_match, version)
        done = door.give(bodies.read(request, kind), actor_of(request), session, seen, key)
        return calls.session_outcome(done, status=200)

    give.__doc__ = kind.__doc__
    return give


for _kind in ALL:
    router.post(
        f"/sessions/{{session}}/commands/{_kind.name}",
        auth=Bearer(scopes.command(_kind.name)),
        operation_id=_kind.name,
        summary=(_kind.__doc__ or "").split(".")[0].split("(")[0].strip(),
        response=writes(SessionOutcomeOut, 200, 404),
        openapi_extra=takes(_kind),
    )(_operation(_kind))
